"""The text of a page before it is parsed: decoded, freed of scripts and data, and measured.

Parsers of HTML take minutes over deep nesting; this counts open tags first and parses nothing.
"""

from __future__ import annotations

import base64
import binascii
import re

import msgspec

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.decode import decode_text

_MAX_BYTES = 64 << 20
_MAX_CHARACTERS = 2 << 20
_MAX_OPEN = 512
_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "windows-1252"), "cp1252"),
}
_UNSHOWN = re.compile(r"<!--|<script\b", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script\b", re.IGNORECASE)
_OWN_SCRIPT = re.compile(r"[^<>]{0,200}\bid=[\"']?jianbao-issue\b[^<>]{0,200}>")
_DATA_URI = re.compile(r"data:image/[\w.+-]{1,20};base64,([A-Za-z0-9+/=\s%]{20,})")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})")
_NEVER_OPEN = frozenset(
    "area base br col embed hr img input link meta param source track wbr"
    " p li td th tr dt dd option optgroup rt rp thead tbody tfoot colgroup".split()
)
PICTURE = "jianbao-picture:"


class Markup(msgspec.Struct, frozen=True):
    """The text of a page, the pictures taken out of it by number, and jianbao's own source."""

    text: str
    pictures: tuple[bytes, ...]
    source: bytes | None


def take_markup(data: bytes) -> Markup:
    """Decode a page and take out what is not markup. Raises Unreadable: too-big, too-deep."""
    if len(data) > _MAX_BYTES:
        raise Unreadable("too-big", limit=f"{_MAX_BYTES >> 20} MB")
    text, source = _without_scripts(_decode(data))
    pictures: list[bytes] = []

    def keep(uri: re.Match[str]) -> str:
        pictures.append(_unpacked(uri[1]))
        return f"{PICTURE}{len(pictures) - 1}"

    text = _DATA_URI.sub(keep, text)
    if len(text) > _MAX_CHARACTERS:
        raise Unreadable("too-big", limit=f"{_MAX_CHARACTERS >> 20} MB")
    _refuse_depth(text)
    return Markup(text, tuple(pictures), source)


def picture_number(source: str) -> int:
    """Give the number of a picture that was taken out of the page, -1 for any other src."""
    number = source.removeprefix(PICTURE)
    return int(number) if number != source and number.isdecimal() and len(number) < 7 else -1


def _without_scripts(text: str) -> tuple[str, bytes | None]:
    """Cut scripts and comments; give jianbao's own source where one of the scripts holds it."""
    kept: list[str] = []
    source: bytes | None = None
    start = 0
    while found := _UNSHOWN.search(text, start):
        kept.append(text[start : found.start()])
        if found[0] == "<!--":
            end = text.find("-->", found.end())
            start = len(text) if end < 0 else end + 3
            continue
        closing = _SCRIPT_END.search(text, found.end())
        end = closing.start() if closing else len(text)
        own = _OWN_SCRIPT.match(text, found.end())
        if own and own.end() <= end:
            source = text[own.end() : end].strip().encode()
        start = text.find(">", end) + 1 if closing else len(text)
        if not start:
            break
    else:
        kept.append(text[start:])
    return "".join(kept), source


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    charset = _CHARSETS.get(declared[1].decode("ascii", "ignore").lower()) if declared else None
    if charset and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(charset).replace("\x00", "")
        except UnicodeDecodeError:
            pass  # what the page says of itself is wrong
    return decode_text(data)[0]


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "="))
    except binascii.Error:
        return b""


def _refuse_depth(text: str) -> None:
    opened = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _NEVER_OPEN:
            opened = max(opened - 1, 0) if tag[1] else opened + 1
        if opened > _MAX_OPEN:
            raise Unreadable("too-deep")
