"""The sections and items of an issue as paragraphs and tables of Word."""

from __future__ import annotations

import math
from collections.abc import Iterator

from jianbao.document.model import Issue, Item, Picture, Section, Subsection, Table
from jianbao.document.write.flow import Paragraph, flow, is_figure
from jianbao.document.write.word.elements import Element, element, paragraph, row, run, tab, table
from jianbao.document.write.word.headlines import line_width
from jianbao.document.write.word.looks import SECTION_TRACK, Look
from jianbao.document.write.word.pictures import Gallery
from jianbao.document.write.wording import subsection_words
from jianbao.language.characters import width

_GRACE = 5  # em that a byline on the last line leaves free, for Word breaks lines its own way
_NEAR_END = 3  # em; a last line this full may turn over


def body(issue: Issue, look: Look, gallery: Gallery) -> Iterator[Element]:
    """Give everything between masthead and imprint in the order of print."""
    if issue.contents:
        yield paragraph("ContentsTitle", run("目录"))
        yield from (paragraph("ContentsEntry", run(line)) for line in issue.contents)
    if issue.note:
        yield paragraph("NoteTitle", run(issue.note.title))
        yield from (paragraph("EditorsNote", run(text)) for text in issue.note.paragraphs)
    for section in issue.sections:
        yield from _section(section, look, gallery)


def _section(section: Section, look: Look, gallery: Gallery) -> Iterator[Element]:
    if section.title:
        yield _heading("SectionTitle", section.title, look, look.section)
    for item in section.items:
        yield from _item(item, look, gallery)
    for part in section.subsections:
        if part.title:
            yield _part_heading(part, look)
        for item in part.items:
            yield from _item(item, look, gallery)


def _part_heading(part: Subsection, look: Look) -> Element:
    words = subsection_words(part)
    if part.bracketed:
        return _heading("GroupTitle", words, look, look.body)
    return _heading("SubsectionTitle", words, look, look.subsection)


def _heading(style: str, text: str, look: Look, size: int) -> Element:
    """Make a heading of letters of `size`; indents make one that turns over break well."""
    made = paragraph(style, run(text))
    em = size * 10 + (SECTION_TRACK if style == "SectionTitle" else look.track)  # twips
    if width(text) * em > look.measure:
        wanted = math.ceil(line_width(text, look.measure / em) * em)
        side = max((look.measure - wanted) // 2, 0)
        element("ind", made[0], left=side, right=side)
    return made


def _item(item: Item, look: Look, gallery: Gallery) -> Iterator[Element]:
    if item.title:
        yield _heading("ItemTitle", item.title, look, look.headline)
    style = "Quotation" if item.kind == "quotation" else "ItemText"
    for block in flow(item):
        if isinstance(block, Picture):
            yield from _picture(block, gallery)
        elif isinstance(block, Table):
            yield from _table(block, look)
        else:
            yield from _paragraph(block, style, look, beside=not item.title)


def _paragraph(block: Paragraph, style: str, look: Look, *, beside: bool) -> Iterator[Element]:
    """Make a paragraph; its closing stands `beside` its end where that fits, else below."""
    runs = [run(block.lead, "Lead")] if block.lead else []
    if block.text:
        runs.append(run(block.text))
    beside = beside and bool(runs) and _fits(block, look)
    if block.closing and beside:
        runs += [tab(), run(block.closing, "BylineText")]
    if runs:
        yield paragraph(style, *runs)
    if block.closing and not beside:
        yield _closing(block.closing, look)


def _fits(block: Paragraph, look: Look) -> bool:
    """Say whether the closing surely fits on the paragraph's last line."""
    measure = look.measure / look.em
    used = (2 + width(block.lead + block.text)) % measure
    return used + max(width(block.closing) + _GRACE, _NEAR_END) <= measure


def _closing(text: str, look: Look) -> Element:
    """Set a closing flush right on its own, in lines of like length where it needs several."""
    made = paragraph("ItemByline", run(text))
    measure = look.measure / look.em
    if width(text) > measure:
        left = math.floor((measure - line_width(text, measure)) * look.em)
        element("ind", made[0], left=max(left, 0))
    return made


def _picture(picture: Picture, gallery: Gallery) -> Iterator[Element]:
    yield paragraph("PictureFrame", gallery.show(picture))
    if picture.caption:
        yield paragraph("PictureCaption", run(picture.caption))


def _table(shown: Table, look: Look) -> Iterator[Element]:
    if shown.caption:
        yield paragraph("TableCaption", run(shown.caption))
    columns = max((len(cells) for cells in shown.rows), default=0)
    if not columns:
        return
    rows = [(*cells, *[""] * (columns - len(cells))) for cells in shown.rows]
    widths = _column_widths(rows, look.measure)
    yield table(
        "BulletinTable",
        widths,
        (_row(cells, widths, head=at < shown.head_rows) for at, cells in enumerate(rows)),
    )
    yield paragraph("TableText")


def _column_widths(rows: list[tuple[str, ...]], measure: int) -> list[int]:
    """Share the measure by the longest cell of each column, within reason."""
    longest = [1 + min(20.0, max(3.0, *map(width, column))) for column in zip(*rows, strict=True)]
    return [int(measure * share / sum(longest)) for share in longest]


def _row(cells: tuple[str, ...], widths: list[int], *, head: bool) -> Element:
    filled = (_cell(text, head=head) for text in cells)
    return row(zip(widths, filled, strict=True), head=head)


def _cell(text: str, *, head: bool) -> list[Element]:
    style = "TableHead" if head else "TableNumber" if is_figure(text) else "TableText"
    return [paragraph(style, run(text))]
