"""The bytes of a message, in each manner in which Chinese mail programs really write them.

`email` of the standard library writes one correct manner only, so these are written by hand.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
from collections.abc import Sequence
from typing import Literal
from urllib.parse import quote_from_bytes

Manner = Literal["utf-8", "gb2312", "raw", "rfc2231", "split"]
Header = tuple[str, bytes]

_LINE_END = b"\r\n"
_WORD = 42  # bytes of text in one encoded word, which must stay below 75 characters


def encoded(text: str, manner: Manner) -> bytes:
    """Write a header's text. All but `utf-8` and `rfc2231` write GBK bytes, whatever they say.

    `gb2312` labels them gb2312, `split` breaks a character between two words, `raw` labels
    nothing.
    """
    if text.isascii():
        return text.encode("ascii")
    if manner == "raw":
        return text.encode("gb18030")
    if manner in {"utf-8", "rfc2231"}:
        return b"\r\n ".join(_word(part.encode(), "utf-8") for part in _chunks(text, _WORD // 3))
    if manner == "gb2312":
        chunks = _chunks(text, _WORD // 2)
        return b"\r\n ".join(_word(part.encode("gb18030"), "gb2312") for part in chunks)
    whole, size = text.encode("gb18030"), _WORD - 1  # odd: a character of two bytes is cut
    cut = (whole[at : at + size] for at in range(0, len(whole), size))
    return b"\r\n ".join(_word(part, "gbk") for part in cut)


def _word(data: bytes, charset: str) -> bytes:
    return f"=?{charset}?B?".encode() + base64.b64encode(data) + b"?="


def _chunks(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def block(headers: Sequence[Header], body: bytes) -> bytes:
    """Give a message or a part: headers, an empty line, the body."""
    lines = [name.encode("ascii") + b": " + value for name, value in headers]
    return _LINE_END.join((*lines, b"", body))


def text_part(text: str, manner: Manner = "utf-8", subtype: str = "plain") -> bytes:
    """Give text with CRLF ends, in base64 (`gb2312`), in 8 bits (`raw`) or quoted-printable."""
    charset = "utf-8" if manner in {"utf-8", "rfc2231"} else "gb2312"
    data = text.replace("\n", "\r\n").encode("utf-8" if charset == "utf-8" else "gb18030")
    encoding = {"raw": "8bit", "rfc2231": "quoted-printable"}.get(manner, "base64")
    if encoding == "quoted-printable":
        data = quopri.encodestring(data)
    elif encoding == "base64":
        data = _base64_lines(data)
    kind = f'text/{subtype}; charset="{charset}"'.encode()
    return block([("Content-Type", kind), ("Content-Transfer-Encoding", encoding.encode())], data)


def file_part(
    name: str, data: bytes, media_type: str, manner: Manner = "utf-8", content_id: str = ""
) -> bytes:
    """Give an attachment, or with `content_id` a picture that an HTML body shows."""
    place = b"inline" if content_id else b"attachment"
    headers = [
        ("Content-Type", media_type.encode() + b";\r\n " + _named(b"name", name, manner)),
        ("Content-Transfer-Encoding", b"base64"),
        ("Content-Disposition", place + b";\r\n " + _named(b"filename", name, manner)),
    ]
    if content_id:
        headers.append(("Content-ID", f"<{content_id}>".encode()))
    return block(headers, _base64_lines(data))


def _named(key: bytes, name: str, manner: Manner) -> bytes:
    """Give a parameter: continued and percent-encoded (RFC 2231), or in quotes as many do."""
    if manner != "rfc2231" or name.isascii():
        return key + b'="' + encoded(name, manner) + b'"'
    pieces = [quote_from_bytes(char.encode("gb18030")) for char in name]
    parts = ["".join(pieces[at : at + 9]) for at in range(0, len(pieces), 9)]
    numbered = (
        key + f"*{at}*=".encode() + (b"gb18030''" if at == 0 else b"") + part.encode()
        for at, part in enumerate(parts)
    )
    return b";\r\n ".join(numbered)


def multipart(kind: str, parts: Sequence[bytes], extra: str = "") -> bytes:
    """Join parts; the boundary follows from what they hold."""
    if len(parts) == 1 and kind == "mixed":
        return parts[0]
    mark = hashlib.sha256(b"".join(parts)).hexdigest()[:24]
    boundary = f"----=_Part_{mark}".encode()
    between = b"".join(b"--" + boundary + _LINE_END + part + _LINE_END for part in parts)
    content_type = f'multipart/{kind}; boundary="'.encode() + boundary + b'"' + extra.encode()
    return block([("Content-Type", content_type)], between + b"--" + boundary + b"--\r\n")


def _base64_lines(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", _LINE_END)
