"""The structure of a mail from its bytes: header fields, body, and the parts of a multipart.

It decodes nothing and copies no body before it is asked for; it never raises on content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from jianbao.post import headers
from jianbao.post.transfer import Decoded, undo

_HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_MOST_HEADER = 256 << 10
_MOST_FIELD = 64 << 10
_MOST_FIELDS = 1000


class Entity:
    """A mail or one part of it: a piece of one buffer, cut into header fields and a body."""

    def __init__(self, buffer: bytes, start: int = 0, end: int | None = None) -> None:
        """Cut the header off; `start` and `end` bound the piece inside `buffer`."""
        self._buffer = buffer
        self._end = len(buffer) if end is None else end
        self.fields, self._start, self.header_cut = _cut_header(buffer, start, self._end)

    def field(self, name: str) -> bytes:
        """Give the first field of that lower-case name, b'' when absent."""
        return next((value for key, value in self.fields if key == name), b"")

    @cached_property
    def media_type(self) -> str:
        """Lower-case media type; `text/plain` where none that makes sense is given."""
        value = headers.main_value(self.field("content-type")).replace(" ", "")
        return value if re.fullmatch(r"[a-z0-9.+_-]+/[a-z0-9.+_-]+", value) else "text/plain"

    @cached_property
    def name(self) -> str:
        """The bare file name its sender gave, or ''."""
        return headers.file_name(self.field("content-disposition"), self.field("content-type"))

    @property
    def body(self) -> bytes:
        """The body as it was sent, still in its transfer encoding."""
        return self._buffer[self._start : self._end]

    @property
    def size(self) -> int:
        """Length of the body in its transfer encoding, in bytes."""
        return self._end - self._start

    def decoded(self) -> Decoded:
        """Undo the transfer encoding of the body."""
        return undo(self.body, headers.main_value(self.field("content-transfer-encoding")))

    def charset(self) -> str:
        """Give the charset label of a text, '' when absent."""
        return headers.parameter(self.field("content-type"), "charset")

    def parts(self) -> Iterator[Entity]:
        """Cut a multipart at its boundary; nothing comes out where no boundary is found."""
        boundary = headers.parameters(self.field("content-type")).get("boundary", b"").rstrip()
        if not boundary:
            return
        mark = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\r|\Z)")
        start = None
        for found in mark.finditer(self._buffer, self._start, self._end):
            if found.start() and self._buffer[found.start() - 1] not in b"\r\n":
                continue
            if start is not None:
                yield Entity(self._buffer, start, _before_break(self._buffer, found.start(), start))
            start = found.end()
            if found[1]:
                return
        if start is not None and start < self._end:
            yield Entity(self._buffer, start, self._end)

    def is_closed(self) -> bool:
        """Tell whether the closing boundary of a multipart is there."""
        boundary = headers.parameters(self.field("content-type")).get("boundary", b"").rstrip()
        found = self._buffer.rfind(b"--" + boundary + b"--", self._start, self._end)
        return found >= 0


def _before_break(buffer: bytes, place: int, start: int) -> int:
    """Leave out the line break before a boundary, which belongs to it (RFC 2046, 5.1.1)."""
    if buffer[place - 2 : place] == b"\r\n":
        place -= 2
    elif buffer[place - 1 : place] in (b"\n", b"\r"):
        place -= 1
    return max(place, start)


def _cut_header(buffer: bytes, start: int, end: int) -> tuple[list[tuple[str, bytes]], int, bool]:
    """Give the fields, where the body starts, and whether the header was longer than is read."""
    first = _LINE_END.match(buffer, start, end)
    if first:
        return [], first.end(), False
    if buffer.startswith((b"From ", b">From "), start, end):
        line = _LINE_END.search(buffer, start, end)
        start = line.end() if line else end
    blank = _HEAD_END.search(buffer, start, min(end, start + _MOST_HEADER))
    if blank is None and end - start > _MOST_HEADER:
        fields, _body = _fields_of(buffer[start : start + _MOST_HEADER])
        return fields, start + _MOST_HEADER, True
    head_end, body_start = (blank.start(), blank.end()) if blank else (end, end)
    fields, body_offset = _fields_of(buffer[start:head_end])
    if body_offset < head_end - start:
        body_start = start + body_offset
    cut = len(fields) > _MOST_FIELDS or any(len(value) > _MOST_FIELD for _, value in fields)
    kept = [(name, value[:_MOST_FIELD]) for name, value in fields[:_MOST_FIELDS]]
    return kept, body_start, cut


def _fields_of(head: bytes) -> tuple[list[tuple[str, bytes]], int]:
    """Cut a header into fields; the offset tells where lines that are none of it begin.

    A line that is no field continues the one before when a field follows later: subjects are
    sometimes broken without the blank that a folded line must begin with.
    """
    fields: list[tuple[str, list[bytes]]] = []
    loose: list[bytes] = []
    body_offset = offset = 0
    for line in head.splitlines(keepends=True):
        offset += len(line)
        folded = line[:1] in (b" ", b"\t")
        match = None if folded else _FIELD.match(line)
        if match:
            if fields:
                fields[-1][1].extend(loose)
            loose.clear()
            fields.append((match[1].decode("ascii").lower(), [match[2]]))
        elif folded and fields and not loose:
            fields[-1][1].append(line)
        else:
            loose.append(b" " + line)
            continue
        body_offset = offset
    return [(name, b"".join(lines).strip()) for name, lines in fields], body_offset
