"""Which module reads which kind of file, and what the kinds that none reads are called."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.reading import FormatReading

IMAGES = frozenset(("jpeg", "png", "gif", "bmp", "tiff", "webp", "heic"))
RECOGNISABLE = IMAGES | {"pdf"}  # their readers take `recognise`
CONVERTED = frozenset(("doc", "wps", "rtf", "odt"))  # their readers may start LibreOffice

# Modules are named, not imported: each pulls in a library of its own, and one file needs one.
_FORMATS = "jianbao.document.read.formats."
_READERS = {
    "docx": ("docx", "read_docx"),
    "html": ("html", "read_html"),
    "markdown": ("markdown", "read_markdown"),
    "pdf": ("pdf", "read_pdf"),
    "xlsx": ("xlsx", "read_xlsx"),
    **dict.fromkeys(CONVERTED, ("legacy", "read_legacy")),
    **dict.fromkeys(IMAGES, ("photograph", "read_image")),
}

_NAMES = {
    "7z": "7z 压缩包，请改为 zip / 7z archive, use zip",
    "eml": "邮件，请把正文或附件另存后导入 / a mail, save its text or attachment and read that",
    "epub": "EPUB",
    "exe": "程序 / a program",
    "gzip": "gzip",
    "json": "JSON",
    "msg": "Outlook 邮件，请把正文或附件另存后导入 / an Outlook mail, save its text or attachment",
    "odp": "演示文稿 / slides",
    "ods": "OpenDocument 表格 / OpenDocument spreadsheet",
    "ole": "旧版 Office 文件 / an old Office file",
    "ppt": "演示文稿 / slides",
    "pptx": "演示文稿 / slides",
    "rar": "RAR 压缩包，请改为 zip / RAR archive, use zip",
    "unknown": "未知格式 / unknown",
    "xls": "旧版 Excel，请另存为 xlsx / old Excel, save as xlsx",
}


def reader_of(kind: str) -> Callable[..., FormatReading]:
    """Give the function that reads files of `kind`. Raises Unreadable unsupported."""
    if kind not in _READERS:
        raise Unreadable("unsupported", kind=_NAMES.get(kind, kind))
    module, function = _READERS[kind]
    return cast(
        "Callable[..., FormatReading]",
        getattr(importlib.import_module(_FORMATS + module), function),
    )
