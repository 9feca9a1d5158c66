"""How an issue is set: its texts, its pictures, and where it stands in what is printed."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Setting(msgspec.Struct, frozen=True):
    """`text` makes a text printable; `place` gives a picture's path below the root, '' for none.

    `level` is that of the highest heading; `prefix` keeps the labels of several issues apart.
    """

    text: Callable[[str], str]
    place: Callable[[str], str]
    level: int = 1
    prefix: str = ""
