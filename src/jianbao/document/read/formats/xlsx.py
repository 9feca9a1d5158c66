"""Workbooks to tables, one for each visible sheet; formulas give the values last shown.

Pictures, charts and comments are told of and left out.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from jianbao.document.model import Table
from jianbao.document.problems import Problem, Unreadable, problem
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.cell_values import shown
from jianbao.document.read.formats.characters import clean, width_em
from jianbao.document.read.formats.outside import outside_notices
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.lines import Line
from jianbao.document.read.untrusted_xml import refuse_doctype

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
_UNCALCULATED = re.compile(  # a formula that gives no text says so: t="str"
    rb'<c\b(?![^<>]*\bt="str")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<>]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_LINKS = "xl/externalLinks/"
_SHEETS = "xl/worksheets/"
_MEDIA = "xl/media/"
_TOLD = (
    ("macro", ("xl/vbaProject.bin",)),
    ("comments", ("xl/comments", "xl/threadedComments/")),
    ("embedded-object", (_MEDIA, "xl/embeddings/", "xl/charts/", "xl/diagrams/", "xl/activeX/")),
)


def read_xlsx(data: bytes, *, language: str = "zh", most_rows: int = _MAX_ROWS) -> FormatReading:
    """Read a workbook: the name of each visible sheet, then its cells as one table.

    Raises Unreadable: corrupt, encrypted, too-big. Rows beyond `most_rows` and columns beyond
    60 are left out with a notice.
    """
    notices = _notices(Archive(data), language)
    lines: list[Line] = []
    with warnings.catch_warnings(action="ignore"):  # openpyxl tells of every ornament it drops
        try:
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = _shown_sheets(workbook, notices, language)
            for sheet in sheets:
                lines += _sheet_lines(sheet, len(lines) + 1, notices, language, most_rows)
            workbook.close()
        except _DAMAGE as error:
            raise Unreadable("corrupt") from error
    return FormatReading(lines=tuple(lines), problems=tuple(notices))


def _notices(archive: Archive, language: str) -> list[Problem]:
    """Look into every part that openpyxl may parse, and tell what it does not show."""
    uncalculated = 0
    for name in archive.names:
        if not name.startswith(_MEDIA):  # a drawing there may have its doctype
            part = archive.read(name)
            refuse_doctype(part, where=name)
            if name.startswith(_SHEETS):
                uncalculated += sum(1 for _ in _UNCALCULATED.finditer(part))
    there = ((code, [n for n in archive.names if n.startswith(parts)]) for code, parts in _TOLD)
    notices = [problem(code, language=language) for code, names in there if names]
    if uncalculated:
        notices.append(problem("uncalculated", language=language, count=uncalculated))
    linked = any(name.startswith(_LINKS) for name in archive.names)
    return notices + outside_notices([_LINKS] * linked, language)


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
    sheet: ReadOnlyWorksheet, number: int, notices: list[Problem], language: str, most_rows: int
) -> list[Line]:
    name = clean(sheet.title)
    sheet.reset_dimensions()
    rows = [
        [shown(cell.value, str(cell.number_format or "")) for cell in row]
        for row in sheet.iter_rows(  # type: ignore[misc] # the stubs want a Worksheet here
            max_row=most_rows + 1, max_col=_MAX_COLUMNS + 1
        )
    ]
    if any(rows[most_rows:]) or any(row[_MAX_COLUMNS] for row in rows if len(row) > _MAX_COLUMNS):
        limit = f"{most_rows} × {_MAX_COLUMNS}"
        notices.append(problem("truncated", where=name, language=language, limit=limit))
    filled = _trimmed([row[:_MAX_COLUMNS] for row in rows[:most_rows]])
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
