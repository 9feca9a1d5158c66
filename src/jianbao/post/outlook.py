"""Outlook's .msg files (MS-OXMSG) read into the same Message as a mail. It never raises on content.

Only the streams that are needed are read, each checked against what is left of the limits: many
entries of a hostile file may share one stretch of it.
"""

from __future__ import annotations

import codecs
import datetime as dt
import io
from collections.abc import Iterator

import msgspec
import olefile  # type: ignore[import-untyped]  # the library ships no types

from jianbao.post.bodies import Block
from jianbao.post.charset import decode, fit
from jianbao.post.envelope import envelope_of
from jianbao.post.headers import bare_name
from jianbao.post.html_text import declared_charset
from jianbao.post.kinds import kind_of
from jianbao.post.mime import Entity
from jianbao.post.problems import Problem, problem
from jianbao.post.values import Address, Kind, Limits, Message, Part
from jianbao.post.winmail import codepage_label

_DEFAULT_LIMITS = Limits()
_SUBJECT, _SUBMITTED, _DELIVERED, _HEADERS, _CLASS = 0x0037, 0x0039, 0x0E06, 0x007D, 0x001A
_BODY, _HTML, _CODEPAGE, _INTERNET_CODEPAGE = 0x1000, 0x1013, 0x3FFD, 0x3FDE
_SENDER_NAME, _SENDER_SMTP, _SENDER, _FOR_SMTP, _FOR = 0x0C1A, 0x5D01, 0x0C1F, 0x5D02, 0x0065
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = 0x1035, 0x1042, 0x1039
_SHOWN_NAME, _SMTP_ADDRESS, _EMAIL_ADDRESS, _RECIPIENT_TYPE = 0x3001, 0x39FE, 0x3003, 0x0C15
_LONG_NAME, _SHORT_NAME, _MEDIA_TYPE, _CONTENT_ID, _DATA = 0x3707, 0x3704, 0x370E, 0x3712, 0x3701
_EMBEDDED = "__substg1.0_3701000D"
_HEADER_OF_ROOT, _HEADER_OF_EMBEDDED, _HEADER_OF_OTHERS = 32, 24, 8
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("REPORT.IPM.NOTE.NDR", "bounce"),
    ("REPORT.IPM.NOTE.DELAYED", "delay"),
    ("REPORT.", "receipt"),
    ("IPM.NOTE.RULES.", "auto-reply"),
)


def parse_outlook(raw: bytes, *, limits: Limits = _DEFAULT_LIMITS, own_domain: str = "") -> Message:
    """Read a .msg as far as it goes; what went wrong is in its `problems`."""
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as file:
            return _Outlook(file, limits, own_domain).message([], _HEADER_OF_ROOT)
    except Exception:  # noqa: BLE001 - the library raises many kinds on damaged files
        return Message(problems=(problem("unreadable"),))


