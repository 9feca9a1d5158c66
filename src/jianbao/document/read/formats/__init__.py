"""One module for each format: bytes of a file in, lines with their layout out."""
