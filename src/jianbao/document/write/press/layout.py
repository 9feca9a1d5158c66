"""Where each part of an issue stands on its pages, in printed lines: values alone.

Lines are those of the grid: 22 a page, 28.99 pt each, in the theme gov.
"""

from __future__ import annotations

import msgspec


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """The 版心 in mm on A4, as GB/T 9704 has it, and how a theme divides it in lines."""

    lines: int = 22
    pitch: float = 225 / 22
    top: float = 37
    left: float = 28
    width: float = 156
    paper_width: float = 210
    paper_height: float = 297


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a page, in fractions of the paper (0 to 1); pages count from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where an item stands, title included: `top` and `bottom` are mm from the paper's top.

    `lines` are those it takes, without what a page leaves blank at its foot; `boxes` has one
    for each page. Pages count from 1; 0 where a theme of the user's does not mark its items.
    """

    item: str
    page: int = 0
    top: float = 0
    last_page: int = 0
    bottom: float = 0
    lines: int = 0
    boxes: tuple[Box, ...] = ()


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A section or subsection: the box of its head (None without), lines of the head, of all."""

    head: Box | None = None
    head_lines: int = 0
    lines: int = 0
    subsections: tuple[Stretch, ...] = ()


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """An issue on its pages; `items` and `sections` stand in the order of the issue's own.

    `blank_lines` are those free at the end of the last page, above the imprint (末页余白).
    """

    pages: int
    blank_lines: int
    items: tuple[Position, ...] = ()
    sections: tuple[Stretch, ...] = ()
    grid: Grid = Grid()

    def item_at(self, page: int, y: float) -> Position | None:
        """Give the item that stands at the height `y`, a fraction of the paper, on `page`."""
        for item in self.items:
            if any(box.page == page and box.top <= y < box.bottom for box in item.boxes):
                return item
        return None
