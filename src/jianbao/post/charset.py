"""Bytes of a mail to characters, as the mail programs of China's offices really label them.

It never guesses by statistics of languages and never raises: a byte that fits nothing becomes
U+FFFD. GBK characters sent under the label gb2312 are the normal case, not the exception.
"""

from __future__ import annotations

import codecs
import re

_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-8-sig": "utf-8",
}
_SPELLINGS = {
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb_2312": "gb18030",
    "hz-gb-2312": "hz",
    "cn-gb": "gb18030",
    "x-gb2312": "gb18030",
    "chinese": "gb18030",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "ansi_x3.110-1983": "utf-8",
    "x-big5": "big5hkscs",
}
_KNOWN = re.compile(
    r"utf-8|utf-(?:16|32)(?:-[bl]e)?|gb18030|big5hkscs|hz|cp\d{3,5}|iso8859-\d+|koi8-[ru]"
    r"|euc_(?:jp|kr)|shift_jis|iso2022_(?:jp|kr)\w*|cp9\d\d|mac-roman|tis-620"
)
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,40}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_WESTERN = ("cp1252", "iso8859-15", "cp850", "cp437")


def codec_of(label: str) -> str:
    """Name the codec for a charset label, widened to what is really sent; '' when unknown."""
    label = label.strip().strip("\"'").lower()
    if label in _SPELLINGS:
        return _SPELLINGS[label]
    if not _LABEL.fullmatch(label):
        return ""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    name = _WIDER.get(name, name)
    return name if _KNOWN.fullmatch(name) else ""


def decode(data: bytes, label: str = "") -> str:
    """Decode strictly as declared, else as UTF-8, else as GB 18030, else with U+FFFD."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return fit(data[len(mark) :].decode(codec, "replace"))
    declared = codec_of(label)
    for codec in dict.fromkeys((_mislabelled(data, declared), declared, "utf-8", "gb18030")):
        if codec and (text := _strictly(data, codec)) is not None:
            return fit(text)
    fallback = declared if declared.startswith("utf") or not declared else "gb18030"
    return fit(data.decode(fallback or "gb18030", "replace"))


def fit(text: str) -> str:
    """Drop NUL and lone surrogates, which no database and no file takes."""
    return _UNFIT.sub("", text)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _mislabelled(data: bytes, declared: str) -> str:
    """Name what bytes surely are in spite of their label, or ''.

    Text in three-byte UTF-8 throughout is no GBK, and text that is valid GB 2312 throughout is
    not of Western Europe: each would need an unlikely string of rare characters.
    """
    if data.isascii() or not (declared == "gb18030" or declared in _WESTERN):
        return ""
    text = _strictly(data, "utf-8")
    wide = [character for character in text or "" if not character.isascii()]
    if len(wide) > 1 and all(character > "\u1fff" for character in wide):
        return "utf-8"
    return "gb18030" if declared in _WESTERN and _strictly(data, "gb2312") else ""
