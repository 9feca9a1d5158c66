"""Tables of Chinese words, one text file each; a line that begins with # explains its file."""

from __future__ import annotations

import functools
import pkgutil


@functools.cache
def read_words(table: str) -> frozenset[str]:
    """Give the words of the table `table`, read once."""
    data = pkgutil.get_data(__name__, f"{table}.txt")
    if data is None:
        raise LookupError(table)
    lines = data.decode().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
