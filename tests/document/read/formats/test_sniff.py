from __future__ import annotations

import pytest

from jianbao.document.read.formats.sniff import sniff

from document.read.formats.word_files import paragraph, word_file, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def ole(*streams: str) -> bytes:
    return OLE + b"".join(stream.encode("utf-16-le") + bytes(64) for stream in streams)


def office(kind: str, folder: str) -> bytes:
    return zipped({"[Content_Types].xml": f"<Types>{kind}</Types>", f"{folder}/main.xml": "<a/>"})


WORD = word_file(paragraph("字"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"junk before\n%PDF-1.4", "pdf"),
        (WORD, "docx"),
        (WORD[:-30], "docx"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml", "word"), "docx"),
        (office("spreadsheetml.sheet.main+xml", "xl"), "xlsx"),
        (office("presentationml.presentation.main+xml", "ppt"), "pptx"),
        (office("", "xl"), "xlsx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (zipped({"mimetype": "application/epub+zip"}), "epub"),
        (zipped({"a.docx": WORD}), "zip"),
        (b"PK\x03\x04broken", "zip"),
        (ole("Root Entry", "WordDocument", "Workbook"), "doc"),
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (ole("Root Entry", "Workbook"), "xls"),
        (ole("PowerPoint Document"), "ppt"),
        (ole("MatOST"), "wps"),
        (ole("__substg1.0_0037001F"), "msg"),
        (ole(), "ole"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "heic"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "unknown"),
        (b"II*\x00\x08\x00", "tiff"),
        (b"BM\x36\x00\x00\x00\x00\x00", "bmp"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"MZ\x90\x00\x03\x00", "exe"),
        (b"\x7fELF\x02\x01\x01\x00", "exe"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b'\n{"schema": "jianbao-issue/1"}', "json"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:x/>', "xml"),
        (b'{"other": 1}', "text"),
        (b"<!-- x --><!DOCTYPE html><p>a", "html"),
        (b"<!-- -->" * 5000 + b"<html>", "html"),
        (b"<!-- -->" * 5000 + b"text", "text"),
        (b"\xef\xbb\xbf<html>", "html"),
        ("<html>字".encode("utf-16"), "html"),
        (b"<p>a</p><p>b</p><br><div>c</div><p>d</p><p>e</p>", "html"),
        (b"Received: x\r\n by y\r\nFrom: a\r\nSubject: b\r\n\r\nbody", "eml"),
        (b"From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\n\r\nbody", "eml"),
        ("报：领导\n送：部门\n发：各单位\n".encode(), "text"),
        (b"MZ is a town\n", "text"),
        ("简报".encode("gb18030"), "text"),
        ("简报".encode("utf-16"), "text"),
        ("第12期 English words here".encode("utf-16-le"), "text"),
        (bytes(range(256)) * 20, "unknown"),
        (b"", "empty"),
        (b" \r\n\t\x00", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "markdown"), ("A.MARKDOWN", "markdown"), ("a.htm", "html"), ("x\\a.txt", "text")],
)
def test_a_name_tells_kinds_of_text_apart(name: str, kind: str) -> None:
    assert sniff("正文".encode(), name) == kind


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.md", "a.exe"])
def test_a_name_never_makes_a_file_what_it_is_not(name: str) -> None:
    assert sniff(b"%PDF-1.7\n", name) == "pdf"
    assert sniff(b"MZ\x90\x00", name) == "exe"
