"""Which characters a font file can draw, read from its `cmap` table; it never draws anything."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

# Unicode subtables, best first: full repertoire, then the basic plane.
_PREFERENCE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_FULL_RANGE = 12
_BASIC_PLANE = 4


class Coverage:
    """The characters of one face as sorted ranges of code points."""

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        """Take the first and the last code point of each range, ascending."""
        self._starts = starts
        self._ends = ends

    def __contains__(self, character: str) -> bool:
        """Tell whether the face has a glyph of its own for `character`."""
        place = bisect_right(self._starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self._ends[place]


NOTHING = Coverage(array("I"), array("I"))


@lru_cache(maxsize=64)
def read_coverage(path: Path, index: int = 0) -> Coverage:
    """Read what face `index` of the font file at `path` covers; NOTHING when it cannot be told.

    Source of the formats: OpenType specification, `cmap`, formats 4 and 12.
    """
    try:
        with path.open("rb") as file:
            return _read_cmap(_cmap_table(file, index))
    except (OSError, struct.error, IndexError, ValueError):
        return NOTHING


def _cmap_table(file: BinaryIO, index: int) -> bytes:
    tag = file.read(4)
    if tag == b"ttcf":
        file.seek(12 + 4 * index)
        file.seek(struct.unpack(">L", file.read(4))[0])
        file.read(4)
    count = struct.unpack(">H6x", file.read(8))[0]
    directory = file.read(16 * count)
    for name, _, offset, length in struct.iter_unpack(">4sLLL", directory):
        if name == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError("no cmap table")


def _read_cmap(table: bytes) -> Coverage:
    count = struct.unpack_from(">H", table, 2)[0]
    found = {
        (platform, encoding): offset
        for platform, encoding, offset in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])
    }
    for key in _PREFERENCE:
        if key in found:
            subtable = table[found[key] :]
            form = struct.unpack_from(">H", subtable)[0]
            if form == _FULL_RANGE:
                return _full_range(subtable)
            if form == _BASIC_PLANE:
                return _basic_plane(subtable)
    raise ValueError("no Unicode subtable of a known format")


def _numbers(code: str, data: bytes) -> array[int]:
    values = array(code)
    values.frombytes(data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


def _full_range(subtable: bytes) -> Coverage:
    count = struct.unpack_from(">L", subtable, 12)[0]
    groups = _numbers("I", subtable[16 : 16 + 12 * count])
    return Coverage(groups[0::3], groups[1::3])


def _basic_plane(subtable: bytes) -> Coverage:
    count = struct.unpack_from(">H", subtable, 6)[0] // 2
    words = _numbers("H", subtable[14 : len(subtable) // 2 * 2])
    ends = words[:count]
    starts = words[count + 1 : 2 * count + 1]
    deltas = words[2 * count + 1 : 3 * count + 1]
    offsets = words[3 * count + 1 : 4 * count + 1]
    covered = array("I")
    for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for point in range(start, min(end, 0xFFFE) + 1):
            if offsets[segment]:
                place = 3 * count + 1 + segment + offsets[segment] // 2 + point - start
                glyph = words[place] if place < len(words) else 0
            else:
                glyph = point + deltas[segment] & 0xFFFF
            if glyph:
                covered.append(point)
    return Coverage(covered, covered)
