"""Captions put on the pictures and tables they stand beside, before any line is read as a title.

A line that is set like the titles of the issue stays a title; no text is dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from jianbao.document.byline import find_closing
from jianbao.document.model import Picture, one_line
from jianbao.document.read.structure import marks
from jianbao.document.read.structure.headings import has_heading_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_PICTURE_LABEL = re.compile(
    r"(?:图\s*[\d一二三四五六七八九十]+[：:、\s]|[▲△]|图为|上图|下图|左图|右图|图片说明|图[：:]).{1,60}"
)
_TOLD = re.compile(r"[〔［\[]图片?[〕］\]]\s*(.{1,60})")
_TABLE_LABEL = re.compile(r"(?:附?表\s*[\d一二三四五六七八九十]+|附表)[：:、\s].{0,60}")
_TABLE_WORDS = re.compile(r"表$|情况|统计|一览|明细|汇总|排名|名单|[（(](?:截[至止]|单位)")
_OPEN_END = "，、：；,:;—"
_GAP = re.compile(r"[ \u3000]{2,}")
_LONGEST = 40  # characters
_LONGEST_PLAIN = 30  # characters of a caption that nothing sets apart
_SMALL, _LARGE = 0.95, 1.05  # of the body's size

Look = tuple[float, bool, str | None]
_PLAIN: Look = (1.0, False, None)


class _Ways(NamedTuple):
    """How captions are told: by what they say of themselves, or by words when nothing else does."""

    label: re.Pattern[str]
    words: re.Pattern[str] | None = None


_OF_PICTURE = _Ways(_PICTURE_LABEL)
_OF_TABLE = _Ways(_TABLE_LABEL, _TABLE_WORDS)


def place_captions(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with the captions of pictures and tables taken up in these."""
    lines = [_told_picture(line) for line in lines]
    placed = list(lines)
    looks = _title_looks(lines)
    taken: set[int] = set()
    for at, line in enumerate(lines):
        if line.picture and not (at + 1 < len(lines) and lines[at + 1].picture):
            taken |= _caption_pictures(placed, at, looks)
        elif line.table and not line.table.caption:
            taken |= _caption_table(placed, at, looks)
    return [line for at, line in enumerate(placed) if at not in taken]


def _told_picture(line: Line) -> Line:
    """Take 〔图〕…, which stands in a text for a picture it cannot hold, as that picture."""
    told = _TOLD.fullmatch(line.text)
    if told is None:
        return line
    return msgspec.structs.replace(line, text="", picture=Picture(file="", caption=told[1]))


def _title_looks(lines: Sequence[Line]) -> set[Look]:
    """Find how the titles of the issue are set: short lines set apart, away from pictures."""
    looks: set[Look] = set()
    for at, line in enumerate(lines):
        near = lines[max(0, at - 1) : at + 2]
        if any(one.picture or one.table for one in near) or marks.is_finished(line.text):
            continue
        if line.level or (line.width <= _LONGEST and _look(line) != _PLAIN):
            looks.add(_look(line))
    return looks


def _look(line: Line) -> Look:
    align = line.align if line.align == "center" else None
    return round(line.size, 1), line.bold >= len(line.text), align


def _caption_pictures(lines: list[Line], at: int, looks: set[Look]) -> set[int]:
    """Caption the pictures that end at `at` by the next line; give the index it stood at."""
    if at + 1 >= len(lines):
        return set()
    below = lines[at + 1]
    parts = _GAP.split(below.text)
    first = at - len(parts) + 1
    row = lines[max(0, first) : at + 1]
    if first < 0 or not all(one.picture and not one.picture.caption for one in row):
        parts, first = [below.text], at
    picture = lines[at].picture
    if below.page != lines[at].page or (picture and picture.caption):
        return set()
    if not all(_reads_as_caption(below, part, looks, _OF_PICTURE) for part in parts):
        return set()
    for place, part in enumerate(parts, start=first):
        shown = lines[place].picture
        assert shown is not None
        captioned = msgspec.structs.replace(shown, caption=one_line(part))
        lines[place] = msgspec.structs.replace(lines[place], picture=captioned)
    return {at + 1}


def _caption_table(lines: list[Line], at: int, looks: set[Look]) -> set[int]:
    """Caption the table at `at` by the line above it, or a labelled one below."""
    table = lines[at].table
    assert table is not None
    above = lines[at - 1] if at else None
    below = lines[at + 1] if at + 1 < len(lines) else None
    if above and _reads_as_caption(above, above.text, looks, _OF_TABLE):
        place = at - 1
    elif below and _TABLE_LABEL.fullmatch(below.text) and not below.level:
        place = at + 1
    else:
        return set()
    captioned = msgspec.structs.replace(table, caption=one_line(lines[place].text))
    lines[at] = msgspec.structs.replace(lines[at], table=captioned)
    return {place}


def _reads_as_caption(line: Line, text: str, looks: set[Look], ways: _Ways) -> bool:
    if line.level or line.table or line.picture or not text:
        return False
    if ways.label.fullmatch(text) and line.size <= _LARGE:
        return True
    if _is_sentence(text) or has_heading_form(text) or line.size > _LARGE or _look(line) in looks:
        return False
    if line.size < _SMALL or (line.align == "center" and line.bold == 0):
        return True
    if ways.words:
        return len(text) <= _LONGEST_PLAIN and bool(ways.words.search(text))
    return line.whole and line.bold == 0 and bool(looks) and len(text) <= _LONGEST_PLAIN


def _is_sentence(text: str) -> bool:
    """Say whether a line is text, an entry of a list or a byline, and so captions nothing."""
    if len(text) > _LONGEST or marks.is_finished(text) or text[-1] in _OPEN_END:
        return True
    closing = find_closing(text)
    is_byline = closing is not None and closing.start == 0
    return is_byline or marks.is_listed(text) or marks.continues(text)
