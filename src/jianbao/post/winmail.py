"""winmail.dat (TNEF, MS-OXTNEF): the attachments and bodies that Outlook wraps for its own kind.

Read in one pass over the bytes with every length checked; damage ends the pass, never raises.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec

from jianbao.post.charset import decode
from jianbao.post.headers import bare_name

SIGNATURE = b"\x78\x9f\x3e\x22"

_BODY, _CODEPAGE, _PROPERTIES = 0x800C, 0x9007, 0x9003
_ATTACH_START, _ATTACH_TITLE, _ATTACH_DATA, _ATTACH_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _DATA_OBJECT, _MEDIA_TYPE, _CONTENT_ID = 0x3707, 0x3701, 0x370E, 0x3712
_PLAIN, _HTML, _INTERNET_CODEPAGE = 0x1000, 0x1013, 0x3FDE
_STRING8, _STRING, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_EMBEDDED_ID = bytes.fromhex("0703020000000000c000000000000046")
_MOST_OBJECTS = 5000
_MOST_VALUES = 1000


class Wrapped(msgspec.Struct):
    """One attachment out of a winmail.dat; `embedded` marks content that is TNEF again."""

    name: str = ""
    media_type: str = ""
    content_id: str = ""
    content: bytes = b""
    embedded: bool = False


class Winmail(msgspec.Struct):
    """What a winmail.dat held; `damaged` says that its end or a value could not be read."""

    plain: str = ""
    html: str = ""
    attachments: list[Wrapped] = []
    damaged: bool = False


class _Damaged(ValueError):
    """A length or a type that cannot be."""


def read_winmail(content: bytes) -> Winmail:
    """Read a winmail.dat as far as it goes."""
    found = Winmail(attachments=[])
    if not content.startswith(SIGNATURE):
        found.damaged = True
        return found
    codepage = ""
    objects = _objects(content)
    while True:
        try:
            name, value = next(objects)
            if name == _CODEPAGE and len(value) >= 4:
                codepage = codepage_label(int.from_bytes(value[:4], "little"))
            else:
                _take_object(found, name, value, codepage)
        except _Damaged:
            found.damaged = True
        except StopIteration:
            return found


def _objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 6
    for _ in range(_MOST_OBJECTS):
        if place + 11 > len(content):
            if place < len(content):
                raise _Damaged
            return
        _level, name, _type, length = struct.unpack_from("<BHHI", content, place)
        if place + 9 + length > len(content):
            raise _Damaged
        yield name, content[place + 9 : place + 9 + length]
        place += 11 + length
    raise _Damaged


def _take_object(found: Winmail, name: int, value: bytes, codepage: str) -> None:
    if name == _ATTACH_START:
        found.attachments.append(Wrapped())
    elif name == _BODY:
        found.plain = found.plain or decode(value.rstrip(b"\0"), codepage)
    elif name == _PROPERTIES:
        _take_bodies(found, value, codepage)
    elif name in (_ATTACH_TITLE, _ATTACH_DATA, _ATTACH_PROPERTIES):
        if not found.attachments:
            found.attachments.append(Wrapped())
        _take_attachment(found.attachments[-1], name, value, codepage)


def _take_attachment(wrapped: Wrapped, name: int, value: bytes, codepage: str) -> None:
    if name == _ATTACH_TITLE:
        wrapped.name = wrapped.name or bare_name(decode(value.rstrip(b"\0"), codepage))
        return
    if name == _ATTACH_DATA:
        wrapped.content = value
        return
    for key, kind, item in _properties(value):
        if key == _LONG_NAME:
            wrapped.name = bare_name(_text(item, kind, codepage)) or wrapped.name
        elif key == _MEDIA_TYPE:
            wrapped.media_type = _text(item, kind, codepage).lower()
        elif key == _CONTENT_ID:
            wrapped.content_id = _text(item, kind, codepage).strip("<>")
        elif key == _DATA_OBJECT:
            wrapped.embedded = item.startswith(_EMBEDDED_ID)
            wrapped.content = item[16:] if kind == _OBJECT else item


def _take_bodies(found: Winmail, value: bytes, codepage: str) -> None:
    page = codepage
    bodies: dict[int, tuple[int, bytes]] = {}
    for key, kind, item in _properties(value):
        if key == _INTERNET_CODEPAGE and len(item) >= 4:
            page = codepage_label(int.from_bytes(item[:4], "little"))
        elif key in (_PLAIN, _HTML):
            bodies[key] = (kind, item)
    if _PLAIN in bodies:
        found.plain = _text(bodies[_PLAIN][1], bodies[_PLAIN][0], codepage)
    if _HTML in bodies:
        found.html = _text(bodies[_HTML][1], bodies[_HTML][0], page)


def codepage_label(number: int) -> str:
    """Name the charset of a Windows code page number."""
    return {65001: "utf-8", 20936: "gb2312", 52936: "hz", 54936: "gb18030"}.get(
        number, f"cp{number}" if number < 20000 else ""
    )


def _text(item: bytes, kind: int, codepage: str) -> str:
    if kind == _STRING:
        return item.decode("utf-16-le", "replace").rstrip("\0")
    return decode(item.rstrip(b"\0"), codepage)


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Walk a MAPI property list, giving the id, the type and the first value of each."""
    reader = _Reader(value)
    for _ in range(min(reader.number(), _MOST_OBJECTS)):
        kind, key = reader.number(2), reader.number(2)
        if key >= 0x8000:
            _pass_name(reader)
        several = kind & 0x1000
        kind &= 0xEFFF
        items = _values(reader, kind, several=bool(several))
        if items:
            yield key, kind, items[0]


def _pass_name(reader: _Reader) -> None:
    reader.take(16)
    if reader.number() == 0:
        reader.take(4)
    else:
        reader.padded(reader.number())


def _values(reader: _Reader, kind: int, *, several: bool) -> list[bytes]:
    if kind in _FIXED:
        count = reader.number() if several else 1
        _check_count(count)
        return [reader.take(_FIXED[kind]) for _ in range(count)]
    if kind not in (_STRING8, _STRING, _BINARY, _OBJECT):
        raise _Damaged
    count = reader.number()
    _check_count(count)
    return [reader.padded(reader.number()) for _ in range(count)]


def _check_count(count: int) -> None:
    if count > _MOST_VALUES:
        raise _Damaged


class _Reader:
    """Takes bytes off the front of a value; running short is damage."""

    def __init__(self, value: bytes) -> None:
        self._value = value
        self._place = 0

    def take(self, length: int) -> bytes:
        end = self._place + length
        if end > len(self._value):
            raise _Damaged
        taken = self._value[self._place : end]
        self._place = end
        return taken

    def padded(self, length: int) -> bytes:
        taken = self.take(length)
        self._place += -length % 4
        return taken

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.take(size), "little")
