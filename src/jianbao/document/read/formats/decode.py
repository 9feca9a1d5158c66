"""Bytes of a plain text to characters, trying the encodings that China's offices use.

It never guesses by statistics of languages: short GBK texts fool those.
"""

from __future__ import annotations

import codecs
import re

from jianbao.document.problems import Problem, Unreadable, problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
_EVERYDAY_OF = {"gb18030": "gb2312", "big5": "big5"}
_WIDE = ("utf-16-le", "utf-16-be")
_EVERYDAY = re.compile("[\t\n\r -~\u2010-\u203b\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]+")
_SAMPLE = 8000
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
    charset = wide_charset(data)
    if not charset:
        data = data.replace(b"\x00", b"")
        if is_binary(data):
            raise Unreadable("unsupported", kind="binary")
        charset = _narrow_charset(data)
    damaged = not _fits(data, charset)
    text = data.decode(charset, "replace").replace("\x00", "")
    certain = charset == "utf-8" or (charset == "gb18030" and _share(text, "gb2312") > 0.8)
    if certain and not damaged:
        return text, None
    return text, problem("decoded", language=language, charset=charset + " (?)" * damaged)


def wide_charset(data: bytes) -> str:
    """Name the kind of UTF-16 that bytes without a byte order mark are in; '' for none."""
    nulls = data.count(0)
    if not nulls or (nulls * 4 < len(data) and _fits(data, "utf-8")):
        return ""
    sample = data[: _SAMPLE & ~1]
    found = [(_plausible(sample.decode(charset, "replace")), charset) for charset in _WIDE]
    best, charset = max(found)
    return charset if best else ""


def _plausible(text: str) -> int:
    """Count the ASCII of a text that is nearly all ASCII and everyday Chinese, else nothing."""
    odd = len(_EVERYDAY.sub("", text))
    ascii_characters = len(text.encode("ascii", "ignore"))
    return ascii_characters if odd * 20 <= len(text) else 0


def is_binary(data: bytes) -> bool:
    """Tell whether bytes hold more control characters than a text in no UTF-16 would."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 50 > len(data)


def _narrow_charset(data: bytes) -> str:
    """Name what bytes are in, or were before some were damaged: few others look like UTF-8."""
    if _fits(data, "utf-8"):
        return "utf-8"
    text = data.decode("utf-8", "replace")
    wide = sum(not character.isascii() for character in text)
    if text.count("\ufffd") * 2 < wide:
        return "utf-8"
    return max(_EVERYDAY_OF, key=lambda charset: _likelihood(data, charset))


def _likelihood(data: bytes, charset: str) -> float:
    everyday = _share(data.decode(charset, "replace"), _EVERYDAY_OF[charset])
    return everyday * 2 if _fits(data, charset) else everyday


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
