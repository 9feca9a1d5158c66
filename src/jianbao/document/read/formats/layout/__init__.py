"""Pieces of text with their places on a page to lines: for PDF and for recognised scans alike."""
