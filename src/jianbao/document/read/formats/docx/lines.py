"""Blocks of a Word file to lines: sizes against the body, bold leads, page tops, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from jianbao.document.model import Picture
from jianbao.document.read.formats.characters import clean, lead_length, leading_em, width_em
from jianbao.document.read.formats.docx.blocks import (
    Block,
    BlockTable,
    Break,
    Figure,
    Paragraph,
    Text,
)
from jianbao.document.read.formats.docx.looks import Look, first_indent
from jianbao.document.read.formats.grids import Cell, Grid, grid_lines
from jianbao.document.read.lines import Line

_ENOUGH = 200  # characters outside tables that show what the body looks like

Place = Callable[[Figure], Picture | None]


class Body(NamedTuple):
    """What most characters of the file look like."""

    size: int
    bold: bool
    heavy: bool

    def stands_out(self, look: Look) -> bool:
        """Tell whether characters are darker than the body."""
        return (look.bold and not self.bold) or (look.heavy and not self.heavy)


class LineMaker:
    """Turns blocks into lines in order, counting pages as Word drew them."""

    def __init__(self, blocks: list[Block], place: Place) -> None:
        """Measure the body; `place` gives the Picture of a figure, None to leave it out."""
        self._body = _measure(blocks)
        pieces = (piece for block in _paragraphs(blocks) for piece in block.pieces)
        self._page = 1 if Break("drawn") in pieces else None
        self._place = place
        self._top = False
        self._gap = 0

    def lines(self, blocks: Iterable[Block]) -> list[Line]:
        """Give the lines of blocks."""
        lines: list[Line] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                lines += self._paragraph_lines(block)
            else:
                lines += self._table_lines(block)
        return lines

    def _table_lines(self, block: BlockTable) -> list[Line]:
        rows = []
        for row in block.rows:
            cells = []
            for cell in row:
                self._gap = 0
                cells.append(Cell(tuple(self.lines(cell.blocks)), cell.columns, cell.covered))
            rows.append(tuple(cells))
        self._gap = 0
        grid = Grid(tuple(rows), head_rows=block.head_rows)
        return grid_lines(grid, block.number, page=self._page)

    def _paragraph_lines(self, block: Paragraph) -> list[Line]:
        self._top = self._top or block.page_break
        lines: list[Line] = []
        later: list[Line] = []
        run: list[Text] = []
        page = self._page
        said = False
        for piece in block.pieces:
            if isinstance(piece, Text):
                run.append(piece)
                said = said or not piece.text.isspace()
            elif isinstance(piece, Figure):
                (later if said else lines).extend(self._picture_line(block, piece, page))
            elif piece.kind == "drawn":
                self._page = (self._page or 1) + 1
                self._top = self._top or not said
                page = page if said else self._page
            else:
                lines += self._text_line(block, run, page, first=not _texts(lines))
                run, page, said = [], self._page, False
                self._top = self._top or piece.kind == "page"
        lines += [*self._text_line(block, run, page, first=not _texts(lines)), *later]
        self._gap = 0 if lines else self._gap + 1
        return lines

    def _picture_line(self, block: Paragraph, figure: Figure, page: int | None) -> list[Line]:
        picture = self._place(figure)
        if picture is None:
            return []
        gap, top = self._position()
        return [
            Line(
                text="",
                number=block.number,
                page=page,
                gap=gap,
                page_top=top,
                align=block.align,
                whole=True,
                picture=picture,
            )
        ]

    def _text_line(
        self, block: Paragraph, run: list[Text], page: int | None, *, first: bool
    ) -> list[Line]:
        text = "".join(piece.text for piece in run)
        stripped = clean(text)
        if not stripped:
            return []
        size = _main_size(run)
        gap, top = self._position()
        return [
            Line(
                text=stripped,
                number=block.number,
                page=page,
                width=width_em(stripped),
                indent=(first_indent(block.indents, size) if first else 0.0) + leading_em(text),
                gap=gap,
                page_top=top,
                size=round(size / self._body.size, 2),
                bold=min(_lead(run, self._body), len(stripped)),
                align=block.align,
                level=block.level,
                mark=block.mark if first else "",
                whole=True,
            )
        ]

    def _position(self) -> tuple[int, bool]:
        """Give the blank paragraphs before the next line and whether it begins a page, once."""
        position = self._gap, self._top
        self._gap, self._top = 0, False
        return position


def _texts(lines: list[Line]) -> bool:
    return any(line.text for line in lines)


def _paragraphs(blocks: Iterable[Block], *, tables: bool = True) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif tables:
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell.blocks)


def _measure(blocks: list[Block]) -> Body:
    outside = _looks(_paragraphs(blocks, tables=False))
    looks = outside if outside.total() > _ENOUGH else _looks(_paragraphs(blocks))
    sizes: Counter[int] = Counter()
    for look, length in looks.items():
        sizes[look.size] += length
    half = looks.total() / 2
    return Body(
        size=max(sizes.most_common(1)[0][0], 1) if sizes else 20,
        bold=sum(length for look, length in looks.items() if look.bold) > half,
        heavy=sum(length for look, length in looks.items() if look.heavy) > half,
    )


def _looks(paragraphs: Iterable[Paragraph]) -> Counter[Look]:
    looks: Counter[Look] = Counter()
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            if isinstance(piece, Text):
                looks[piece.look] += len(piece.text)
    return looks


def _main_size(run: list[Text]) -> int:
    longest = max(run, key=lambda piece: len(piece.text))
    if all(piece.look.size == longest.look.size for piece in run):
        return max(longest.look.size, 1)
    sizes: Counter[int] = Counter()
    for piece in run:
        sizes[piece.look.size] += len(piece.text.strip())
    return max(sizes.most_common(1)[0][0], 1)


def _lead(run: list[Text], body: Body) -> int:
    return lead_length((piece.text, body.stands_out(piece.look)) for piece in run)
