"""Settings of a bulletin: founding it, everything it is set up with, archiving it."""
