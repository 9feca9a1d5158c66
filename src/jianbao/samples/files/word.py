"""A contribution as a Word file, as correspondents lay it out; the same piece, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from jianbao.document.write.word.packing import pack
from jianbao.samples.contributions import Piece

Rows = Sequence[Sequence[str]]


def word_file(
    piece: Piece, pictures: Sequence[tuple[str, bytes]] = (), rows: Rows | None = None
) -> bytes:
    """Write `piece`, its `pictures` (caption, JPEG) below the text and a table of `rows`."""
    document = docx.Document()
    _describe(document, piece)
    _line(document, piece.title, font="黑体", size=22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    *before, last = piece.paragraphs
    for text in (*before, last + piece.signed):
        _line(document, text).paragraph_format.first_line_indent = Pt(32)
    if rows:
        _table(document, rows)
    for caption, picture in pictures:
        document.add_picture(io.BytesIO(picture), width=Cm(14))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _line(document, caption, font="楷体", size=14).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return _saved(document)


def _describe(document: Document, piece: Piece) -> None:
    moment = dt.datetime.combine(piece.happened, dt.time(16), tzinfo=dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author = piece.title, piece.author
    properties.last_modified_by, properties.comments = piece.author, ""
    properties.created = properties.modified = moment


def _line(document: Document, text: str, *, font: str = "仿宋", size: int = 16) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no public way
    fonts.set(qn("w:eastAsia"), font)
    return paragraph


def _table(document: Document, rows: Rows) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made:
        return pack({name: made.read(name) for name in sorted(made.namelist())})
