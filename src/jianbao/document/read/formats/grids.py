"""Tables of any format: data stay a table, tables that only place text become lines again."""

from __future__ import annotations

import re

import msgspec

from jianbao.document.model import Table
from jianbao.document.read.formats.characters import clean, width_em
from jianbao.document.read.lines import Line

_COLUMNS = 100
_SHORT = 40
_BLANKS = " " * 4
_PLACED = re.compile(
    r"^\s*(?:主?\s*[报送发]|抄\s*[报送]|分\s*送|发\s*放|呈\s*[报送]|印\s*发|编\s*[辑发印]|主\s*[办编]|承\s*办"
    r"|责任编辑|审\s*核|签\s*发|校\s*对|核\s*稿|投\s*稿|信息采集|本期|内部|密级|共印|联系)[^。]{0,12}[:：]"
    r"|第\s*[\d〇一二三四五六七八九十百]+\s*期|总\s*第|[(（]?共?\s*印\s*\d*\s*份|印发\s*$|内部资料"
)


class Cell(msgspec.Struct, frozen=True):
    """The lines of one cell and the columns it spans; `covered` continues the cell above."""

    lines: tuple[Line, ...] = ()
    columns: int = 1
    covered: bool = False

    @property
    def text(self) -> str:
        """The text of the cell as one line."""
        return clean(" ".join(line.mark + line.text for line in self.lines if line.text))


class Grid(msgspec.Struct, frozen=True):
    """The rows of a table; `head_rows` as the file states it, 0 for unsaid.

    `layout` is True or False where the format knows what the table is for, None for unsaid.
    """

    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int = 0
    layout: bool | None = None


def grid_lines(grid: Grid, number: int, *, page: int | None = None) -> list[Line]:
    """Give a data table as one line that holds it, any other as the lines of its cells."""
    rows = [row for row in grid.rows if any(cell.lines for cell in row)]
    if not rows:
        return []
    layout = _places_text(rows) if grid.layout is None else grid.layout
    if layout or _holds_more_than_text(rows):
        return [line for row in _pictures_with_captions(rows) for line in _row_lines(row)]
    table = Table(rows=_texts(rows), head_rows=min(grid.head_rows or 1, len(rows)))
    return [Line(text="", number=number, page=page, whole=True, table=table)]


def _places_text(rows: list[tuple[Cell, ...]]) -> bool:
    if len(rows) == 1 or max(len(row) for row in rows) == 1:
        return True
    cells = [cell for row in rows for cell in row if cell.lines]
    if len(rows) <= 4 and any(_PLACED.search(line.text) for cell in cells for line in cell.lines):
        return True
    articles = sum(1 for cell in cells if sum(len(line.text) > 80 for line in cell.lines) > 1)
    return articles > 0 and len(rows) <= 3


def _holds_more_than_text(rows: list[tuple[Cell, ...]]) -> bool:
    lines = (line for row in rows for cell in row for line in cell.lines)
    return any(line.table or line.picture or line.level for line in lines)


def _texts(rows: list[tuple[Cell, ...]]) -> tuple[tuple[str, ...], ...]:
    spread = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            texts += ["" if cell.covered else cell.text, *[""] * (min(cell.columns, _COLUMNS) - 1)]
        spread.append(texts[:_COLUMNS])
    width = max(len(texts) for texts in spread)
    return tuple(tuple(texts + [""] * (width - len(texts))) for texts in spread)


def _pictures_with_captions(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Put the captions of a row under the pictures of the row above, column by column."""
    paired: list[tuple[Cell, ...]] = []
    for row in rows:
        above = paired[-1] if paired else ()
        if len(above) == len(row) > 1 and _all_pictures(above) and not _all_pictures(row):
            columns = zip(above, row, strict=True)
            paired[-1] = tuple(Cell(lines=over.lines + under.lines) for over, under in columns)
        else:
            paired.append(row)
    return paired


def _all_pictures(row: tuple[Cell, ...]) -> bool:
    lines = [line for cell in row for line in cell.lines]
    return bool(lines) and all(line.picture for line in lines)


def _row_lines(row: tuple[Cell, ...]) -> list[Line]:
    """Give the lines of a row; short cells side by side are one line with wide blanks."""
    cells = [cell for cell in row if cell.lines and not cell.covered]
    if len(cells) > 1 and all(_is_short(cell) for cell in cells):
        lines = [cell.lines[0] for cell in cells]
        text = _BLANKS.join(line.mark + line.text for line in lines)
        return [msgspec.structs.replace(lines[0], text=text, width=width_em(text), mark="")]
    return [line for cell in cells for line in cell.lines]


def _is_short(cell: Cell) -> bool:
    first = cell.lines[0]
    plain = first.text and not first.level
    return len(cell.lines) == 1 and bool(plain) and len(first.text) <= _SHORT
