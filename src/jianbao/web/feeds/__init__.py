"""Feeds of a bulletin for feed readers, and the addresses people make for them."""
