"""How the caller and its worker speak: frames of bytes through pipes, each with its length."""

from __future__ import annotations

import struct
from typing import IO, Literal

import msgspec

from jianbao.document.read.limits import Limits, Room
from jianbao.document.read.request import Request

Status = Literal["read", "recognise", "convert", "timeout", "too-big", "corrupt"]

_LENGTH = struct.Struct("<Q")


class Job(msgspec.Struct, frozen=True):
    """What the worker is to do with the bytes of the frame that follows."""

    request: Request
    limits: Limits
    room: Room


class Answer(msgspec.Struct, frozen=True):
    """How it went; with status `read` the frame that follows holds the Reading."""

    status: Status


def send(stream: IO[bytes], *frames: bytes) -> None:
    """Write frames. Raises OSError when the other side is gone."""
    for frame in frames:
        stream.write(_LENGTH.pack(len(frame)))
        stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes], *, limit: int) -> bytes | None:
    """Read one frame; None when the other side is gone or says more than `limit` bytes."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > limit:
        return None
    frame = stream.read(length)
    return frame if len(frame) == length else None
