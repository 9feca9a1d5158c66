"""What a Word file holds, in its order and freed of markup: paragraphs and tables, as values."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from jianbao.document.read.formats.docx.looks import Indents, Look
from jianbao.document.read.lines import Alignment


class Text(NamedTuple):
    """Characters of one look."""

    text: str
    look: Look


class Break(NamedTuple):
    """The end of a line or page inside a paragraph; `drawn`: where Word last broke the page."""

    kind: Literal["line", "page", "drawn"]


class Figure(NamedTuple):
    """A picture by the id of its relation."""

    relation: str
    alt: str


Piece = Text | Break | Figure


class Paragraph(msgspec.Struct):
    """A paragraph with its pieces; `number` counts all paragraphs of the file from 1."""

    number: int
    pieces: list[Piece]
    level: int = 0
    align: Alignment | None = None
    indents: Indents = ()
    mark: str = ""
    page_break: bool = False


class BlockCell(msgspec.Struct):
    """A cell: its blocks, the columns it spans, and whether it continues the cell above."""

    blocks: list[Block]
    columns: int = 1
    covered: bool = False


class BlockTable(msgspec.Struct):
    """A table as rows of cells; `number` is that of the paragraph before it."""

    number: int
    rows: list[list[BlockCell]]
    head_rows: int = 0


Block = Paragraph | BlockTable


class Seen(msgspec.Struct):
    """What the walk met that a person should know of."""

    inserted: int = 0
    deleted: int = 0
    hidden: bool = False
    objects: bool = False

    def leave_out(self, _figure: Figure) -> None:
        """Note a picture that stands where pictures are not read."""
        self.objects = True
