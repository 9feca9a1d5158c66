"""A person's own account: signing in, second factors, devices, tokens, invitations."""
