"""How the pages of a booklet lie on its sheets before they are folded (骑马订): numbers alone."""

from __future__ import annotations

import msgspec


class Side(msgspec.Struct, frozen=True):
    """One side of a sheet: which pages stand left and right, from 1; None for a blank."""

    left: int | None
    right: int | None


class Sheet(msgspec.Struct, frozen=True):
    """A sheet of a booklet, the outermost first."""

    front: Side
    back: Side


def sheets_of(pages: int) -> list[Sheet]:
    """Say which pages stand where; blanks fill up the end of the booklet."""
    full = -(-pages // 4) * 4

    def side(left: int, right: int) -> Side:
        return Side(*(page if page <= pages else None for page in (left, right)))

    return [
        Sheet(front=side(full - n, n + 1), back=side(n + 2, full - n - 1))
        for n in range(0, full // 2, 2)
    ]
