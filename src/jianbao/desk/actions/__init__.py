"""Verbs: what changes things. Each takes an actor `by` and plain values, and checks the rules."""
