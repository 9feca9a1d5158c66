"""Files of old word processors (.doc, OLE2 .wps, .rtf, .odt) through anydoc, without its services.

anydoc prints what was deleted or hidden in .doc and .rtf; files that seem to hold such text are
converted by LibreOffice and walked as Word files instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import anydoc

from jianbao.document.model import Picture
from jianbao.document.problems import Problem, Unreadable, problem
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.characters import clean, lead_length, leading_em, width_em
from jianbao.document.read.formats.docx import read_docx
from jianbao.document.read.formats.grids import Cell, Grid, grid_lines
from jianbao.document.read.formats.libreoffice import convert_to_docx, find_libreoffice
from jianbao.document.read.formats.numerals import numeral
from jianbao.document.read.formats.outside import outside_notices
from jianbao.document.read.formats.picture_names import picture_name
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.lines import Line
from jianbao.document.read.untrusted_xml import refuse_doctype

_MAX_BYTES = 64 << 20
_KINDS = ("doc", "rtf", "odt")
_RTF_CHANGES = re.compile(rb"\\(?:deleted|v)(?![a-z0-9])")
_DOC_DELETED = re.compile(rb"\x00\x08\x01.{0,60}?\x63\x48|\x63\x48.{0,60}?\x00\x08\x01", re.DOTALL)
_DOC_HIDDEN = b"\x3c\x08\x01"
_ODT_PARTS = ("content.xml", "styles.xml")
_ODT_HIDDEN = b'text:display="none"'
_FORMS = {
    "decimal": "decimal",
    "lower_alpha": "lowerLetter",
    "upper_alpha": "upperLetter",
    "lower_roman": "lowerRoman",
    "upper_roman": "upperRoman",
}


def read_legacy(data: bytes, *, language: str = "zh") -> FormatReading:
    """Read .doc, .wps, .rtf or .odt: headings, bold leads, lists, tables, notes and pictures.

    Alignment, sizes and indents are not known. Raises Unreadable: encrypted, corrupt, too-big,
    too-deep, unsupported, timeout.
    """
    if len(data) > _MAX_BYTES:
        raise Unreadable("too-big", limit=f"{_MAX_BYTES >> 20} MB")
    kind = anydoc.format_from_bytes(data)
    if kind is None and data.startswith(b"PK"):
        raise Unreadable("corrupt")
    if kind not in _KINDS:
        raise Unreadable("unsupported", kind=kind or "OLE2")
    if kind == "odt":
        _refuse_hostile_package(data)
    changed = seems_changed(data, kind)
    if changed and find_libreoffice() is not None:
        return read_docx(convert_to_docx(data, f".{kind}"), language=language)
    reader = _Reader(_parsed(data, kind), language)
    unresolved = (problem("unresolved-changes", language=language),) if changed else ()
    return FormatReading(
        lines=tuple(reader.lines()),
        problems=(*unresolved, *reader.problems()),
        pictures=reader.pictures,
    )


def seems_changed(data: bytes, kind: str) -> bool:
    r"""Tell whether a file may hold deleted or hidden text that anydoc would print.

    .doc: sprmCFRMarkDel near sprmCIbstRMarkDel, or sprmCFVanish (MS-DOC 2.6.1); .rtf: \deleted
    and \v (RTF 1.9.1); .odt: text:display. Pictures may look so by chance, which costs only time.
    """
    if kind == "odt":
        archive = Archive(data)
        parts = (name for name in _ODT_PARTS if name in archive)
        return any(_ODT_HIDDEN in archive.read(name) for name in parts)
    if kind == "rtf":
        return bool(_RTF_CHANGES.search(data))
    return kind == "doc" and (bool(_DOC_DELETED.search(data)) or _DOC_HIDDEN in data)


def _refuse_hostile_package(data: bytes) -> None:
    archive = Archive(data)
    for name in archive.names:
        if name.endswith(".xml"):
            refuse_doctype(archive.read(name), where=name)


def _parsed(data: bytes, kind: anydoc.Format) -> anydoc.Document:
    try:
        return anydoc.to_document(data, kind)
    except anydoc.EncryptedError as error:
        raise Unreadable("encrypted") from error
    except anydoc.ResourceLimitError as error:
        raise Unreadable("too-big", limit=str(error.limit)) from error
    except anydoc.UnsupportedError as error:
        raise Unreadable("unsupported", kind=kind) from error
    except (anydoc.ConvertError, ValueError) as error:
        raise Unreadable("corrupt") from error


class _Reader:
    """Walks the blocks of one document."""

    def __init__(self, document: anydoc.Document, language: str) -> None:
        self._document = document
        self._language = language
        self._notes = {note.id: note for note in document.notes}
        self._number = 0
        self._mark = ""
        self._outside: list[str] = []
        self._embedded = False
        self.pictures: dict[str, bytes] = {}

    def problems(self) -> list[Problem]:
        """Give what was left out of the lines."""
        told = outside_notices(self._outside, self._language)
        return (
            [problem("embedded-object", language=self._language), *told] if self._embedded else told
        )

    def lines(self) -> list[Line]:
        """Give the lines of the whole document."""
        return self._lines(self._document.blocks)

    def _lines(self, blocks: Iterable[anydoc.Block]) -> list[Line]:
        lines: list[Line] = []
        for block in blocks:
            lines += self._block(block)
        return lines

    def _block(self, block: anydoc.Block) -> list[Line]:
        if block.list is not None:
            return self._list(block.list)
        if block.table is not None:
            return self._table(block.table)
        if block.blocks is not None:
            return self._lines(block.blocks)
        self._number += 1
        if block.content is not None:
            return self._paragraph(block.content, block.level or 0)
        return self._text_line([(block.text or "", False)], 0)

    def _paragraph(self, content: Iterable[anydoc.Inline], level: int) -> list[Line]:
        lines: list[Line] = []
        run: list[tuple[str, bool]] = []
        for inline in _flat(content):
            if inline.kind == "line_break":
                lines += self._text_line(run, level)
                run = []
            elif inline.kind == "image":
                lines += self._picture(inline)
            else:
                bold = bool(inline.style and inline.style.bold)
                run.append((self._said(inline), bold))
        return [*lines, *self._text_line(run, level)]

    def _said(self, inline: anydoc.Inline) -> str:
        if inline.kind == "note_ref":
            note = self._notes.pop(inline.note_id or "", None)  # once, or notes of notes never end
            inner = self._lines(note.blocks) if note else []
            return f"〔注：{' '.join(line.text for line in inner)}〕" if note else ""
        if inline.kind == "checkbox":
            return "☑" if inline.checked else "☐"
        return inline.text or ""

    def _text_line(self, run: list[tuple[str, bool]], level: int) -> list[Line]:
        whole = "".join(said for said, _ in run)
        text = clean(whole)
        if not text:
            return []
        mark, self._mark = self._mark, ""
        line = Line(
            text=text,
            number=self._number,
            width=width_em(text),
            indent=leading_em(whole),
            bold=min(lead_length(run), len(text)),
            level=level,
            mark=mark,
            whole=True,
        )
        return [line]

    def _picture(self, inline: anydoc.Inline) -> list[Line]:
        source = inline.source
        if source is None or source.asset_id is None:
            if source is not None and source.url:
                self._outside.append(source.url)
            return []
        data = self._document.assets[source.asset_id].data
        name = picture_name(data)
        if not name:
            self._embedded = True
            return []
        self.pictures[name] = data
        picture = Picture(file=name, alt=clean(inline.alt or ""))
        return [Line(text="", number=self._number, whole=True, picture=picture)]

    def _list(self, items: anydoc.List) -> list[Line]:
        lines: list[Line] = []
        for place, item in enumerate(items.items):
            form = _FORMS.get(items.marker)
            counted = f"{numeral(items.start + place, form)}." if form else "•"
            self._mark = item.marker_label or counted
            lines += self._lines(item.blocks)
            self._mark = ""
        return lines

    def _table(self, table: anydoc.Table) -> list[Line]:
        rows = tuple(tuple(self._cell(slot) for slot in row) for row in table.grid)
        layout = True if table.kind == "layout" else None
        return grid_lines(Grid(rows, table.header_rows, layout), self._number)

    def _cell(self, slot: anydoc.CellSlot) -> Cell:
        if slot.cell is None:
            return Cell(covered=True)
        return Cell(tuple(self._lines(slot.cell.blocks)))


def _flat(content: Iterable[anydoc.Inline]) -> Iterable[anydoc.Inline]:
    """Give the inlines with links opened; anydoc puts no link inside a link."""
    for inline in content:
        if inline.content is not None:
            yield from inline.content
        else:
            yield inline
