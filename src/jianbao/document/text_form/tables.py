"""Tables of the text form: Markdown pipes, with a caption line `: …` below."""

from __future__ import annotations

import re

from jianbao.document.model import Table, one_line
from jianbao.document.text_form.marks import escape, unescape

_CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_DELIMITER = re.compile(r"\|(?:\s*:?-+:?\s*\|)+$")


def format_table(table: Table) -> str:
    """Write a table; its head is what stands above the delimiter line."""
    columns = max((len(row) for row in table.rows), default=1)
    lines = [_format_row(row) for row in table.rows]
    lines.insert(table.head_rows, "|" + " --- |" * max(columns, 1))
    if table.caption:
        lines.append(": " + escape(table.caption, start=False))
    return "\n".join(lines)


def _format_row(row: tuple[str, ...]) -> str:
    cells = (escape(cell, start=False).replace("|", "\\|") for cell in row)
    return "|" + "".join(f" {cell} |" for cell in cells)


def parse_table(lines: tuple[str, ...], *, after: int) -> Table:
    """Read a table block; without a delimiter line it has no head."""
    caption = ""
    if lines[-1].startswith(":"):
        caption, lines = unescape(lines[-1][1:].strip()), lines[:-1]
    head = next((n for n, line in enumerate(lines) if _DELIMITER.match(line)), None)
    kept = [line for n, line in enumerate(lines) if n != head]
    rows = tuple(_parse_row(line) for line in kept)
    return Table(rows=rows, head_rows=head or 0, caption=one_line(caption), after=after)


def _parse_row(line: str) -> tuple[str, ...]:
    inner = line.removeprefix("|")
    cells, start = [], 0
    for found in _CELL_END.finditer(inner):
        cells.append(inner[start : found.end() - 1])
        start = found.end()
    if inner[start:].strip():
        cells.append(inner[start:])
    return tuple(one_line(unescape(cell.strip())) for cell in cells)
