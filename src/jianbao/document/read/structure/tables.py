"""Tables that only lay out a masthead or an imprint, turned back to lines; data stays a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.model import one_line
from jianbao.document.numbering import find_number
from jianbao.document.read.formats.characters import width_em
from jianbao.document.read.structure.dates import find_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.document.read.lines import Line

_IMPRINT = re.compile(
    r"抄\s*送|主\s*送|发\s*放|印\s*发|共印|^\s*[报送发]\s*[:：]|责任编辑|投稿|采集时间"
)
_MOST_CELLS = 16
_EDGE = 6  # lines from the top or the end


def lay_out_tables(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with the tables of masthead and imprint as lines, a row each."""
    laid: list[Line] = []
    for at, line in enumerate(lines):
        if line.table and _only_lays_out(lines, at):
            laid.extend(_rows(line))
        else:
            laid.append(line)
    return laid


def _only_lays_out(lines: Sequence[Line], at: int) -> bool:
    table = lines[at].table
    assert table is not None
    cells = [cell for row in table.rows for cell in row if cell]
    if not cells or len(cells) > _MOST_CELLS:
        return False
    if len(cells) == 1:
        return True
    if at < _EDGE:
        return any(find_number(cell) or find_date(cell) for cell in cells)
    return at >= len(lines) - _EDGE and any(_IMPRINT.search(cell) for cell in cells)


def _rows(line: Line) -> Iterator[Line]:
    assert line.table is not None
    for row in line.table.rows:
        text = one_line("    ".join(dict.fromkeys(cell for cell in row if cell)))
        if text:
            yield msgspec.structs.replace(line, text=text, table=None, width=width_em(text))
