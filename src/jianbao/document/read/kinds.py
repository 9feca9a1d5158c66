"""Which module reads which kind of file, and what the kinds that none reads are called."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from jianbao.document.problems import Sentence, Unreadable
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

_MAIL = Sentence(
    "邮件，请把正文或附件另存后导入", "a mail; save its text or attachment and read that"
)
_SLIDES = Sentence("演示文稿", "slides")
_NAMES = {
    "7z": Sentence("7z 压缩包，请改为 zip", "a 7z archive; use zip"),
    "eml": _MAIL,
    "epub": Sentence("EPUB", "EPUB"),
    "exe": Sentence("程序", "a program"),
    "msg": _MAIL,
    "odp": _SLIDES,
    "ods": Sentence("OpenDocument 表格", "an OpenDocument spreadsheet"),
    "ole": Sentence("旧版 Office 文件", "an old Office file"),
    "ppt": _SLIDES,
    "pptx": _SLIDES,
    "rar": Sentence("RAR 压缩包，请改为 zip", "a RAR archive; use zip"),
    "unknown": Sentence("未知格式", "unknown"),
    "xls": Sentence("旧版 Excel，请另存为 xlsx", "old Excel; save it as xlsx"),
}


def reader_of(kind: str, *, language: str = "zh") -> Callable[..., FormatReading]:
    """Give the function that reads files of `kind`.

    Raises Unreadable unsupported, with what such a file is called in `language`.
    """
    if kind not in _READERS:
        name = _NAMES[kind].said(language) if kind in _NAMES else kind
        raise Unreadable("unsupported", kind=name)
    module, function = _READERS[kind]
    return cast(
        "Callable[..., FormatReading]",
        getattr(importlib.import_module(_FORMATS + module), function),
    )
