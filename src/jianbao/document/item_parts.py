"""The text of an item part by part: where a place of the joined text stands, and how long it is."""

from __future__ import annotations

import math
import unicodedata
from typing import Literal, NamedTuple

from jianbao.document.model import Item

LINE = 28  # characters of a printed line (GB/T 9704: 156 mm in 3号)
_INDENT = 2  # characters before the first line of a paragraph

Role = Literal["title", "lead", "paragraph"]


class Part(NamedTuple):
    """One part of `Item.text`, beginning there at `start`; `number` counts paragraphs from 0."""

    role: Role
    number: int
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the joined text."""
        return self.start + len(self.text)


def parts_of(item: Item) -> list[Part]:
    """Give title, lead and paragraphs with their places in `Item.text`."""
    found: list[Part] = []
    roles: list[tuple[Role, int, str]] = [
        ("title", 0, item.title or ""),
        ("lead", 0, item.lead or ""),
        *(("paragraph", index, text) for index, text in enumerate(item.paragraphs)),
    ]
    start = 0
    for role, index, text in roles:
        if text:
            found.append(Part(role, index, text, start))
            start += len(text)
    return found


def part_at(item: Item, start: int, end: int) -> Part | None:
    """Give the part that a stretch of `Item.text` stands in whole; at a joint, the one it ends."""
    for part in parts_of(item):
        if part.start <= start and end <= part.end:
            return part
    return None


def count_characters(item: Item) -> int:
    """Count the characters of title, lead and paragraphs without blanks: its length (字数)."""
    return len("".join(item.text.split()))


def count_lines(item: Item) -> int:
    """Count the lines it takes in print: the run-in lead opens the first paragraph.

    A character of half width counts half. Marks that may not open a line can make it one more.
    """
    first, *rest = item.paragraphs or ("",)
    opening = (item.lead or "") + first
    lines = [_lines(item.title, 0)] if item.title else []
    lines += [_lines(text, _INDENT) for text in (opening, *rest) if text]
    return sum(lines)


def _lines(text: str, indent: int) -> int:
    return math.ceil((indent + _width(text)) / LINE)


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + (len(text) - wide) / 2
