"""Bytes of a Word file to lines: every room of this package called in turn."""

from __future__ import annotations

from lxml.etree import _Element as Element
from msgspec import structs

from jianbao.document.problems import Problem, problem
from jianbao.document.read.formats.docx.blocks import Seen
from jianbao.document.read.formats.docx.body import BodyReader
from jianbao.document.read.formats.docx.lines import LineMaker
from jianbao.document.read.formats.docx.lists import Lists
from jianbao.document.read.formats.docx.looks import Styles
from jianbao.document.read.formats.docx.package import Package
from jianbao.document.read.formats.docx.pictures import Pictures
from jianbao.document.read.formats.docx.runs import RunReader
from jianbao.document.read.formats.docx.tags import W, value
from jianbao.document.read.formats.outside import outside_notices
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.formats.text import page_number
from jianbao.document.read.lines import Line

_TOP = 6  # lines of the body among which a masthead would repeat a header


def read_docx(data: bytes, *, language: str = "zh") -> FormatReading:
    """Read a Word file: every visible paragraph, table and picture in order.

    Insertions stand, deletions and hidden text are left out, notes stand where they are called.
    Of headers and footers only a header of the first page alone is read, before the body: it is
    where mastheads stand. Raises Unreadable: encrypted, corrupt, too-big, too-deep.
    """
    package = Package(data)
    seen = Seen()
    styles = Styles(package.styles())
    lists = Lists(package.part("numbering"), styles)
    runs = RunReader(styles, _notes(package), seen)
    root = package.root.find(W + "body")
    blocks = BodyReader(styles, lists, runs, seen).blocks(package.root if root is None else root)
    header = package.first_page_header()
    above = [] if header is None else BodyReader(styles, lists, runs, seen).blocks(header)
    pictures = Pictures(package, language)
    lines = LineMaker(blocks, pictures.place).lines(blocks)
    head = _header_lines(LineMaker(blocks, seen.leave_out).lines(above), lines)
    return FormatReading(
        lines=(*head, *lines),
        problems=(*_notices(package, seen, language), *pictures.problems),
        pictures=pictures.found,
        source=package.source(),
        source_pictures=package.source_pictures(),
    )


def _header_lines(header: list[Line], body: list[Line]) -> list[Line]:
    """Give what the first page's header says, as paragraph 1.

    Page numbers, and what the first lines of the body say again, are left out.
    """
    again = "\n".join(_tight(line) for line in body[:_TOP])
    said = [
        line
        for line in header
        if not line.text.isdecimal()
        and page_number(line.text) is None
        and (line.table or _tight(line) not in again)
    ]
    return [structs.replace(line, number=1, page_top=at == 0) for at, line in enumerate(said)]


def _tight(line: Line) -> str:
    return "".join(line.text.split())


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        part = package.part(kind + "s")
        for note in part.iterchildren(W + kind) if part is not None else ():
            if value(note, "type") in (None, "normal"):
                notes[kind, value(note, "id") or ""] = note
    return notes


def _notices(package: Package, seen: Seen, language: str) -> list[Problem]:
    notices: list[Problem] = []
    if seen.inserted or seen.deleted:
        inserted, deleted = seen.inserted, seen.deleted
        notices.append(
            problem("tracked-changes", language=language, inserted=inserted, deleted=deleted)
        )
    comments = package.part("comments")
    told = (
        ("hidden-text", seen.hidden),
        ("comments", comments is not None and len(comments) > 0),
        ("macro", package.has_macros()),
        ("embedded-object", seen.objects or package.has_objects()),
    )
    notices += [problem(code, language=language) for code, there in told if there]
    return notices + outside_notices(package.outside_targets(), language)
