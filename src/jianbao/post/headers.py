"""Header fields of a mail, from bytes: words, parameters, file names, addresses, dates.

Nothing here trusts the standard library with a header: its parsers raise on some real ones and
lose characters of others. Every function takes raw bytes and never raises on them.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
import urllib.parse
from email.utils import parsedate_to_datetime

from jianbao.post.charset import codec_of, decode, fit
from jianbao.post.transfer import from_base64
from jianbao.post.values import Address

_FOLD = re.compile(rb"\r?\n[ \t]+|[\r\n]+")
_BLANKS = re.compile(rb"[ \t\r\n]+")
_BETWEEN_WORDS = re.compile(rb"(?<=\?=)[ \t\r\n]+(?==\?)")
_WORD = re.compile(rb"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(
    rb";\s*([\w*.\-]{1,60})\s*=\s*"
    rb'("(?>(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^"\\]|\\.)*)"|[^;]*)',
    re.DOTALL,
)
_PERCENT = re.compile(rb"(?:%[0-9A-Fa-f]{2}){3}")
_ESCAPED = re.compile(r'\\(["\\])')
_ADDRESS = re.compile(r"[^\s<>,;:\"'()（）\[\]@]{1,64}@[^\s<>,;:\"'()（）@]{1,255}")
_ANGLE = re.compile(rb"<([^<>]*)>\s*(?:\([^()]*\))?\s*$")
_COMMENT = re.compile(rb"\(((?:[^()\\]|\\.)*)\)")
_QUOTED_OR_COMMA = re.compile(rb'"(?>(?:[^"\\]|\\.){0,1000})"|\((?>[^()]*)\)|<[^<>]*>|[,;]')
_ID = re.compile(r"<([^<>\s]{1,500})>")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_NAME_LENGTH = 180


def text_of(raw: bytes) -> str:
    """Decode a header field to one line: encoded words, raw GBK or UTF-8, folded lines.

    The bytes of neighbouring words of one charset are joined before they are decoded, because
    some programs cut a character in two (RFC 2047, section 5, forbids it).
    """
    raw = _BETWEEN_WORDS.sub(b"", _FOLD.sub(b" ", raw))
    pieces: list[tuple[str, bytes]] = []
    place = 0
    for word in _WORD.finditer(raw):
        if word.start() > place:
            pieces.append(("", raw[place : word.start()]))
        _append_word(pieces, word)
        place = word.end()
    pieces.append(("", raw[place:]))
    text = "".join(decode(content, label) for label, content in pieces)
    return _CONTROL.sub(" ", text).strip()


def _append_word(pieces: list[tuple[str, bytes]], word: re.Match[bytes]) -> None:
    label = word[1].decode("ascii", "replace")
    if word[2] in b"bB":
        content = from_base64(word[3]).content
    else:
        content = binascii.a2b_qp(word[3], header=True)
    if pieces and pieces[-1][0] and _same_charset(pieces[-1][0], label):
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + content)
    else:
        pieces.append((label, content))


def _same_charset(one: str, other: str) -> bool:
    return one.lower() == other.lower() or (codec_of(one) or one) == codec_of(other)


def main_value(raw: bytes) -> str:
    """Give what stands before the first parameter, in lower case: `text/plain`."""
    return fit(raw.split(b";")[0].decode("ascii", "replace")).strip().lower()


def parameters(raw: bytes) -> dict[str, bytes]:
    """Give the parameters of a field by their lower-case names, unquoted but not decoded."""
    found: dict[str, bytes] = {}
    for match in _PARAMETER.finditer(_FOLD.sub(b" ", raw)):
        value = match[2].strip()
        if value[:1] == b'"':
            value = value[1:].removesuffix(b'"')
        found.setdefault(match[1].decode("ascii", "replace").lower(), value)
    return found


def parameter(raw: bytes, name: str) -> str:
    """Decode one parameter, '' when absent: RFC 2231 whole or in pieces, or words, or raw."""
    values = parameters(raw)
    if name + "*" in values:
        label, content = _extended(values[name + "*"])
        return decode(content, label)
    pieces = _continuations(values, name)
    if pieces:
        label, content = pieces
        return decode(content, label) if label else _plain_parameter(content)
    return _plain_parameter(values[name]) if name in values else ""


def _extended(value: bytes) -> tuple[str, bytes]:
    label, mark, rest = value.partition(b"'")
    _language, mark, rest = rest.partition(b"'") if mark else (b"", b"", b"")
    content = rest if mark else value
    charset = label.decode("ascii", "replace") if mark else "utf-8"
    return charset or "utf-8", urllib.parse.unquote_to_bytes(content)


def _continuations(values: dict[str, bytes], name: str) -> tuple[str, bytes] | None:
    label, content = "", b""
    for number in range(len(values)):
        key = f"{name}*{number}"
        if key + "*" in values:
            value = values[key + "*"]
            if number == 0 and value.count(b"'") > 1:
                label, piece = _extended(value)
            else:
                piece = urllib.parse.unquote_to_bytes(value)
        elif key in values:
            piece = values[key]
        else:
            return (label, content) if number else None
        content += piece
    return label, content


def _plain_parameter(value: bytes) -> str:
    if _PERCENT.search(value) and value.isascii():
        try:
            return fit(urllib.parse.unquote_to_bytes(value).decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return _ESCAPED.sub(r"\1", text_of(value))


def file_name(disposition: bytes, content_type: bytes) -> str:
    """Give the bare file name of a part, '' for none: never a path, never a control character."""
    candidates = [parameter(disposition, "filename"), parameter(content_type, "name")]
    named = [bare for name in candidates if (bare := bare_name(name))]
    return next((name for name in named if "\ufffd" not in name), named[0] if named else "")


def bare_name(name: str) -> str:
    """Take paths and control characters off a file name and keep it to 180 characters."""
    name = _CONTROL.sub("", fit(name)).replace("\\", "/").rpartition("/")[2].strip(' ."')
    if len(name) > _NAME_LENGTH:
        stem, dot, suffix = name.rpartition(".")
        keep = dot + suffix if dot and len(suffix) < 10 else ""
        name = (stem if keep else name)[: _NAME_LENGTH - len(keep)] + keep
    return name


def addresses(raw: bytes) -> tuple[Address, ...]:
    """Read a list of addresses; a name without an address keeps its name."""
    pieces: list[bytes] = []
    start = 0
    raw = _BLANKS.sub(b" ", raw)
    for match in _QUOTED_OR_COMMA.finditer(raw):
        if match[0] in (b",", b";"):
            pieces.append(raw[start : match.start()])
            start = match.end()
    pieces.append(raw[start:])
    found = (_one_address(piece.strip()) for piece in pieces)
    return tuple(address for address in found if address.name or address.address)


def _one_address(raw: bytes) -> Address:
    angle = _ANGLE.search(raw)
    if angle:
        inside = text_of(angle[1])
        found = _ADDRESS.search(inside)
        address = found[0] if found else inside.strip() if "@" in inside else ""
        return Address(_phrase(raw[: angle.start()]), address)
    text = text_of(raw)
    found = _ADDRESS.search(text)
    if found is None:
        return Address("" if text.endswith(":") else _phrase(raw), "")
    comment = _COMMENT.search(raw)
    rest = text_of(comment[1]) if comment else text.replace(found[0], "").strip(" <>\"'")
    return Address(rest, found[0].rstrip("."))


def _phrase(raw: bytes) -> str:
    raw = raw.strip()
    quoted = len(raw) > 1 and raw[:1] == raw[-1:] == b'"'
    text = text_of(raw[1:-1] if quoted else raw)
    return _ESCAPED.sub(r"\1", text).strip(" \"'")


def date_of(raw: bytes) -> dt.datetime | None:
    """Read a date with its zone; one without a zone is taken as UTC, nonsense as None."""
    try:
        date = parsedate_to_datetime(text_of(raw))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=dt.UTC)


def ids_of(raw: bytes) -> tuple[str, ...]:
    """Give the message ids of a field without their angle brackets, in order."""
    text = text_of(raw)
    found = _ID.findall(text)
    if not found and "@" in text and " " not in text:
        found = [text[:500]]
    return tuple(dict.fromkeys(found))[:100]
