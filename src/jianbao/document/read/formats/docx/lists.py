"""The marks that Word's automatic numbering puts before paragraphs: 一、 （二） 1.1 •"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element as Element

from jianbao.document.read.formats.docx.looks import Indents, Styles, indents_of
from jianbao.document.read.formats.docx.tags import W, is_on, value, whole
from jianbao.document.read.formats.numerals import numeral

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


class Level(NamedTuple):
    """One level of a list as its definition states it."""

    start: int
    form: str
    text: str
    legal: bool
    restart: int | None
    indents: Indents
    style: str


class Lists:
    """The running counts of every list of one file."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take the numbering part, None for a file without one."""
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._abstract = _by_id(root, "abstractNum", "abstractNumId")
            self._numbers = _by_id(root, "num", "numId")

    def level(self, list_id: str | None, level: int | None, style: str | None) -> Level | None:
        """Give the definition a paragraph is numbered by; None for none.

        A paragraph numbered by its style takes the level that names this style.
        """
        if list_id is None or list_id not in self._numbers:
            return None
        levels = self._levels_of(list_id)
        if level is None:
            named = (index for index, item in levels.items() if style and item.style == style)
            level = next(named, 0)
        return levels.get(level)

    def mark(self, list_id: str, level: Level) -> str:
        """Count one paragraph on and give its mark."""
        levels = self._levels_of(list_id)
        index = next(index for index, item in levels.items() if item is level)
        counts = self._counts.setdefault(self._abstract_id(list_id), [None] * _LEVELS)
        restarted = self._restart(list_id, index)
        before = counts[index]
        counts[index] = level.start if before is None or restarted else before + 1
        for deeper in range(index + 1, _LEVELS):
            below = levels.get(deeper)
            if below is None or below.restart is None or index < below.restart:
                counts[deeper] = None
        return _written(level, levels, counts)

    def _restart(self, list_id: str, index: int) -> bool:
        """Tell whether this list overrides the start of a level and has not used it yet."""
        if (list_id, index) in self._begun:
            return False
        self._begun.add((list_id, index))
        overrides = self._numbers[list_id].iterchildren(W + "lvlOverride")
        return any(
            whole(value(override, "ilvl")) == index
            and override.find(W + "startOverride") is not None
            for override in overrides
        )

    def _abstract_id(self, list_id: str) -> str:
        return value(self._numbers[list_id].find(W + "abstractNumId")) or ""

    def _levels_of(self, list_id: str) -> dict[int, Level]:
        if list_id not in self._levels:
            number = self._numbers[list_id]
            levels = self._defined(self._abstract_id(list_id))
            for override in number.iterchildren(W + "lvlOverride"):
                index = min(max(whole(value(override, "ilvl")) or 0, 0), _LEVELS - 1)
                own = override.find(W + "lvl")
                start = whole(value(override.find(W + "startOverride")))
                if own is not None:
                    levels[index] = _level(own)
                elif start is not None and index in levels:
                    levels[index] = levels[index]._replace(start=start)
            self._levels[list_id] = levels
        return self._levels[list_id]

    def _defined(self, abstract_id: str) -> dict[int, Level]:
        abstract = self._abstract.get(abstract_id)
        if abstract is None:
            return {}
        linked = self._styles.shape(value(abstract.find(W + "numStyleLink"))).list_id
        if abstract.find(W + "numStyleLink") is not None and linked in self._numbers:
            abstract = self._abstract.get(self._abstract_id(linked or ""), abstract)
        numbered = (
            (whole(value(level, "ilvl")) or 0, level) for level in abstract.iterchildren(W + "lvl")
        )
        return {index: _level(level) for index, level in numbered if 0 <= index < _LEVELS}


def _by_id(root: Element, tag: str, name: str) -> dict[str, Element]:
    return {element.get(W + name, ""): element for element in root.iterchildren(W + tag)}


def _level(element: Element) -> Level:
    legal = element.find(W + "isLgl")
    start = whole(value(element.find(W + "start")))
    return Level(
        start=1 if start is None else start,
        form=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        legal=legal is not None and is_on(legal),
        restart=whole(value(element.find(W + "lvlRestart"))),
        indents=indents_of(element.find(f"{W}pPr/{W}ind")),
        style=value(element.find(W + "pStyle")) or "",
    )


def _written(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        return level.text if level.text.strip() and not _is_private(level.text) else "•"

    def fill(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        item = levels.get(index, level)
        count = counts[index]
        form = "decimal" if level.legal and item.form != "none" else item.form
        return numeral(item.start if count is None else count, form)

    return _PLACE.sub(fill, level.text).strip()


def _is_private(text: str) -> bool:
    return any("\ue000" <= character <= "\uf8ff" for character in text)
