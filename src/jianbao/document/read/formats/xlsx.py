"""Workbooks to tables, one for each visible sheet; formulas give the values last shown.

Cells are shown as numbers, percentages and dates, not with every ornament of their format.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from jianbao.document.model import Table
from jianbao.document.problems import Problem, Unreadable, problem
from jianbao.document.read.archive import Archive, refuse_doctype
from jianbao.document.read.formats.characters import clean, width_em
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.lines import Line

_MAX_ROWS = 2000
_MAX_COLUMNS = 60
_MAX_SHEETS = 30
_DAMAGE = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    OverflowError,
    SyntaxError,  # what XML parsers raise
)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DECIMALS = re.compile(r"0\.(0+)")
_MACROS = "xl/vbaProject.bin"
_LINKS = "xl/externalLinks/"


def read_xlsx(data: bytes, *, language: str = "zh") -> FormatReading:
    """Read a workbook: the name of each visible sheet, then its cells as one table.

    Raises Unreadable: corrupt, encrypted, too-big. Rows beyond 2000 and columns beyond 60 are
    left out with a notice.
    """
    archive = Archive(data)
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            refuse_doctype(archive.read(name), where=name)
    notices = [problem("macro", language=language)] if _MACROS in archive else []
    if any(name.startswith(_LINKS) for name in archive.names):
        notices.append(problem("external", language=language, target=_LINKS))
    lines: list[Line] = []
    with warnings.catch_warnings(action="ignore"):  # openpyxl tells of every ornament it drops
        try:
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = _shown_sheets(workbook, notices, language)
            for sheet in sheets:
                lines += _sheet_lines(sheet, len(lines) + 1, notices, language)
            workbook.close()
        except _DAMAGE as error:
            raise Unreadable("corrupt") from error
    return FormatReading(lines=tuple(lines), problems=tuple(notices))


def shown(value: object, form: str) -> str:
    """Write the value of a cell as its number format means it: 12.5%, 2031-06-04, 1,200."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return _date(value)
    if isinstance(value, int | float):
        return _number(value, form)
    return clean(str(value))


def _shown_sheets(
    workbook: Workbook, notices: list[Problem], language: str
) -> list[ReadOnlyWorksheet]:
    sheets: list[ReadOnlyWorksheet] = [
        sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)
    ]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if len(visible) < len(sheets):
        notices.append(problem("hidden-text", language=language))
    if len(visible) > _MAX_SHEETS:
        notices.append(problem("truncated", language=language, limit=f"{_MAX_SHEETS} sheets"))
    return visible[:_MAX_SHEETS]


def _sheet_lines(
    sheet: ReadOnlyWorksheet, number: int, notices: list[Problem], language: str
) -> list[Line]:
    name = clean(sheet.title)
    sheet.reset_dimensions()
    rows = [
        [shown(cell.value, str(cell.number_format or "")) for cell in row]
        for row in sheet.iter_rows(  # type: ignore[misc] # the stubs want a Worksheet here
            max_row=_MAX_ROWS + 1, max_col=_MAX_COLUMNS + 1
        )
    ]
    if any(rows[_MAX_ROWS:]) or any(row[_MAX_COLUMNS] for row in rows if len(row) > _MAX_COLUMNS):
        limit = f"{_MAX_ROWS} × {_MAX_COLUMNS}"
        notices.append(problem("truncated", where=name, language=language, limit=limit))
    filled = _trimmed([row[:_MAX_COLUMNS] for row in rows[:_MAX_ROWS]])
    if not filled:
        return []
    title = Line(text=name, number=number, width=width_em(name), whole=True)
    return [title, Line(text="", number=number + 1, whole=True, table=Table(rows=filled))]


def _trimmed(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Leave out empty rows and the empty columns around what is filled."""
    filled = [row for row in rows if any(row)]
    if not filled:
        return ()
    last = max(place for row in filled for place, text in enumerate(row) if text)
    first = min(next(place for place, text in enumerate(row) if text) for row in filled)
    padded = (row + [""] * (last + 1 - len(row)) for row in filled)
    return tuple(tuple(row[first : last + 1]) for row in padded)


def _date(moment: dt.datetime) -> str:
    midnight = moment.time() == dt.time()
    return moment.date().isoformat() if midnight else moment.isoformat(" ", "minutes")


def _number(value: float, form: str) -> str:
    pattern = _QUOTED.sub("", form.partition(";")[0])
    worth = value * 100 if "%" in pattern else value
    decimals = _DECIMALS.search(pattern)
    comma = "," if "," in pattern else ""
    if decimals or pattern.startswith(("0", "#,##0")):
        written = f"{worth:{comma}.{len(decimals[1]) if decimals else 0}f}"
    else:
        written = f"{worth:.10g}" if isinstance(worth, float) else str(worth)
    return written + ("%" if "%" in pattern else "")
