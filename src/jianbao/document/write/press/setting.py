"""How an issue is set: its texts, its pictures, and where it stands in what is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec


class Shown(NamedTuple):
    """A picture on the page: its path below the root, '' for none, and width through height."""

    path: str = ""
    shape: float = 1.0


class Setting(msgspec.Struct, frozen=True):
    """`text` makes a text printable; `place` finds a picture by the name of its file.

    `level` is that of the highest heading; `prefix` keeps the labels of several issues apart.
    """

    text: Callable[[str], str]
    place: Callable[[str], Shown]
    level: int = 1
    prefix: str = ""
