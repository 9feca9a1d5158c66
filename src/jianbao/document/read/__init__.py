"""Bytes in, structure out: containers, formats, lines with layout, then the parts of an issue."""
