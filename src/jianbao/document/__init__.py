"""What an issue is: its model, its forms, and how it is read, proofread and written."""
