"""Titles of works in 《》 and where they stand; never judges whether a title exists."""

from __future__ import annotations

from typing import NamedTuple

_LONGEST = 80  # a mark left open must not make a title of the rest of the text


class Title(NamedTuple):
    """A title without its outer marks; `start` and `end` include these."""

    text: str
    start: int
    end: int


def find_titles(text: str) -> list[Title]:
    """Find every 《…》, outermost marks only; a mark that is never closed gives nothing."""
    found: list[Title] = []
    place = text.find("《")
    while place >= 0:
        end = _closing(text, place)
        if end:
            found.append(Title(text[place + 1 : end - 1].strip(), place, end))
        place = text.find("《", end or place + 1)
    return [title for title in found if title.text]


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, min(len(text), start + _LONGEST)):
        depth += (text[place] == "《") - (text[place] == "》")
        if depth == 0:
            return place + 1
    return 0
