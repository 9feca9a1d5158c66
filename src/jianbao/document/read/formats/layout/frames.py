"""Where the text of a page begins and ends: margins by odd and even pages and by column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from jianbao.document.read.formats.layout.rows import SPANNING, PageRows, Row

_SHARE = 0.12  # of the rows that must begin at a margin
_FEWEST = 12  # rows that tell the margins of odd or even pages by themselves

Place = tuple[int, int]  # parity of the page, column


class Frame(msgspec.Struct):
    """The sides of the running text, in points."""

    left: float
    right: float


class Frames(msgspec.Struct):
    """The frames of a document; a place that has none of its own takes that of the whole."""

    whole: Frame
    places: dict[Place, Frame]

    def of(self, page: int, column: int) -> Frame:
        """Give the frame of a column of a page."""
        return self.places.get((page % 2, column), self.whole)


def find_frames(pages: Sequence[PageRows], *, size: float, em: float) -> Frames:
    """Find the margins from the rows of body size."""
    grouped: dict[Place, list[Row]] = {}
    for page in pages:
        for row in page.rows:
            if abs(row.size - size) < 0.6:
                grouped.setdefault((page.page % 2, row.column), []).append(row)
    everything = [row for rows in grouped.values() for row in rows]
    places = {
        place: _frame(rows, em)
        for place, rows in grouped.items()
        if place[1] != SPANNING and (len(rows) >= _FEWEST or place[1] > 0)
    }
    return Frames(whole=_frame(everything, em), places=places)


def _frame(rows: Sequence[Row], em: float) -> Frame:
    """Find the outermost places at which a fair share of the rows begin and end."""
    enough = max(2, _SHARE * len(rows))
    left = _edge([row.x0 for row in rows], em, enough)
    right = -_edge([-row.x1 for row in rows], em, enough)
    return Frame(left=left, right=right)


def _edge(values: Sequence[float], em: float, enough: float) -> float:
    """Find the smallest value that `enough` others share within a quarter em."""
    ordered = sorted(values)
    for start, value in enumerate(ordered):
        near = bisect_right(ordered, value + 0.25 * em) - start
        if near >= enough:
            return ordered[start + near // 2]
    return ordered[0] if ordered else 0.0
