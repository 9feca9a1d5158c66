"""The table of contents (目录, 要目), kept as printed, so that no entry is read as an item."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from jianbao.document.read.structure.marks import is_finished, strip_bullet
from jianbao.document.read.structure.notes import opens_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_HEAD = re.compile(
    r"[【〖★◆■●—\-\s]*(?:本期|本刊)?\s*(?:目\s*[录次錄]|要\s*目|导\s*读|導\s*讀|概要|看点|亮点|内容提要|内容导览|contents)"
    r"[】〗★◆■●—\-\s:：]*",
    re.IGNORECASE,
)
_PAGED = re.compile(r"[\s.…·•—\-_＿]{2,}[（(]?\d{1,3}[）)]?$")
_LEADER = re.compile(r"[\s.…·—\-_（(/]*\d{0,3}[）)]?\s*$")
_MARK = re.compile(
    r"^[\s●◆■★▲◎※▶►☆◇□○•\-*]+|^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]\s*|^[（(][一二三四五六七八九十\d]{1,3}[）)]\s*"
)
_BLANK = re.compile(r"\s+")
_REACH = 6  # lines from the masthead in which the table of contents begins
_LONGEST = 60
_BETWEEN = 2  # lines without a page number between two that have one
_ALIKE = 0.75


class Contents(NamedTuple):
    """The entries as printed, and the lines they take, the end not included."""

    entries: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


def read_contents(lines: Sequence[Line]) -> Contents:
    """Find a table of contents near the beginning of the lines of an issue without masthead."""
    for start, line in enumerate(lines[:_REACH]):
        if _HEAD.fullmatch(line.text):
            end = _end(lines, start)
            texts = [entry.text for entry in lines[start + 1 : end] if not entry.table]
            entries = tuple(filter(None, (strip_bullet(_PAGED.sub("", text)) for text in texts)))
            return Contents(entries, start, end)
    return Contents()


def _end(lines: Sequence[Line], start: int) -> int:
    """Find the end: after the last entry with a page number, or where other text begins."""
    paged = _end_of_paged(lines, start + 1)
    return paged if paged is not None else _end_of_plain(lines, start)


def _end_of_paged(lines: Sequence[Line], first: int) -> int | None:
    """Give the end of entries with page numbers; others may stand between, such as broken ones."""
    end = None
    for at in range(first, min(len(lines), first + _LONGEST)):
        line = lines[at]
        if line.picture or line.table or opens_note(line.text) or at - (end or first) > _BETWEEN:
            break
        if _PAGED.search(line.text):
            end = at + 1
    return end


def _end_of_plain(lines: Sequence[Line], start: int) -> int:
    """Go on until an entry comes again as a heading, or until a note or text begins."""
    level = lines[start].level
    seen: list[str] = []
    for at in range(start + 1, min(len(lines), start + _LONGEST)):
        line = lines[at]
        key = _key(line.text)
        if line.picture or line.table or (level and 0 < line.level <= level) or key in seen:
            return at
        if opens_note(line.text):
            return at
        if line.width > 45 or (is_finished(line.text) and line.width > 8 and not line.mark):
            return _back_to_heading(start, at, seen)
        seen.append(key)
    return min(len(lines), start + _LONGEST) if len(seen) < _LONGEST - 1 else start + 1


def _back_to_heading(start: int, at: int, seen: Sequence[str]) -> int:
    """Give back the headings that stand between the last entry and the text that follows."""
    for back, key in enumerate(seen):
        if back and any(_alike(key, other) for other in seen[:back]):
            return start + 1 + back
    return max(start + 1, at - 1) if at - start > 2 else at


def _alike(one: str, other: str) -> bool:
    return len(one) > 3 and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _key(text: str) -> str:
    return _BLANK.sub("", _MARK.sub("", _LEADER.sub("", text))).strip("【】")
