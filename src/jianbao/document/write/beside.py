"""What travels beside an issue and not in it: the bytes of its pictures by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Pictures: TypeAlias = Mapping[str, bytes]  # by `Picture.file`

NO_PICTURES: Pictures = {}
