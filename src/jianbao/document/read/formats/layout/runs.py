"""What a page is made of: runs of characters and pictures, with their places in points.

x grows to the right, y upwards; a page read at a quarter turn is turned upright before.
"""

from __future__ import annotations

import msgspec

from jianbao.document.model import Picture

LIGHT, GOTHIC, BOLD = 0, 1, 2  # how heavy characters look: 宋体, 黑体, 粗体


class Run(msgspec.Struct):
    """Neighbouring characters of one look. `x0` and `x1` bound what is seen, `end` also blanks."""

    text: str
    x0: float
    x1: float
    end: float
    y: float  # of the baseline
    size: float  # of the font
    weight: int = LIGHT
    visible: bool = True


class PlacedPicture(msgspec.Struct):
    """A picture and where it is shown."""

    picture: Picture
    x0: float
    x1: float
    y: float  # of its lower side
