"""What a reader without an account opens: the issue a letter brought, and what they get at all."""
