"""People of a bulletin and of the desk: roles, invitations, effective rights, the log."""