class _Outlook:
    """One open .msg and what is left of its limits."""

    def __init__(self, file: olefile.OleFileIO, limits: Limits, own_domain: str) -> None:
        self._file = file
        self._limits = limits
        self._own_domain = own_domain
        self._left = limits.total
        self._count = 0
        self._storages = file.listdir(streams=False, storages=True)
        self._streams = {"/".join(path).upper(): path for path in file.listdir()}

    def message(self, prefix: list[str], header: int) -> Message:
        """Read the message in a storage: the root, or one embedded as an attachment."""
        values = _Values(self, prefix, header)
        problems: list[Problem] = []
        parts = tuple(self._parts(prefix, problems))
        mail = Entity(values.text(_HEADERS).strip().encode() + b"\r\n\r\n")
        block = values.bodies()
        envelope = envelope_of(mail)
        to, cc = self._recipients(prefix)
        return msgspec.structs.replace(
            envelope,
            subject=envelope.subject or values.text(_SUBJECT).strip(),
            sender=envelope.sender if envelope.sender.address else values.sender(),
            to=envelope.to or to,
            cc=envelope.cc or cc,
            date=envelope.date or values.date(_SUBMITTED) or values.date(_DELIVERED),
            message_id=envelope.message_id or values.text(_MESSAGE_ID).strip("<> "),
            in_reply_to=envelope.in_reply_to or values.text(_IN_REPLY_TO).strip("<> "),
            kind=_kind(mail, parts, values.text(_CLASS), self._own_domain),
            text=block.best().strip("\r\n").replace("\r\n", "\n"),
            html=block.html,
            parts=parts,
            problems=tuple(problems),
        )

    def read(self, path: list[str]) -> bytes:
        """Read one stream, b'' when it is not there; raises ValueError over the limit."""
        known = self._streams.get("/".join(path).upper())
        if known is None:
            return b""
        size = self._file.get_size(known)
        if size > self._left:
            raise ValueError("more than the limit")
        self._left -= size
        content: bytes = self._file.openstream(known).read()
        return content

    def _below(self, prefix: list[str], kind: str) -> list[list[str]]:
        depth = len(prefix)
        return [
            path
            for path in self._storages
            if len(path) == depth + 1 and path[:depth] == prefix and path[-1].startswith(kind)
        ]

    def _recipients(self, prefix: list[str]) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
        to: list[Address] = []
        cc: list[Address] = []
        for path in self._below(prefix, "__recip_version1.0_#")[:500]:
            values = _Values(self, path, _HEADER_OF_OTHERS)
            address = values.text(_SMTP_ADDRESS) or values.text(_EMAIL_ADDRESS)
            found = Address(values.text(_SHOWN_NAME), address if "@" in address else "")
            {1: to, 2: cc}.get(values.number(_RECIPIENT_TYPE), []).append(found)
        return tuple(to), tuple(cc)

    def _parts(self, prefix: list[str], problems: list[Problem]) -> Iterator[Part]:
        for number, path in enumerate(self._below(prefix, "__attach_version1.0_#"), start=1):
            if self._count >= self._limits.parts:
                problems.append(problem("too-many-parts", limit=self._limits.parts))
                return
            self._count += 1
            try:
                yield from self._part(path, str(number), problems)
            except (ValueError, OSError):
                problems.append(problem("too-big", str(number), name=str(number)))

    def _part(self, path: list[str], place: str, problems: list[Problem]) -> Iterator[Part]:
        values = _Values(self, path, _HEADER_OF_OTHERS)
        name = next(filter(None, map(values.text, (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))), "")
        content_id = values.text(_CONTENT_ID).strip("<> ")
        embedded = [*path, _EMBEDDED] in self._storages
        media_type = values.text(_MEDIA_TYPE).lower() or "application/octet-stream"
        yield Part(
            path=place,
            name=bare_name(name),
            media_type="application/vnd.ms-outlook" if embedded else media_type,
            content=values.content(_DATA),
            inline=bool(content_id),
            content_id=content_id,
            unpacked=embedded,
        )
        if not embedded:
            return
        if len(path) > self._limits.depth * 2:
            problems.append(problem("too-deep", place, limit=self._limits.depth))
            return
        inner = self.message([*path, _EMBEDDED], _HEADER_OF_EMBEDDED)
        text = codecs.BOM_UTF8 + inner.text.encode()
        yield Part(path=f"{place}.0", name="", media_type="text/plain", content=text, inline=True)
        for part in inner.parts:
            yield msgspec.structs.replace(part, path=f"{place}.{part.path}")
        problems += inner.problems


class _Values:
    """The properties of one storage, read when asked for."""

    def __init__(self, outlook: _Outlook, prefix: list[str], header: int) -> None:
        self._outlook = outlook
        self._prefix = prefix
        table = outlook.read([*prefix, "__properties_version1.0"])[header:]
        rows = (table[place : place + 16] for place in range(0, len(table) - 15, 16))
        self._fixed = {int.from_bytes(row[2:4], "little"): row[8:] for row in rows}
        self._label = codepage_label(self.number(_CODEPAGE) or self.number(_INTERNET_CODEPAGE))

    def number(self, key: int) -> int:
        return int.from_bytes(self._fixed.get(key, b"")[:4], "little")

    def date(self, key: int) -> dt.datetime | None:
        ticks = int.from_bytes(self._fixed.get(key, b""), "little")
        if not 0 < ticks < 1 << 61:
            return None
        return _EPOCH + dt.timedelta(microseconds=ticks // 10)

    def content(self, key: int) -> bytes:
        return self._outlook.read([*self._prefix, f"__substg1.0_{key:04X}0102"])

    def text(self, key: int) -> str:
        wide = self._outlook.read([*self._prefix, f"__substg1.0_{key:04X}001F"])
        if wide:
            return fit(wide.decode("utf-16-le", "replace"))
        return decode(
            self._outlook.read([*self._prefix, f"__substg1.0_{key:04X}001E"]), self._label
        )

    def bodies(self) -> Block:
        """Give the plain and the HTML body."""
        source = self.content(_HTML)
        label = codepage_label(self.number(_INTERNET_CODEPAGE)) or declared_charset(source)
        return Block(self.text(_BODY), decode(source, label) if source else self.text(_HTML))

    def sender(self) -> Address:
        """Who sent it; an address of Exchange's own form is left out."""
        keys = (_SENDER_SMTP, _SENDER, _FOR_SMTP, _FOR)
        address = next((found for key in keys if "@" in (found := self.text(key))), "")
        return Address(self.text(_SENDER_NAME), address)


def _kind(mail: Entity, parts: tuple[Part, ...], message_class: str, own_domain: str) -> Kind:
    for start, kind in _KINDS:
        if message_class.upper().startswith(start):
            return kind
    return kind_of(mail, parts, own_domain) if mail.fields else "letter"
