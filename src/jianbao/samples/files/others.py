"""The rarer files of a mailbox: RTF, a table, a ZIP with names in GBK, and winmail.dat."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Mapping, Sequence

import xlsxwriter

from jianbao.document.write.word.packing import pack
from jianbao.samples.contributions import Piece

_TNEF_SIGNATURE, _TNEF_KEY = 0x223E9F78, 1
_VERSION, _CODEPAGE = (0x00089006, 0x00010000), (0x00069007, 936)
_CLASS, _SUBJECT, _BODY = 0x00078008, 0x00018004, 0x0002800C
_RENDER, _TITLE, _DATA = 0x00069002, 0x00018010, 0x0006800F
_ON_MESSAGE, _ON_ATTACHMENT = 1, 2
_A_FILE = struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0)  # attAttachRendData: a file, no position


def rtf_file(piece: Piece) -> bytes:
    """Write `piece` as RTF: every Chinese character is an escape of its code."""
    *before, last = piece.paragraphs
    title = rf"\pard\qc\fs44\b {_escaped(piece.title)}\b0\par"
    texts = (*before, last + piece.signed)
    lines = (rf"\pard\fi640\sl560\fs32 {_escaped(text)}\par" for text in texts)
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 FangSong;}}"
    return "\n".join((head, title, *lines, "}")).encode("ascii")


def _escaped(text: str) -> str:
    units = struct.unpack(f"<{len(text)}h", text.encode("utf-16-le"))
    return "".join(
        char if char.isascii() else rf"\u{unit}?" for char, unit in zip(text, units, strict=True)
    )


def table_file(title: str, rows: Sequence[Sequence[str | int | float]], made: dt.date) -> bytes:
    """Write `rows`, the first of which is the head, below `title` as an .xlsx file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    moment = dt.datetime.combine(made, dt.time(9), tzinfo=dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "created": moment})
    sheet = book.add_worksheet("统计")
    bold = book.add_format({"bold": True, "align": "center"})
    sheet.merge_range(0, 0, 0, len(rows[0]) - 1, title, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row, bold if number == 1 else None)
    book.close()
    return out.getvalue()


def zip_file(files: Mapping[str, bytes]) -> bytes:
    """Pack `files` as Chinese Windows does: names in GBK, and nothing that says so."""
    stand_ins = {_stand_in(name, at): name for at, name in enumerate(files)}
    package = pack({stand_in: files[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():  # a ZIP has no sum over the names
        package = package.replace(stand_in.encode("ascii"), name.encode("gbk"))
    return package


def _stand_in(name: str, at: int) -> str:
    """Give an ASCII name as long as `name` is in GBK; zipfile itself would write UTF-8."""
    return f"~stand-in-{at}~".ljust(len(name.encode("gbk")), "~")


def winmail_file(subject: str, body: str, name: str, content: bytes) -> bytes:
    """Wrap a letter and its one file as Outlook does for a reader it takes for another Outlook."""
    attributes = (
        (_ON_MESSAGE, _VERSION[0], struct.pack("<I", _VERSION[1])),
        (_ON_MESSAGE, _CODEPAGE[0], struct.pack("<II", _CODEPAGE[1], 0)),
        (_ON_MESSAGE, _CLASS, b"IPM.Microsoft Mail.Note\0"),
        (_ON_MESSAGE, _SUBJECT, subject.encode("gbk") + b"\0"),
        (_ON_MESSAGE, _BODY, body.encode("gbk") + b"\0"),
        (_ON_ATTACHMENT, _RENDER, _A_FILE),
        (_ON_ATTACHMENT, _TITLE, name.encode("ascii") + b"\0"),
        (_ON_ATTACHMENT, _DATA, content),
    )
    head = struct.pack("<IH", _TNEF_SIGNATURE, _TNEF_KEY)
    return head + b"".join(_attribute(*attribute) for attribute in attributes)


def _attribute(level: int, code: int, value: bytes) -> bytes:
    head = struct.pack("<BII", level, code, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)
