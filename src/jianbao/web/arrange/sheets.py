"""A sheet of texts as a workbook. Every cell is a text: none is ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter


def workbook(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> io.BytesIO:
    """Write one sheet with a head that stays in sight; give it as a file at its beginning."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for line, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 24)
    file.seek(0)
    return file
