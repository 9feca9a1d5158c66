from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.legacy import read_legacy, seems_changed
from jianbao.document.read.formats.libreoffice import convert_to_docx, find_libreoffice
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.formats.sniff import sniff

from document.read.formats.word_files import PNG, paragraph, relation, word_file, zipped

Convert = Callable[[bytes, str], bytes]


def rtf(body: str) -> bytes:
    text = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in body)
    return (r"{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0 SimSun;}}" + text + "}").encode("ascii")


def odt(body: str, styles: str = "") -> bytes:
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"))
    )
    content = (
        f"<office:document-content{names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype, "content.xml": content})


def texts(reading: FormatReading) -> list[str]:
    return [line.text for line in reading.lines]


def test_rtf_paragraphs_are_read() -> None:
    data = rtf(r"\pard 港务简报\par\pard\b 要点。\b0 正文。\par")
    reading = read_legacy(data)
    assert sniff(data) == "rtf"
    assert [(line.text, line.number, line.whole) for line in reading.lines] == [
        ("港务简报", 1, True),
        ("要点。正文。", 2, True),
    ]


def test_odt_headings_and_lists_are_read() -> None:
    data = odt(
        '<text:h text:outline-level="2">栏目</text:h><text:p>正文。</text:p>'
        "<text:list><text:list-item><text:p>一条</text:p></text:list-item></text:list>"
    )
    reading = read_legacy(data)
    assert sniff(data) == "odt"
    assert [(line.text, line.level, line.mark) for line in reading.lines] == [
        ("栏目", 2, ""),
        ("正文。", 0, ""),
        ("一条", 0, "•"),
    ]


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        (rtf(r"\pard 甲{\deleted 乙}\par"), True),
        (rtf(r"\pard 甲{\v 乙}\par"), True),
        (rtf(r"\pard\viewkind4 甲\vertalt\par"), False),
    ],
)
def test_deleted_and_hidden_text_of_rtf_is_suspected(data: bytes, *, changed: bool) -> None:
    assert seems_changed(data, "rtf") is changed


def test_hidden_text_of_odt_is_suspected() -> None:
    style = (
        '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    )
    assert seems_changed(odt("<text:p>甲</text:p>", style), "odt")
    assert not seems_changed(odt("<text:p>甲</text:p>"), "odt")


def test_without_libreoffice_suspicion_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    reading = read_legacy(rtf(r"\pard 甲\par{\deleted 乙}\par"))
    assert [problem.code for problem in reading.problems] == ["unresolved-changes"]
    assert texts(reading)[0] == "甲"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "unsupported"),
        (odt("<text:p>")[:-40], "corrupt"),
        (odt("<text:p>").replace(b"content.xml", b"kontent.xml"), "corrupt"),
        (b"plain", "unsupported"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_legacy(data)
    assert refused.value.code == code


def test_odt_with_a_doctype_is_refused() -> None:
    hostile = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    mimetype = "application/vnd.oasis.opendocument.text"
    with pytest.raises(Unreadable) as refused:
        read_legacy(zipped({"mimetype": mimetype, "content.xml": hostile}))
    assert refused.value.code == "corrupt"


def test_conversion_without_libreoffice_names_the_missing_tool(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable) as refused:
        convert_to_docx(b"x", ".doc")
    assert refused.value.code == "missing-tool"


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    program = find_libreoffice()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def converted(data: bytes, kind: str) -> bytes:
        source = Path(folder, "in.docx")
        source.write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless",
             "--convert-to", kind, "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return Path(folder, f"in.{kind}").read_bytes()

    return converted


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_only_what_a_reader_sees_is_read(convert: Convert, kind: str) -> None:
    who = 'w:id="1" w:author="石磊" w:date="2031-01-01T00:00:00Z"'
    body = (
        f"<w:p>{run('青江港务')}<w:ins {who}>{run('集团')}</w:ins>"
        f"<w:del {who}><w:r><w:delText>公司</w:delText></w:r></w:del>{run('召开会议。')}</w:p>"
        f"<w:p>{run('明')}{run('暗', '<w:vanish/>')}</w:p>"
    )
    data = convert(word_file(body), kind)
    assert sniff(data) == kind
    assert texts(read_legacy(data)) == ["青江港务集团召开会议。", "明"]


@pytest.mark.libreoffice
@pytest.mark.slow
def test_doc_keeps_leads_tables_and_pictures(convert: Convert) -> None:
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("甲", "乙"))
    size = '<wp:extent cx="360000" cy="360000"/>'
    shown = (
        f'<w:p><w:r><w:drawing><wp:inline>{size}<wp:docPr id="1" name="p"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId5"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    body = (
        f"<w:p>{run('要点。', '<w:b/>')}{run('正文正文正文。')}</w:p>"
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        f"<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>{shown}" + paragraph("尾")
    )
    relations = relation("rId5", "image", "media/p.png")
    document = word_file(body, parts={"word/media/p.png": PNG}, relations=relations)
    reading = read_legacy(convert(document, "doc"))
    assert [(line.text, line.bold) for line in reading.lines if line.text] == [
        ("要点。正文正文正文。", 3),
        ("尾", 0),
    ]
    assert [line.table.rows for line in reading.lines if line.table] == [(("甲", "乙"),) * 2]
    assert [line.picture.file in reading.pictures for line in reading.lines if line.picture] == [
        True
    ]
