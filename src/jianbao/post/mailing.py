"""Bytes made ready for the wire, once, for as many recipients as there are."""

from __future__ import annotations

import re

import msgspec

_LINE_START_DOT = re.compile(rb"^\.", re.MULTILINE)
_LINE_END = re.compile(rb"\r\n|\n|\r")


class Prepared(msgspec.Struct, frozen=True):
    """Lines as they go over the wire, all of them ended, the dots that begin one doubled."""

    lines: bytes
    size: int  # as SIZE counts: without the doubled dots (RFC 1870)
    seven_bit: bool


def prepare(body: bytes) -> Prepared:
    """Make line ends CRLF and double the dots that begin a line (RFC 5321, 4.5.2)."""
    if not body.count(b"\r\n") == body.count(b"\n") == body.count(b"\r"):
        body = _LINE_END.sub(b"\r\n", body)
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    has_dots = b"\n." in body or body[:1] == b"."
    lines = _LINE_START_DOT.sub(b"..", body) if has_dots else body
    return Prepared(lines, size=len(body), seven_bit=body.isascii())
