"""要目: what stands in an issue, short enough for a letter."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from jianbao.document import model

MOST = 6  # headlines of a section
_LONGEST = 36  # characters
_CLAUSE = re.compile(r".{8,36}?(?=[，。；：！？])")


class Outlined(NamedTuple):
    """A section with its first headlines, and how many more there are."""

    title: str
    headlines: tuple[str, ...]
    more: int


def outline_of(content: model.Issue) -> list[Outlined]:
    """Give the sections in which something stands."""
    return [_outlined(section) for section in content.sections if any(items_in(section))]


def headline_in_list(item: model.Item) -> str:
    """Give what an item is called: its title, its lead, or its first words up to a stop."""
    named = (item.title or item.lead or "").rstrip("。；：:;.")
    if named:
        return _cut(named)
    text = "".join(item.paragraphs)
    clause = _CLAUSE.match(text)
    return clause[0] if clause else _cut(text)


def _outlined(section: model.Section) -> Outlined:
    headlines = [headline_in_list(item) for item in items_in(section)]
    most = MOST + 1 if len(headlines) == MOST + 1 else MOST  # one more takes no more room
    return Outlined(section.title, tuple(headlines[:most]), len(headlines[most:]))


def items_in(section: model.Section) -> list[model.Item]:
    """Give every item of a section, those of its parts too."""
    parts = (part.items for part in section.subsections)
    return [*section.items, *itertools.chain.from_iterable(parts)]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
