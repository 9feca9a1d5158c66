"""The layout of an issue, read from the marks that a theme leaves on a proof."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from msgspec import structs

from jianbao.document.model import Issue, Section, Subsection
from jianbao.document.write.press.layout import Box, Grid, Layout, Position, Stretch

# What a proof is asked once it is set. Marks come in the order of print, those of lines after them.
MARKS = """(
  grid: query(<grid>).map(m => m.value).at(0, default: (:)),
  marks: query(selector(<item>).or(<item-end>).or(<grid-block>).or(<grid-line>)
    .or(<imprint>).or(<imprint-room>).or(heading)).map(m => {
      let place = m.location()
      (if m.func() == heading { "heading" } else { str(m.label) },
        place.page(), place.position().y.mm(), m.at("value", default: none))
    }),
)"""

_NEARLY = 0.005  # of a line: what rounding of lengths may add
_IMPRINT_GAP = 0.06  # of a line, kept free above the imprint (themes/shared/imprint.typ)


class _Mark(msgspec.Struct, frozen=True, array_like=True):
    kind: str
    page: int
    y: float
    value: str | float | None


class _Answer(msgspec.Struct, frozen=True):
    grid: Grid
    marks: tuple[_Mark, ...]


class _Spot(NamedTuple):
    """A height on a page in lines of the grid, from 0; a fraction where a table ends."""

    page: int
    line: float


class _Part(NamedTuple):
    """A heading (`item` is None) or the body of an item, in the order of print."""

    item: str | None
    start: _Spot
    end: _Spot


def read_layout(issue: Issue, answer: str) -> Layout:
    """Read what Typst answered to MARKS for a proof of `issue`."""
    found = _without_room(msgspec.json.decode(answer, type=_Answer))
    walk = _Walk(found)
    pages = max((mark.page for mark in found.marks), default=1)
    sections = tuple(walk.stretch(section) for section in issue.sections)
    return Layout(
        pages=pages,
        blank_lines=walk.sheet.blank_lines(pages),
        items=tuple(walk.items),
        sections=sections,
        grid=found.grid,
    )


def _without_room(found: _Answer) -> _Answer:
    """Take from the end of the last item the room that its last line holds for the imprint."""
    room = 0.0
    marks = []
    for mark in found.marks:
        if mark.kind == "imprint-room":
            room = float(mark.value or 0)
        elif mark.kind == "item-end":
            marks.append(structs.replace(mark, y=mark.y - room))
            room = 0.0
        else:
            marks.append(mark)
    return _Answer(found.grid, tuple(marks))


class _Sheet:
    """The pages as a ruler: how far down each is filled, and where the imprint begins."""

    def __init__(self, grid: Grid, marks: Iterable[_Mark]) -> None:
        self.grid = grid
        self._filled: dict[int, float] = {}
        imprint = None
        texts = []
        for mark in marks:
            spot = self.spot(mark)
            if mark.kind == "imprint":
                imprint = spot
            elif mark.kind == "grid-line":
                texts.append(spot)
            else:
                lines = float(mark.value or 0) if mark.kind == "grid-block" else 0
                self._fill(spot.page, spot.line + lines)
        self._imprint = imprint
        for spot in texts:  # a mark stands on the baseline
            if imprint is None or spot < imprint:
                self._fill(spot.page, math.ceil(spot.line))

    def _fill(self, page: int, line: float) -> None:
        self._filled[page] = max(self._filled.get(page, 0), line)

    def spot(self, mark: _Mark) -> _Spot:
        """Give the place of a mark in lines."""
        return _Spot(mark.page, (mark.y - self.grid.top) / self.grid.pitch)

    def blank_lines(self, page: int) -> int:
        """Give the whole lines free at the end of `page`, the last."""
        foot = self._imprint.line - _IMPRINT_GAP if self._imprint else self.grid.lines
        return max(0, math.floor(foot - self._filled.get(page, 0) + _NEARLY))

    def reaches(self, start: _Spot, end: _Spot) -> list[tuple[int, float, float]]:
        """Give the page, first and last line of each page from `start` to `end`."""
        return [
            (
                page,
                start.line if page == start.page else 0,
                end.line if page == end.page else self._filled.get(page, 0),
            )
            for page in range(start.page, end.page + 1)
        ]

    def lines(self, start: _Spot, end: _Spot) -> int:
        """Count the printed lines from `start` to `end`."""
        return math.ceil(sum(to - at for _, at, to in self.reaches(start, end)) - _NEARLY)

    def boxes(self, start: _Spot, end: _Spot) -> tuple[Box, ...]:
        """Give the boxes that cover what stands from `start` to `end`."""
        grid = self.grid
        return tuple(
            Box(
                page=page,
                left=grid.left / grid.paper_width,
                right=(grid.left + grid.width) / grid.paper_width,
                top=self.height(at) / grid.paper_height,
                bottom=self.height(to) / grid.paper_height,
            )
            for page, at, to in self.reaches(start, end)
        )

    def height(self, line: float) -> float:
        """Give the mm from the paper's top."""
        return self.grid.top + line * self.grid.pitch


class _Walk:
    """A walk through an issue in step with what was printed; what has no mark is passed over."""

    def __init__(self, found: _Answer) -> None:
        self.sheet = _Sheet(found.grid, found.marks)
        self.items: list[Position] = []
        self._parts = deque(self._read_parts(found.marks))

    def stretch(self, part: Section | Subsection) -> Stretch:
        """Take the head, the items and the subsections of `part`, in this order."""
        parts = self._parts
        head = parts.popleft() if part.title and parts and parts[0].item is None else None
        head_lines = self.sheet.lines(head.start, head.end) if head else 0
        items = [self._item(item.id) for item in part.items]
        groups = part.subsections if isinstance(part, Section) else ()
        inner = tuple(self.stretch(group) for group in groups)
        lines = [head_lines, *(item.lines for item in items), *(group.lines for group in inner)]
        return Stretch(
            head=self.sheet.boxes(head.start, head.end)[0] if head else None,
            head_lines=head_lines,
            lines=sum(lines),
            subsections=inner,
        )

    def _item(self, key: str) -> Position:
        position = self._position(key)
        self.items.append(position)
        return position

    def _position(self, key: str) -> Position:
        """Take the item `key`, with its title when one stands before it."""
        near = list(self._parts)[:2]
        own = next((n for n, part in enumerate(near) if part.item is not None), None)
        if own is None or near[own].item != key:
            return Position(item=key)
        taken = [self._parts.popleft() for _ in range(own + 1)]
        start, end = taken[0].start, taken[-1].end
        return Position(
            item=key,
            page=start.page,
            top=self.sheet.height(start.line),
            last_page=end.page,
            bottom=self.sheet.height(end.line),
            lines=self.sheet.lines(start, end),
            boxes=self.sheet.boxes(start, end),
        )

    def _read_parts(self, marks: Iterable[_Mark]) -> Iterable[_Part]:
        """Give heads with the block that follows each, and items from their mark to their end."""
        opened: _Mark | None = None
        for mark in marks:
            if opened is None:
                opened = mark if mark.kind in {"heading", "item"} else None
            elif (opened.kind, mark.kind) == ("heading", "grid-block"):
                start = self.sheet.spot(opened)
                yield _Part(None, start, _Spot(start.page, start.line + float(mark.value or 0)))
                opened = None
            elif (opened.kind, mark.kind) == ("item", "item-end"):
                yield _Part(str(opened.value), self.sheet.spot(opened), self.sheet.spot(mark))
                opened = None
