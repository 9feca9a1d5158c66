"""Which part of a picture has a shape: geometry in shares of its sides, no pixels touched."""

from __future__ import annotations

SHAPES = {"4:3": 4 / 3, "3:2": 3 / 2, "1:1": 1.0}  # width to height

Box = tuple[float, float, float, float]  # left, top, right, bottom, from 0 to 1


def largest(shape: float, size: tuple[int, int], focus: tuple[float, float] = (0.5, 0.5)) -> Box:
    """Give the largest part of a picture of `size` pixels with a shape, its centre near `focus`.

    `shape` is width to height; the focus is in shares of the sides. The part stays inside.
    """
    width, height = size
    share = shape * height / width
    wide, high = (share, 1.0) if share <= 1 else (1.0, 1 / share)
    left = min(max(0.0, focus[0] - wide / 2), 1 - wide)
    top = min(max(0.0, focus[1] - high / 2), 1 - high)
    return left, top, left + wide, top + high
