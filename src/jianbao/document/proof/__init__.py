"""Proofreading: an issue and a house style in, findings out. Like a linter for bulletins."""
