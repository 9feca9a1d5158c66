"""Bytes of a plain text to characters, trying the encodings that China's offices use.

It never guesses by statistics of languages: short GBK texts fool those.
"""

from __future__ import annotations

import codecs

from jianbao.document.problems import Problem, Unreadable, problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))
_LIMIT = 20 << 20


def decode_text(data: bytes, *, language: str = "zh") -> tuple[str, Problem | None]:
    """Decode a text and drop NUL; the Problem names the encoding wherever it was not certain.

    Raises Unreadable: unsupported for binary data, too-big above 20 MB.
    """
    if len(data) > _LIMIT:
        raise Unreadable("too-big", limit=f"{_LIMIT >> 20} MB")
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace").replace("\x00", ""), None
    charset = _wide_charset(data)
    if not charset:
        data = data.replace(b"\x00", b"")
        _refuse_binary(data)
        charset = _narrow_charset(data)
    text = data.decode(charset or "utf-8", "replace").replace("\x00", "")
    certain = charset == "utf-8" or (charset == "gb18030" and _share(text, "gb2312") > 0.8)
    if certain:
        return text, None
    return text, problem("decoded", language=language, charset=charset or "utf-8 (?)")


def _wide_charset(data: bytes) -> str:
    """Tell UTF-16 without a byte order mark by the zero halves of its ASCII characters."""
    pairs = len(data) // 2
    low, high = data[1::2].count(0), data[0::2].count(0)
    if low * 10 > pairs and high * 100 < low:
        return "utf-16-le"
    return "utf-16-be" if high * 10 > pairs and low * 100 < high else ""


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls * 50 > len(data):
        raise Unreadable("unsupported", kind="binary")


def _narrow_charset(data: bytes) -> str:
    if _fits(data, "utf-8"):
        return "utf-8"
    fitting = [charset for charset in ("gb18030", "big5") if _fits(data, charset)]
    if len(fitting) == 2:
        simplified = _share(data.decode("gb18030"), "gb2312")
        traditional = _share(data.decode("big5"), "big5")
        return "big5" if traditional > simplified else "gb18030"
    return fitting[0] if fitting else ""


def _fits(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _share(text: str, charset: str) -> float:
    """Measure how many characters beyond ASCII are of the everyday level of `charset`."""
    first, last = (0xA1, 0xD7) if charset == "gb2312" else (0xA1, 0xC6)
    wide = [character for character in text[:4000] if not character.isascii()]
    encoded = (character.encode(charset, "ignore")[:1] for character in wide)
    everyday = sum(1 for byte in encoded if byte and first <= byte[0] <= last)
    return everyday / len(wide) if wide else 1.0
