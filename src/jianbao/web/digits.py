"""Numbers in what a browser sends: a key, a version, a page. It asks no table what they name."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 15  # digits; with more a number leaves what a database can count


def number_in(text: str) -> int | None:
    """Give the number that a text of plain digits says, or None for any other text."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return int(text) if plain else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Give the numbers among these texts, in their order."""
    return [number for text in texts if (number := number_in(text)) is not None]
