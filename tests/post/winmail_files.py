"""A small writer of winmail.dat (TNEF), with which the reader is tried."""

from __future__ import annotations

import struct

EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")


def winmail(*objects: bytes) -> bytes:
    """Join objects to a file."""
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(objects)


def one(name: int, value: bytes, *, kind: int = 6, level: int = 2) -> bytes:
    """Write one object with its checksum."""
    head = struct.pack("<BHHI", level, name, kind, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)


def properties(*entries: bytes) -> bytes:
    """Write a MAPI property list."""
    return struct.pack("<I", len(entries)) + b"".join(entries)


def entry(kind: int, key: int, value: bytes) -> bytes:
    """Write one property of a variable length."""
    head = struct.pack("<HHII", kind, key, 1, len(value))
    return head + value + bytes(-len(value) % 4)


def number(key: int, value: int) -> bytes:
    """Write a 32-bit property."""
    return struct.pack("<HHI", 3, key, value)


def codepage(value: int) -> bytes:
    return one(0x9007, struct.pack("<II", value, 0), level=1)


def attachment(title: bytes, content: bytes, *more: bytes) -> bytes:
    """Write an attachment: its start, title, content and further properties."""
    found = one(0x9002, bytes(14)) + one(0x8010, title + b"\x00") + one(0x800F, content)
    return found + (one(0x9005, properties(*more)) if more else b"")


def wide(text: str) -> bytes:
    return (text + "\x00").encode("utf-16-le")
