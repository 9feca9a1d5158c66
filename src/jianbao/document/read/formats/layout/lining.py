"""Rows of all pages to Lines: points become em of the body, places indent and alignment."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec

from jianbao.document.read.formats.layout.frames import Frame
from jianbao.document.read.formats.layout.measures import Body, measure_body
from jianbao.document.read.formats.layout.rows import PageRows, Row
from jianbao.document.read.formats.layout.runs import PlacedPicture
from jianbao.document.read.lines import Alignment, Line

_OPENING = "“‘（《〈【〔「『［"
_CLOSING = "，。、；：？！”’）》〉】〕」』］"
_BLANK_LINE = 1.6  # times the usual distance of baselines


def to_lines(pages: Sequence[PageRows]) -> list[Line]:
    """Give the rows and pictures of all pages as lines, numbered through."""
    lines: list[Line] = []
    body = measure_body(pages)
    for page in pages:
        above: Row | None = None
        top = True
        for part in _in_order(page):
            number = len(lines) + 1
            if isinstance(part, PlacedPicture):
                lines.append(Line(text="", number=number, page=page.page, picture=part.picture))
                above = None  # the distance across a picture is no blank line
                continue
            line = _line(part, above, body, page=page.page, number=number)
            lines.append(msgspec.structs.replace(line, page_top=True) if top else line)
            above, top = part, False
    return lines


def _in_order(page: PageRows) -> Iterator[Row | PlacedPicture]:
    """Put each picture before the first row below it that stands in its column."""
    waiting = sorted(page.pictures, key=lambda placed: -placed.y)
    for row in page.rows:
        for placed in [p for p in waiting if _below(row, p)]:
            waiting.remove(placed)
            yield placed
        yield row
    yield from waiting


def _below(row: Row, placed: PlacedPicture) -> bool:
    return row.y < placed.y and row.x0 < placed.x1 and row.x1 > placed.x0


def _line(row: Row, above: Row | None, body: Body, *, page: int, number: int) -> Line:
    frame = body.frames.of(page, row.column)
    indent = _indent(row, frame, body.em)
    bold = _bold(row, body.weight)
    size = 1.0 if abs(row.size - body.size) < 0.03 * body.size else row.size / body.size
    return Line(
        text=row.text,
        number=number,
        page=page,
        width=round((row.x1 - row.x0) / body.em, 2),
        indent=indent,
        gap=_gap(row, above, body),
        size=round(size, 2),
        bold=bold,
        align=_alignment(row, frame, body.em, marked=bold == len(row.text) or size > 1.05),
    )


def _indent(row: Row, frame: Frame, em: float) -> float:
    indent = (row.x0 - frame.left) / em
    half = abs(indent - math.floor(indent) - 0.5) < 0.15
    if half and row.text[0] in _OPENING:  # its empty left half was cut off
        indent += 0.5
    return 0.0 if abs(indent) < 0.15 else round(indent, 2)


def _gap(row: Row, above: Row | None, body: Body) -> int:
    if above is None or above.column != row.column:
        return 0
    usual = body.leading * max(1.0, row.size / body.size, above.size / body.size)
    lines = (above.y - row.y) / usual
    return max(1, round(lines) - 1) if lines >= _BLANK_LINE else 0


def _alignment(row: Row, frame: Frame, em: float, *, marked: bool) -> Alignment | None:
    left = (row.x0 - frame.left) / em
    right = (frame.right - row.x1) / em
    if row.text[-1] in _CLOSING and -0.7 < right < 0:
        right = 0.0
    if left > 1.4 and abs(left - right) < 1.0 and (marked or abs(left - 2) > 0.3):
        return "center"
    measure = (frame.right - frame.left) / em
    if abs(right) < 0.6 and left > 0.3 * measure:
        return "right"
    return None


def _bold(row: Row, usual: int) -> int:
    """Count leading characters heavier than the body; what looks alike in any font goes along."""
    passed = bold = 0
    for text, weight in row.pieces:
        part = text if passed else text.lstrip()
        heavy = weight > usual
        if not heavy and any(_tells(character) for character in part):
            break
        passed += len(part)
        if heavy:
            bold = passed
    return min(bold, len(row.text))


def _tells(character: str) -> bool:
    """Say whether the weight of a character is its own: digits and marks have fonts of theirs."""
    return character >= "\u2e80" and character.isalnum()
