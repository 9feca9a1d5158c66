"""What a file is, judged by its first bytes; its name only tells kinds of plain text apart."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from jianbao.document.problems import Unreadable
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.decode import is_binary, wide_charset
from jianbao.document.read.formats.picture_names import picture_kind

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\x1f\x8b", "gzip"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("MatOST", "wps"),
    ("__substg1.0_", "msg"),
)
_OFFICE_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OFFICE_TYPES = (
    (b"wordprocessingml.document.main", "docx"),
    (b"ms-word.", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"presentationml", "pptx"),
)
_OPEN_TYPES = ((b"text", "odt"), (b"spreadsheet", "ods"), (b"presentation", "odp"))
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"<(?:p|div|span|br|table|h[1-6]|ul|ol|a)\b[^<>]*>", re.IGNORECASE)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}")
_MAIL_FIELDS = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_JSON = re.compile(rb'\s*\{.*"schema"\s*:\s*"jianbao-issue/', re.DOTALL)
_OFFICE_XML = re.compile(rb"<\?xml.*<(?:\?mso-application|pkg:package|w:wordDocument)", re.DOTALL)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 64 << 10
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".htm": "html", ".html": "html"}


def sniff(data: bytes, name: str = "") -> str:
    """Give the kind of a file: `pdf`, `docx`, `doc`, `text`, …; `unknown` for other binaries."""
    head = data[:_HEAD]
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if head.startswith(_OLE):
        return _ole_kind(data)
    return picture_kind(head) or _magic_kind(head) or _text_kind(head, name)


def _magic_kind(head: bytes) -> str:
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head[:64]):
            return kind
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIF_BRANDS else "unknown"
    return "pdf" if b"%PDF-" in head[:1024] else ""


def _zip_kind(data: bytes) -> str:
    try:
        return _package_kind(Archive(data))
    except Unreadable:
        named = b"[Content_Types].xml" in data
        return next((k for f, k in _OFFICE_FOLDERS if named and f.encode() in data), "zip")


def _package_kind(archive: Archive) -> str:
    if "[Content_Types].xml" in archive:
        types = archive.read("[Content_Types].xml")
        for mark, kind in _OFFICE_TYPES:
            if mark in types:
                return kind
        for folder, kind in _OFFICE_FOLDERS:
            if any(name.startswith(folder) for name in archive.names):
                return kind
    if "mimetype" in archive and archive.size("mimetype") < 100:
        mimetype = archive.read("mimetype")
        if mimetype.startswith(b"application/vnd.oasis.opendocument."):
            return next((k for mark, k in _OPEN_TYPES if mark in mimetype[35:]), "zip")
        return "epub" if mimetype.startswith(b"application/epub") else "zip"
    return "zip"


def _ole_kind(data: bytes) -> str:
    found = ((data.find(stream.encode("utf-16-le")), kind) for stream, kind in _OLE_STREAMS)
    return min(((place, kind) for place, kind in found if place >= 0), default=(0, "ole"))[1]


def _text_kind(head: bytes, name: str) -> str:
    marked = head.startswith(_BYTE_ORDER_MARKS)
    if not marked and is_binary(head) and not wide_charset(head):
        return "unknown"
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")
    if _JSON.match(text):
        return "json"
    if _OFFICE_XML.search(text[:2048]):
        return "xml"
    if _HTML.match(text):
        return "html"
    if _MAIL.match(text) and _MAIL_FIELDS.search(text[:8192]):
        return "eml"
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return _SUFFIXES.get(suffix) or ("html" if len(_TAGS.findall(text)) > 5 else "text")
