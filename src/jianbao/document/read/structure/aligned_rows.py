"""Tables that a page or a text sets as rows of wide-spaced cells, turned to tables.

It takes only rows whose columns stand below each other and hold figures: a wrong table is worse
than none. Lists of names, imprints and justified text are never taken.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from jianbao.document.model import Table
from jianbao.document.read.formats.characters import width_em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_GAP = re.compile(r" {2}|[\u3000\t]")
_CELL = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"[<>≤≥约±+-]?\d[\d,.]*(?:[%％‰]|[\u4e00-\u9fff㎡m²³]{1,4})?|[—–/-]+")
_MARK = re.compile(r"[。；;：:！？]|[，、]$")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_WIDEST = 14.0  # em of a cell
_FIGURES = 0.75  # of the cells of a column of figures


class _Cell(NamedTuple):
    text: str
    start: float  # em from the left edge of the text
    end: float


class _Row(NamedTuple):
    cells: tuple[_Cell, ...]
    page: int | None


def find_aligned_tables(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with every run of aligned rows as one line that holds a table."""
    rows = [_row(line) for line in lines]
    found: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end_of_run(rows, at)
        table = _table([row for row in rows[at:end] if row])
        if table is None:
            found.append(lines[at])
            at += 1
            continue
        found.append(_with_table(lines[at], table))
        at = end
    return found


def _row(line: Line) -> _Row | None:
    """Split a line into its cells, with their places; None when it cannot be a row."""
    if not _GAP.search(line.text) or line.table or line.picture or line.level:
        return None
    if _MARK.search(line.text):
        return None
    cells = []
    for match in _CELL.finditer(line.text.replace("\u3000", "  ").replace("\t", "    ")):
        start = line.indent + width_em(line.text[: match.start()])
        cells.append(_Cell(match[0], start, start + width_em(match[0])))
    wide = any(cell.end - cell.start > _WIDEST for cell in cells)
    return None if len(cells) < _FEWEST_COLUMNS or wide else _Row(tuple(cells), line.page)


def _end_of_run(rows: Sequence[_Row | None], start: int) -> int:
    """Give the end of the rows from `start` that have as many cells, below each other."""
    end = start
    first = rows[start]
    while end < len(rows):
        row = rows[end]
        if first is None or row is None or len(row.cells) != len(first.cells):
            break
        above = rows[end - 1] if end > start else None
        if row.page != first.page or (above and not _aligned(above, row)):
            break
        end += 1
    return end


def _aligned(above: _Row, below: _Row) -> bool:
    """Say whether every cell overlaps the one above it and none of its neighbours."""
    for (left, cell), (under_left, under) in zip(
        pairwise((None, *above.cells)), pairwise((None, *below.cells)), strict=True
    ):
        assert cell is not None
        assert under is not None
        if cell.start >= under.end or under.start >= cell.end:
            return False
        if (left and under.start < left.end) or (under_left and cell.start < under_left.end):
            return False
    return True


def _table(rows: Sequence[_Row]) -> Table | None:
    if len(rows) < _FEWEST_ROWS:
        return None
    texts = tuple(tuple(cell.text for cell in row.cells) for row in rows)
    columns = list(zip(*texts[1:], strict=True))
    figures = sum(
        sum(bool(_FIGURE.fullmatch(cell)) for cell in column) >= _FIGURES * len(column)
        for column in columns
    )
    head = not any(_FIGURE.fullmatch(cell) for cell in texts[0][1:])
    return Table(rows=texts, head_rows=int(head)) if figures and figures < len(columns) else None


def _with_table(line: Line, table: Table) -> Line:
    return msgspec.structs.replace(line, text="", table=table, bold=0, align=None)
