"""What reading one file may cost, and how much more where text is recognised or converted."""

from __future__ import annotations

from typing import Literal

import msgspec

Room = Literal["plain", "recognising", "converting"]

_MORE_TIME: dict[Room, int] = {"plain": 1, "recognising": 8, "converting": 3}
_MORE_MEMORY: dict[Room, int] = {"plain": 1, "recognising": 2, "converting": 3}
_CONVERTED_BYTES = 256 << 20  # what LibreOffice may write into the worker's own folder
_CONVERTER_FILES = 1024  # LibreOffice opens its own parts


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of a worker: seconds, bytes, open files. `written` 0 means no file at all."""

    wall: float = 60.0
    cpu: int = 30
    memory: int = 2 << 30
    open_files: int = 64
    written: int = 0
    answer: int = 256 << 20


def widened(limits: Limits, room: Room) -> Limits:
    """Give the limits for a room: scans need time and memory, old Word files a folder."""
    wider = msgspec.structs.replace(
        limits,
        wall=limits.wall * _MORE_TIME[room],
        cpu=limits.cpu * _MORE_TIME[room],
        memory=limits.memory * _MORE_MEMORY[room],
    )
    if room != "converting":
        return wider
    return msgspec.structs.replace(wider, written=_CONVERTED_BYTES, open_files=_CONVERTER_FILES)
