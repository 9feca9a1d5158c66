"""The content of an edition as its reading page shows it. Plain values; asks nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from jianbao.desk.queries.issue_pictures import Sizes
from jianbao.document import model
from jianbao.document.numbering import format_number
from jianbao.document.write.flow import Paragraph, flow, is_figure
from jianbao.document.write.wording import (
    Entry,
    corner_rows,
    date_words,
    imprint_rows,
    subsection_words,
    window_sentence,
)

PictureAt = Callable[[str, int], str]  # the key of an item, the place in it: an address


class Figure(NamedTuple):
    """A picture of an item; `url` is '' where its bytes are not on this desk."""

    url: str
    alt: str
    caption: str
    width: int = 0  # pixels; 0 where nobody knows
    height: int = 0


class Cell(NamedTuple):
    """A cell of a table; a figure is set flush right."""

    text: str
    figure: bool


class Grid(NamedTuple):
    """A table."""

    caption: str
    head: list[list[Cell]]
    body: list[list[Cell]]


class Block(NamedTuple):
    """One of a paragraph, a figure or a table."""

    text: Paragraph | None = None
    figure: Figure | None = None
    table: Grid | None = None
    alone: bool = False  # the closing stands on a line of its own


class Piece(NamedTuple):
    """An item: the anchor that stays the same in every edition, its title, its blocks."""

    anchor: str
    kind: str
    title: str
    blocks: list[Block]
    head: str


class Group(NamedTuple):
    """Items under a heading; a section holds groups of its own."""

    title: str
    anchor: str
    pieces: list[Piece]
    groups: list[Group]


class Sheet(NamedTuple):
    """An issue as it is read."""

    title: str
    number: str
    department: str
    date: str
    iso: str
    corner: list[tuple[str, str]]
    note: model.Note | None
    contents: tuple[str, ...]
    groups: list[Group]
    window: str
    imprint: list[tuple[Entry, ...]]


def sheet_of(
    content: model.Issue, picture_at: PictureAt | None, keys: Mapping[str, int], sizes: Sizes
) -> Sheet:
    """Lay a content out; `keys` gives the row that each item is known by."""
    head = content.masthead
    lay = _Laying(picture_at, keys, sizes)
    return Sheet(
        title=head.title,
        number=format_number(head),
        department=head.department,
        date=date_words(head.date) if head.date else "",
        iso=head.date.isoformat() if head.date else "",
        corner=list(corner_rows(head)),
        note=content.note,
        contents=content.contents,
        groups=[lay.section(part, place) for place, part in enumerate(content.sections, 1)],
        window=window_sentence(content),
        imprint=list(imprint_rows(content.imprint)),
    )


class _Laying(NamedTuple):
    """What the parts of one edition are laid out with."""

    picture_at: PictureAt | None
    keys: Mapping[str, int]
    sizes: Sizes

    def section(self, part: model.Section, place: int) -> Group:
        """Lay a section out with its groups."""
        groups = [
            Group(subsection_words(one), "", list(map(self.piece, one.items)), [])
            for one in part.subsections
        ]
        pieces = list(map(self.piece, part.items))
        return Group(part.title, f"section-{place}", pieces=pieces, groups=groups)

    def piece(self, item: model.Item) -> Piece:
        """Lay an item out."""
        key = self.keys.get(item.id)
        blocks = [self.block(block, item) for block in flow(item)]
        head = item.title or item.lead or item.text
        short = head if len(head) <= 24 else head[:23] + "…"
        return Piece(f"item-{key}" if key else "", item.kind, item.title or "", blocks, short)

    def block(self, block: Paragraph | model.Picture | model.Table, item: model.Item) -> Block:
        """Lay one block out."""
        if isinstance(block, Paragraph):
            return Block(text=block, alone=bool(item.title) or not (block.lead or block.text))
        if isinstance(block, model.Table):
            return Block(table=grid_of(block))
        size = self.sizes.get((item.id, block.file), (0, 0))
        alt = block.alt or block.caption
        return Block(figure=Figure(self.url(block, item), alt, block.caption, *size))

    def url(self, picture: model.Picture, item: model.Item) -> str:
        """Give the address of a picture."""
        if self.picture_at is None or item.id not in self.keys:
            return ""
        return self.picture_at(item.id, item.pictures.index(picture))


def grid_of(table: model.Table) -> Grid:
    """Lay a table out."""
    rows = [[Cell(text, is_figure(text)) for text in row] for row in table.rows]
    return Grid(table.caption, rows[: table.head_rows], rows[table.head_rows :])
