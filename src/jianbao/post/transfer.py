"""Content-Transfer-Encoding undone: base64, quoted-printable and uuencode. It never raises."""

from __future__ import annotations

import binascii
import contextlib
import re
from typing import NamedTuple

_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BLANKS = b" \t\r\n\x0b\x0c"
_QUANTA = re.compile(rb"[A-Za-z0-9+/]+")
_UU_BEGIN = re.compile(rb"^begin[ -]\d{3,4} [^\r\n]*\r?\n", re.MULTILINE)


class Decoded(NamedTuple):
    """The bytes, and whether the encoding was damaged so that some may be missing."""

    content: bytes
    damaged: bool = False


def undo(body: bytes, encoding: str) -> Decoded:
    """Undo the transfer encoding named in a header; an unknown one leaves the bytes alone."""
    encoding = encoding.strip().lower()
    if encoding == "base64":
        return from_base64(body)
    if encoding == "quoted-printable":
        return Decoded(binascii.a2b_qp(body))
    if encoding in ("x-uuencode", "uuencode", "x-uue"):
        return _from_uu(body)
    return Decoded(body)


def from_base64(body: bytes) -> Decoded:
    """Decode base64, also where several padded pieces follow each other.

    Lines with foreign characters are passed over, and after the padding they end it: such is
    the footer that a mailing list adds.
    """
    foreign = _FOREIGN.search(body) is not None
    # The common case at once, because a large attachment should not be copied three times.
    if not foreign and body.find(b"=") in (-1, *_last_places(body)):
        with contextlib.suppress(binascii.Error):
            return Decoded(binascii.a2b_base64(body))
    letters = _base64_lines(body) if foreign else body
    content = bytearray()
    damaged = False
    for piece in _QUANTA.findall(letters.translate(None, _BLANKS)):
        whole = piece[:-1] if len(piece) % 4 == 1 else piece
        damaged |= len(whole) != len(piece)
        content += binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    damaged |= bool(body.strip()) and not content
    return Decoded(bytes(content), damaged)


def _last_places(body: bytes) -> range:
    """Give the places where the padding of a body begins that is one whole piece."""
    end = len(body.rstrip())
    return range(end - 2, end)


def _base64_lines(body: bytes) -> bytes:
    if b"\n" not in body.strip():
        return _FOREIGN.sub(b"", body)
    kept: list[bytes] = []
    for line in body.splitlines():
        if not _FOREIGN.search(line):
            kept.append(line)
        elif kept and kept[-1].rstrip().endswith(b"="):
            break
    return b"".join(kept)


def _from_uu(body: bytes) -> Decoded:
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return Decoded(body, damaged=True)
    content = bytearray()
    for line in body[begin.end() :].splitlines():
        if line.strip() in (b"end", b"`", b""):
            if line.strip() == b"end":
                return Decoded(bytes(content))
            continue
        try:
            content += binascii.a2b_uu(line)
        except binascii.Error:
            return Decoded(bytes(content), damaged=True)
    return Decoded(bytes(content), damaged=True)
