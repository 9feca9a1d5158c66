"""The editorial office: the one Django app with tables. Import its parts, never this."""
