"""The issue that jianbao attached to its own PDF, with its pictures; the rest stays shut."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import msgspec
import pypdfium2_raw as raw

from jianbao.document.problems import Problem, problem
from jianbao.document.read.formats.pdf.pdfium import Handle

SOURCE = "issue.json"
PICTURES = "pictures/"
_SOURCE_BYTES = 32 << 20
_ALL_BYTES = 200 << 20
_MOST = 1000


class Attached(msgspec.Struct):
    """What a PDF carries. `others` says that there are attachments jianbao did not make."""

    source: bytes | None = None
    pictures: dict[str, bytes] = {}
    others: bool = False

    def problems(self, language: str) -> tuple[Problem, ...]:
        """Say that other objects were left alone."""
        return (problem("embedded-object", language=language),) if self.others else ()


def read_attachments(document: Handle) -> Attached:
    """Read `issue.json` and `pictures/…`, within a budget of bytes."""
    found = Attached(pictures={})
    left = _ALL_BYTES
    for name, attachment in _attachments(document):
        wanted = name == SOURCE or name.startswith(PICTURES)
        data = _content(attachment, min(left, _SOURCE_BYTES)) if wanted else None
        if data is None:
            found.others = True
            continue
        left -= len(data)
        if name == SOURCE:
            found.source = data
        else:
            found.pictures[name.removeprefix(PICTURES)] = data
    return found


def _attachments(document: Handle) -> Iterator[tuple[str, Handle]]:
    for index in range(min(raw.FPDFDoc_GetAttachmentCount(document), _MOST)):
        attachment = raw.FPDFDoc_GetAttachment(document, index)
        if attachment:
            yield _name(attachment), attachment


def _name(attachment: Handle) -> str:
    length = raw.FPDFAttachment_GetName(attachment, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAttachment_GetName(attachment, buffer, length)
    return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "replace")


def _content(attachment: Handle, limit: int) -> bytes | None:
    length = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(attachment, None, 0, length) or length.value > limit:
        return None
    buffer = ctypes.create_string_buffer(length.value)
    raw.FPDFAttachment_GetFile(attachment, buffer, length.value, length)
    return buffer.raw
