"""A zip file read within a budget; it never trusts what the file says of its own sizes and names.

Office files and zips of several files pass through here. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import msgspec

from jianbao.document.problems import Unreadable

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_RATIO_FROM = 1 << 20


class Budget(msgspec.Struct, frozen=True):
    """What one archive may cost: files in it, bytes of one, bytes of all, bytes out for one in."""

    entries: int = 2000
    part: int = 40 << 20
    total: int = 200 << 20
    ratio: int = 250


class Archive:
    """The parts of a zip by name; every read is counted against the budget."""

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        """Open the directory. Raises Unreadable: corrupt, encrypted or too-big."""
        self._budget = budget or Budget()
        self._left = self._budget.total
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise Unreadable("corrupt") from error
        self._parts = self._directory()
        self.names = tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._parts

    def size(self, name: str) -> int:
        """Give the bytes that the directory claims for a part."""
        return self._parts[name].file_size

    def read(self, name: str) -> bytes:
        """Give the bytes of a part. Raises Unreadable: corrupt, or too-big for the budget."""
        part = self._parts.get(name)
        if part is None:
            raise Unreadable("corrupt", where=name)
        cap = min(self._budget.part, self._left)
        inflated = part.file_size > max(_RATIO_FROM, self._budget.ratio * part.compress_size)
        if part.file_size > cap or inflated:
            raise Unreadable("too-big", where=name, limit=f"{cap >> 20} MB")
        if part.compress_type not in _METHODS:
            raise Unreadable("corrupt", where=name)
        try:
            with self._zip.open(part) as stream:
                data = stream.read(cap + 1)
        except _DAMAGE as error:
            raise Unreadable("corrupt", where=name) from error
        self._left -= len(data)
        return data

    def _directory(self) -> dict[str, zipfile.ZipInfo]:
        entries = self._zip.infolist()
        if len(entries) > self._budget.entries:
            raise Unreadable("too-big", limit=str(self._budget.entries))
        parts: dict[str, zipfile.ZipInfo] = {}
        folded: set[str] = set()
        for entry in entries:
            name = _name_of(entry)
            if entry.flag_bits & _ENCRYPTED:
                raise Unreadable("encrypted", where=name)
            if _leaves_the_archive(name) or name.casefold() in folded:
                raise Unreadable("corrupt", where=name)
            folded.add(name.casefold())
            if not name.endswith("/"):
                parts[name] = entry
        return parts


def _name_of(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for charset in ("utf-8", "gb18030"):
            try:
                name = raw.decode(charset)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _leaves_the_archive(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"
