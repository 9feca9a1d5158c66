"""Makes files that mean harm, each with what may become of it: `python make.py FOLDER`.

Everything here is harmless to make and small on disk; it is reading it carelessly that hurts.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from document.read.formats.word_files import (
    NAMESPACES,
    PNG,
    RELATIONS,
    TYPES,
    paragraph,
    relation,
    word_file,
    zipped,
)

PRIVATE = "file:///etc/passwd"
TRACKER = "http://127.0.0.1:8399/track.png"
READ = "read"
_CHUNK = 1 << 20
_DOCUMENT = "word/document.xml"
_MIMETYPE = "application/vnd.oasis.opendocument.text"


class Hostile(NamedTuple):
    """A file by its name, how it is made, and the outcomes allowed: codes of refusals, or read."""

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[str]
    notices: frozenset[str] = frozenset()


_ALL: list[Hostile] = []


def hostile(
    name: str, *outcomes: str, notices: Iterable[str] = ()
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        _ALL.append(Hostile(name, make, frozenset(outcomes), frozenset(notices)))
        return make

    return keep


def streamed(parts: Mapping[str, Iterable[bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip parts too large to hold, chunk by chunk."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:
        for name, chunks in parts.items():
            with archive.open(name, "w") as part:
                for chunk in chunks:
                    part.write(chunk)
    return buffer.getvalue()


def _noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same noise in every run


def document(body: str, doctype: str = "") -> str:
    return f"{doctype}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def word(main: str | bytes, **parts: str | bytes) -> bytes:
    """A Word file with this main part as it is."""
    named = {name.replace("__", "/"): part for name, part in parts.items()}
    return word_file("", parts={_DOCUMENT: main, **named})


def large_word(chunks: Iterable[bytes], name: str = _DOCUMENT) -> bytes:
    root = f'<Relationships xmlns="{RELATIONS}">' + relation("r", "officeDocument", _DOCUMENT)
    parts: dict[str, Iterable[bytes]] = {
        "[Content_Types].xml": [TYPES.encode()],
        "_rels/.rels": [(root + "</Relationships>").encode()],
        _DOCUMENT: [document(paragraph("正文")).encode()],
    }
    return streamed({**parts, name: chunks})


def filled(unit: bytes, count: int, *, around: str = "@") -> Iterable[bytes]:
    """The document with `unit` repeated in its body."""
    before, after = document(around).encode().split(b"@")
    yield before
    step = max(_CHUNK // len(unit), 1)
    for done in range(0, count, step):
        yield unit * min(step, count - done)
    yield after


def nested(opening: str, closing: str, depth: int) -> str:
    return document(opening * depth + paragraph("深处") + closing * depth)


# Entities and DTDs


@hostile("xxe-file.docx", "corrupt")
def _() -> bytes:
    return word(document(paragraph("&x;"), f'<!DOCTYPE d [<!ENTITY x SYSTEM "{PRIVATE}">]>'))


@hostile("xxe-http-dtd.docx", "corrupt")
def _() -> bytes:
    return word(document(paragraph("字"), f'<!DOCTYPE d SYSTEM "{TRACKER}">'))


@hostile("xxe-utf16.docx", "corrupt")
def _() -> bytes:
    main = document(paragraph("&x;"), f'<!DOCTYPE d [<!ENTITY x SYSTEM "{PRIVATE}">]>')
    return word(('<?xml version="1.0" encoding="UTF-16"?>' + main).encode("utf-16"))


@hostile("xxe-utf32.docx", "corrupt")
def _() -> bytes:
    main = document(paragraph("&x;"), f'<!DOCTYPE d [<!ENTITY x SYSTEM "{PRIVATE}">]>')
    return word(('<?xml version="1.0" encoding="UTF-32"?>' + main).encode("utf-32"))


@hostile("xxe-in-styles.docx", "corrupt")
def _() -> bytes:
    styles = f'<!DOCTYPE s [<!ENTITY % p SYSTEM "{TRACKER}">%p;]><w:styles {NAMESPACES}/>'
    return word_file(
        paragraph("字"),
        parts={"word/s.xml": styles},
        relations=relation("r", "styles", "s.xml"),
    )


@hostile("billion-laughs.docx", "corrupt")
def _() -> bytes:
    entities = '<!ENTITY a0 "' + "lol" * 10 + '">'
    entities += "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return word(document(paragraph("&a9;"), f"<!DOCTYPE d [{entities}]>"))


@hostile("quadratic-entity.docx", "corrupt")
def _() -> bytes:
    entity = f'<!DOCTYPE d [<!ENTITY a "{"字" * 50_000}">]>'
    return word(document(paragraph("&a;" * 50_000), entity))


# Too much, in little


@hostile("huge-text-node.docx", "too-big")
def _() -> bytes:
    start, end = document(paragraph("@")).split("@")
    return large_word([start.encode(), *[b"A" * _CHUNK] * 512, end.encode()])


@hostile("text-node-under-the-budget.docx", "too-big")
def _() -> bytes:
    start, end = document(paragraph("@")).split("@")
    noise = _noise(1, _CHUNK).hex().encode()
    return large_word([start.encode(), *[noise] * 6, end.encode()])


@hostile("three-million-paragraphs.docx", "too-big")
def _() -> bytes:
    return large_word(filled(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>", 3_000_000))


@hostile("paragraphs-under-the-budget.docx", "too-big")
def _() -> bytes:
    units = (b"<w:p><w:r><w:t>%x</w:t></w:r></w:p>" % n for n in range(200_000))
    start, end = document("@").encode().split(b"@")
    return large_word([start, b"".join(units), end])


@hostile("lying-sizes.docx", "corrupt", "too-big")
def _() -> bytes:
    data = large_word(filled(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>", 1_000_000))
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo(_DOCUMENT).file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 5000))


@hostile("media-bomb.docx", READ, notices=["truncated"])
def _() -> bytes:
    start, end = document('<w:p><w:r><a:blip r:embed="r9"/></w:r></w:p>@').split("@")
    rels = f'<Relationships xmlns="{RELATIONS}">' + relation("r9", "image", "media/a.png")
    root = f'<Relationships xmlns="{RELATIONS}">' + relation("r", "officeDocument", _DOCUMENT)
    return streamed(
        {
            "[Content_Types].xml": [TYPES.encode()],
            "_rels/.rels": [(root + "</Relationships>").encode()],
            "word/_rels/document.xml.rels": [(rels + "</Relationships>").encode()],
            _DOCUMENT: [start.encode(), paragraph("正文").encode(), end.encode()],
            "word/media/a.png": [bytes(_CHUNK)] * 1024,
        }
    )


@hostile("huge-picture.docx", READ)
def _() -> bytes:
    data = PNG.replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000), 1)
    return word_file(
        '<w:p><w:r><a:blip r:embed="r9"/></w:r></w:p>',
        parts={"word/media/a.png": data},
        relations=relation("r9", "image", "media/a.png"),
    )


@hostile("one-picture-ten-thousand-times.docx", READ)
def _() -> bytes:
    return word_file(
        '<w:p><w:r><a:blip r:embed="r9"/></w:r></w:p>' * 10_000,
        parts={"word/media/a.png": PNG + bytes(_CHUNK)},
        relations=relation("r9", "image", "media/a.png"),
    )


@hostile("bzip2-part.docx", "corrupt", "too-big")
def _() -> bytes:
    parts = {"[Content_Types].xml": [TYPES.encode()], _DOCUMENT: [bytes(_CHUNK)] * 8}
    return streamed(parts, zipfile.ZIP_BZIP2)


@hostile("seventy-thousand-entries.zip", "too-big")
def _() -> bytes:
    return zipped({f"{number}.txt": b"" for number in range(70_000)})


@hostile("note-called-ten-thousand-times.docx", READ)
def _() -> bytes:
    notes = f'<w:footnote w:id="2">{paragraph("注" * 10_000)}</w:footnote>'
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return word_file(f"<w:p>{call * 10_000}</w:p>", parts={"footnotes": notes})


@hostile("spans-of-millions.docx", READ)
def _() -> bytes:
    span = '<w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>'
    cell = f"<w:tc>{span}{paragraph('x')}</w:tc>"
    row = f'<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{cell * 2}</w:tr>'
    return word_file(f"<w:tbl>{row * 300}</w:tbl>")


@hostile("number-of-billions.docx", READ)
def _() -> bytes:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1%1%1%9"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return word_file(paragraph("字", listed) * 100, parts={"numbering": numbering})


# Too deep, or without end


@hostile("fifty-thousand-controls.docx", "too-deep", "too-big")
def _() -> bytes:
    return word(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 50_000))


@hostile("two-thousand-tables.docx", "too-deep")
def _() -> bytes:
    return word(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 2000))


@hostile("eighty-tables.docx", READ)
def _() -> bytes:
    return word(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80))


@hostile("boxes-in-boxes.docx", READ, "too-deep")
def _() -> bytes:
    opening = "<w:p><w:r><w:pict><w:txbxContent>"
    return word(nested(opening, "</w:txbxContent></w:pict></w:r></w:p>", 60))


@hostile("runs-in-runs.docx", READ, "too-deep")
def _() -> bytes:
    return word(document("<w:p>" + "<w:r>" * 240 + "<w:t>字</w:t>" + "</w:r>" * 240 + "</w:p>"))


@hostile("style-that-is-its-own-ancestor.docx", READ)
def _() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("ab", "ba")
    )
    return word_file(paragraph("字", '<w:pStyle w:val="a"/>'), parts={"styles": styles})


@hostile("list-that-links-to-itself.docx", READ)
def _() -> bytes:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    parts = {"styles": styles, "numbering": numbering}
    return word_file(paragraph("字", listed), parts=parts)


# Lies about parts and paths


@hostile("two-documents.docx", "corrupt")
def _() -> bytes:
    buffer = io.BytesIO(word_file(paragraph("真")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("WORD/Document.xml", document(paragraph("假")))
    return buffer.getvalue()


@hostile("path-upwards.docx", "corrupt")
def _() -> bytes:
    return word_file(paragraph("字"), parts={"../../../../tmp/pwned.txt": b"x"})


@hostile("path-upwards.zip", "corrupt")
def _() -> bytes:
    return zipped({"..\\..\\pwned.txt": "字"})


@hostile("path-from-the-root.zip", "corrupt")
def _() -> bytes:
    return zipped({"/etc/cron.d/pwned": "字"})


@hostile("relation-upwards.docx", READ)
def _() -> bytes:
    relations = relation("r9", "image", "../../../../../etc/passwd")
    body = '<w:p><w:r><w:t>字</w:t><a:blip r:embed="r9"/></w:r></w:p>'
    return word_file(body, relations=relations)


@hostile("no-document.docx", "corrupt")
def _() -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/other.xml": "<a/>"})


@hostile("document-is-a-picture.docx", "corrupt")
def _() -> bytes:
    return word(PNG)


@hostile("names-in-gbk.zip", READ)
def _() -> bytes:
    text = "第一段。".encode("gb18030")
    return zipped({"aaaa.txt": text}).replace(b"aaaa.txt", "来稿".encode("gb18030") + b".txt")


@hostile("zip-in-zip-in-zip.zip", READ, "too-deep", "too-big")
def _() -> bytes:
    data = zipped({"正文.txt": "字"})
    for _level in range(8):
        data = zipped({"里.zip": data})
    return data


# Things that want out


@hostile("macro.docm", READ, notices=["macro"])
def _() -> bytes:
    return word_file(paragraph("字"), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@hostile("outside-picture.docx", READ, notices=["external"])
def _() -> bytes:
    body = '<w:p><w:r><w:t>字</w:t><a:blip r:link="r9"/></w:r></w:p>'
    return word_file(body, relations=relation("r9", "image", TRACKER, external=True))


@hostile("outside-file.docx", READ, notices=["external"])
def _() -> bytes:
    body = '<w:p><w:r><w:t>字</w:t><a:blip r:embed="r9"/></w:r></w:p>'
    return word_file(body, relations=relation("r9", "image", PRIVATE, external=True))


@hostile("outside-template.docx", READ, notices=["external"])
def _() -> bytes:
    template = relation("r1", "attachedTemplate", TRACKER, external=True)
    rels = f'<Relationships xmlns="{RELATIONS}">{template}</Relationships>'
    return word_file(paragraph("字"), parts={"word/_rels/settings.xml.rels": rels})


@hostile("embedded-chunk.docx", READ, notices=["embedded-object"])
def _() -> bytes:
    return word_file(
        paragraph("字") + '<w:altChunk r:id="r9"/>',
        parts={"word/chunk.html": f'<img src="{TRACKER}">'},
        relations=relation("r9", "aFChunk", "chunk.html"),
    )


@hostile("page-named.doc", READ, notices=["external"])
def _() -> bytes:
    return f'<html><body><p>伪装的网页</p><img src="{TRACKER}"></body></html>'.encode()


@hostile("fields-that-fetch.rtf", READ)
def _() -> bytes:
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{TRACKER}" \\d}}{{\fldrslt x}}}}'
    return (r"{\rtf1\ansi\pard text " + field + r"\par}").encode()


# Locked, broken, or not what they say


@hostile("locked.docx", "encrypted")
def _() -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(word_file(paragraph("字")))).encrypt("123456", buffer)
    return buffer.getvalue()


@hostile("locked-part.zip", "encrypted")
def _() -> bytes:
    data = bytearray(zipped({"a.txt": "字"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    return bytes(data)


@hostile("half.docx", "corrupt")
def _() -> bytes:
    data = word_file(paragraph("字" * 1000))
    return data[: len(data) // 2]


@hostile("flipped.docx", "corrupt")
def _() -> bytes:
    data = word_file(paragraph("".join(map(chr, range(0x4E00, 0x5E00)))))
    start = data.find(b"word/document.xml") + 60
    flipped = bytes(byte ^ 0x5A for byte in data[start : start + 200])
    return data[:start] + flipped + data[start + 200 :]


@hostile("empty.docx", "empty")
def _() -> bytes:
    return b""


@hostile("random.docx", "unsupported")
def _() -> bytes:
    return _noise(7, 50_000)


@hostile("program.docx", "unsupported")
def _() -> bytes:
    return b"MZ" + bytes(5000)


@hostile("random.doc", "unsupported", "corrupt")
def _() -> bytes:
    stream = "WordDocument".encode("utf-16-le")
    noise = _noise(8, 20_000)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise[:1000] + stream + noise


@hostile("groups.rtf", READ, "corrupt", "too-big", "too-deep")
def _() -> bytes:
    return rb"{\rtf1\ansi " + b"{" * 200_000 + b"x" + b"}" * 200_001


@hostile("repeated.odt", READ, "corrupt", "too-big", "too-deep")
def _() -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    cell = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
        ' table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )
    content = (
        f"<office:document-content{names}><office:body><office:text><table:table>{cell}"
        "</table:table></office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": _MIMETYPE, "content.xml": content})


# Pages


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


@hostile("nested-divs.html", "too-deep")
def _() -> bytes:
    return page("<div>" * 200_000)


@hostile("unclosed-bolds.html", "too-deep")
def _() -> bytes:
    return page("".join(f"<p><b a={n}>字" for n in range(100_000)))


@hostile("tags-without-ends.html", READ, "too-deep")
def _() -> bytes:
    return page("<a " * 400_000)


@hostile("comments-without-ends.html", READ, "empty")
def _() -> bytes:
    return page("字" + "<!--" * 300_000)


@hostile("scripts-without-ends.html", READ, "empty")
def _() -> bytes:
    return page("字" + "<script id=jianbao-issue " * 60_000)


@hostile("style-without-ends.html", READ)
def _() -> bytes:
    return page("<style>" + "/*" * 100_000 + "@a{" * 100_000 + "</style>字")


@hostile("list-of-many.html", READ, notices=["truncated"])
def _() -> bytes:
    return page("<ol>" + "<li>字" * 100_000)


@hostile("spans-of-many.html", READ)
def _() -> bytes:
    return page("<table>" + "<tr><td rowspan=99999 colspan=99999>字" * 1000)


@hostile("page-that-fetches.html", READ, notices=["external"])
def _() -> bytes:
    return page(
        f'<p>字</p><img src="{TRACKER}"><iframe src="{TRACKER}"></iframe>'
        f'<link rel=stylesheet href="{TRACKER}"><script src="{TRACKER}"></script>'
        f'<meta http-equiv=refresh content="0;{TRACKER}"><object data="{PRIVATE}"></object>'
    )


# Markdown


@hostile("quotes-in-quotes.md", "too-deep")
def _() -> bytes:
    return ("> " * 5000 + "字\n").encode() + b"- " * 5000


@hostile("brackets.md", READ)
def _() -> bytes:
    return b"# x\n\n" + b"[" * 20_000 + b"\n\n" + b"**a " * 20_000 + b"\n\n" + b"`" * 20_000


# Workbooks

_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def workbook(sheet: Iterable[bytes], **more: Iterable[bytes]) -> bytes:
    from openpyxl import Workbook

    buffer = io.BytesIO()
    Workbook().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts: dict[str, Iterable[bytes]] = {n: [archive.read(n)] for n in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    return streamed(parts | {name.replace("__", "/"): part for name, part in more.items()})


def cells(rows: str) -> list[bytes]:
    return [f"{_SHEET}<sheetData>{rows}</sheetData></worksheet>".encode()]


@hostile("far-corner.xlsx", READ, notices=["truncated"])
def _() -> bytes:
    near = '<row r="1"><c r="A1" t="inlineStr"><is><t>近</t></is></c></row>'
    return workbook(cells(near + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


@hostile("wide-rows.xlsx", READ)
def _() -> bytes:
    rows = (f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in
            range(1, 1500))  # fmt: skip
    return workbook(cells("".join(rows)))


@hostile("three-million-rows.xlsx", "too-big")
def _() -> bytes:
    unit = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 20_000
    return workbook([_SHEET.encode(), b"<sheetData>", *[unit] * 150])


@hostile("xxe.xlsx", "corrupt")
def _() -> bytes:
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{PRIVATE}">]>'.encode()
    return workbook([doctype, *cells('<row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row>')])


@hostile("row-of-billions.xlsx", READ, "corrupt")
def _() -> bytes:
    return workbook(cells('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'))


HOSTILE = tuple(_ALL)


def main(folder: str) -> None:
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for item in HOSTILE:
        target.joinpath(item.name).write_bytes(item.make())


if __name__ == "__main__":
    main(sys.argv[1])
