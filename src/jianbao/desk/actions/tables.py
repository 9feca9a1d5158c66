"""Tables of strangers as rows of texts: xlsx, CSV in any encoding of China's offices, pasted cells.

It knows the headings people write and nothing of what the rows are for.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.desk.errors import Invalid
from jianbao.document.model import one_line
from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.decode import decode_text
from jianbao.document.read.formats.xlsx import read_xlsx

MOST_ROWS = 2000
_LARGEST = 8 << 20
_MARKS = re.compile(r"[\s*＊:：()（）\-_/]+")
Headings = Mapping[str, tuple[str, ...]]


class Table(NamedTuple):
    """Rows as dicts of column names to texts, each with the line it stands on, from 1."""

    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]


def read_table(data: bytes, headings: Headings) -> Table:
    """Read a file. Raises Invalid: table-unreadable, table-too-long, table-empty."""
    if len(data) > _LARGEST:
        raise Invalid("table-too-long", field="file", most=MOST_ROWS)
    try:
        cells = _cells_of_xlsx(data) if data[:2] == b"PK" else _cells(decode_text(data)[0])
    except Unreadable as error:
        raise Invalid("table-unreadable", field="file", why=error.problem().message) from error
    return _named(cells, headings)


def read_pasted(text: str, headings: Headings) -> Table:
    """Read cells pasted from a sheet, or lines of a list. Raises Invalid as `read_table` does."""
    return _named(_cells(text.replace("\x00", "")), headings)


def _cells_of_xlsx(data: bytes) -> list[list[str]]:
    reading = read_xlsx(data, most_rows=MOST_ROWS + 1)
    sheet = reading.lines[0].text if reading.lines else ""
    if any(one.code == "truncated" and one.where == sheet for one in reading.problems):
        raise Invalid("table-too-long", field="file", most=MOST_ROWS)
    tables = (line.table for line in reading.lines if line.table)
    return next(([list(row) for row in table.rows] for table in tables), [])


def _cells(text: str) -> list[list[str]]:
    text = text.lstrip("\ufeff")  # a mark that GB 18030 writes too, or a second one
    first = next((line for line in text.splitlines() if line.strip()), "")
    marks = max("\t;,", key=first.count)
    mark = marks if marks in first else "\t"
    reader = csv.reader(
        io.StringIO(text.replace("；", ";") if mark == ";" else text), delimiter=mark
    )
    try:
        return [[one_line(cell) for cell in row] for row in reader]
    except csv.Error as error:
        raise Invalid("table-unreadable", field="file", why=str(error)) from error


def _named(cells: Sequence[Sequence[str]], headings: Headings) -> Table:
    filled = [(at, row) for at, row in enumerate(cells, start=1) if any(map(str.strip, row))]
    if not filled:
        raise Invalid("table-empty", field="file")
    if len(filled) > MOST_ROWS + 1:
        raise Invalid("table-too-long", field="file", most=MOST_ROWS)
    known = {_folded(name): column for column, names in headings.items() for name in names}
    columns = [known.get(_folded(cell), "") for cell in filled[0][1]]
    if any(columns):
        filled = filled[1:]
    else:  # no headings: the columns stand in the usual order
        columns = list(headings)
    if next(iter(headings)) not in columns:
        raise Invalid("column-missing", field="file", column=headings[next(iter(headings))][0])
    rows = [
        (
            at,
            {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column},
        )
        for at, row in filled
    ]
    return Table(tuple(column for column in columns if column), rows)


def _folded(heading: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", heading)).casefold()


def names_in(cell: str) -> list[str]:
    """Give the names in one cell, with 、 ; , / or a bar between them."""
    return list(
        dict.fromkeys(name for part in re.split(r"[、;；,，/|｜]", cell) if (name := part.strip()))
    )
