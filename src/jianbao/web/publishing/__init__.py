"""Publishing and reading: the page from which an issue goes to press, and what was printed."""
