"""How long an item is, counted as a section counts what it wants."""

from __future__ import annotations

import math

LINE = 28  # characters of a printed line: GB/T 9704, 22 lines of 28 characters


def length_of(content: dict[str, object]) -> int:
    """Count the characters of the lead and the paragraphs of an item, blanks left out."""
    paragraphs = content.get("paragraphs")
    texts = paragraphs if isinstance(paragraphs, list) else []
    whole = "".join(str(text) for text in (content.get("lead") or "", *texts))
    return len("".join(whole.split()))


def lines_over(length: int, wanted: int | None) -> int:
    """Give how many printed lines an item of `length` characters has too many."""
    return max(0, math.ceil((length - wanted) / LINE)) if wanted else 0
