from __future__ import annotations

import io
import itertools
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pypdfium2 as pdfium
import pytest
from docx import Document
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from lxml import etree

import jianbao.document.write.word as word_room
from jianbao.document.interchange import from_json
from jianbao.document.model import Credit, Imprint, Issue, Item, Masthead, Picture, Section
from jianbao.document.write.press.theme import ThemeError
from jianbao.document.write.word import LOOKS, write_docx
from jianbao.document.write.word.base import build_base

from document.write.written_issues import FULL, PICTURES, hostile, photo, printed_texts, squeezed
from strategies import issues

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


SIDEWAYS = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06" + bytes(6)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def styled(data: bytes) -> list[tuple[str, str]]:
    document = Document(io.BytesIO(data))
    return [(style_of(p), p.text.replace("\t", "|")) for p in document.paragraphs]


@pytest.mark.parametrize("theme", sorted(LOOKS))
def test_the_base_is_in_step_with_the_tables(theme: str) -> None:
    base = Path(word_room.__file__).with_name(f"base-{theme}.docx").read_bytes()
    assert {name: text.decode() for name, text in parts(base).items()} == build_base(LOOKS[theme])


def test_every_paragraph_stands_in_its_style() -> None:
    assert styled(write_docx(FULL, pictures=PICTURES)) == [
        ("密级", "秘密★1年|000012"),
        ("密级", "内部资料 注意保存"),
        ("简报刊名", "青江港务党建"),
        ("期号", "2026年第3期（总第15期）"),
        ("编发信息", "党委工作部|2026年3月6日"),
        ("目录标题", "目录"),
        ("目录条目", "夜班班车开通"),
        ("目录条目", "三号泊位的三年"),
        ("按语标题", "编者按"),
        ("按语", "本期集中刊登节后复工的做法。"),
        ("按语", "来稿请注明单位与姓名。"),
        ("栏目", "要闻·速览"),
        ("引文", "把责任落到岗位。“安全不是一阵风。”"),
        ("署名", "（2026年2月18日，安全生产会议讲话）"),
        ("条目正文", "三号泊位单班作业破纪录。2月单班装卸1140标箱。"),
        ("署名", "（三号码头 陆知行）"),
        ("栏目", "一线"),
        ("子栏目", "办实事篇"),
        ("条目正文", "开通班车。"),
        ("组题", "【突击队】"),
        ("条目正文", "抢修不过夜。"),
        ("栏目", "交流"),
        ("条目标题", "三号泊位的三年"),
        ("条目正文", "第一段。"),
        ("图片", ""),
        ("图注", "泊位全景"),
        ("表题", "停机小时"),
        ("表文", ""),
        ("条目正文", "第二段。"),
        ("署名", "（三号码头 供稿）"),
        ("图片", ""),
        ("图注", "缺的"),
        ("条目正文", ""),
        ("版记", ""),
    ]


def test_headings_carry_their_outline_levels() -> None:
    document = Document(io.BytesIO(write_docx(FULL)))
    bases = {name: document.styles[name].base_style.name for name in ("栏目", "子栏目", "条目标题")}
    assert bases == {"栏目": "Heading 1", "子栏目": "Heading 2", "条目标题": "Heading 3"}


def test_a_lead_is_set_in_its_own_style() -> None:
    document = Document(io.BytesIO(write_docx(FULL)))
    [brief] = [p for p in document.paragraphs if p.text.startswith("三号泊位单班")]
    assert [(run.style.name, run.text) for run in brief.runs] == [
        ("导语", "三号泊位单班作业破纪录。"),
        ("Default Paragraph Font", "2月单班装卸1140标箱。"),
    ]
    assert document.styles["导语"].font.bold is True


def test_a_byline_that_fits_closes_its_paragraph() -> None:
    item = Item(paragraphs=("开通班车。",), byline=FULL.sections[0].items[1].byline)
    written = write_docx(Issue(sections=(Section(items=(item,)),)))
    assert ("条目正文", "开通班车。|（三号码头 陆知行）") in styled(written)


def test_tables_are_tables_with_a_head() -> None:
    document = Document(io.BytesIO(write_docx(FULL)))
    data, imprint = document.tables
    assert [[cell.text for cell in row.cells] for row in data.rows] == [
        ["年份", "停机"],
        ["2024", "312"],
        ["2025", ""],
    ]
    assert [bool(row._tr.findall(f".//{W}tblHeader")) for row in data.rows] == [  # noqa: SLF001 - python-docx shows no other way
        True,
        False,
        False,
    ]
    assert [row.cells[0].text.replace("\t", "|") for row in imprint.rows] == [
        "（本期信息采集时间：2月18日—3月4日）",
        "报：集团党委",
        "送：集团各部门、兄弟单位",
        "发：公司领导、各部室",
        "抄送：集团党群部|投稿邮箱：dj@qingjiang.example",
        "责任编辑：苏明远　程静",
        "青江港务党委工作部|2026年3月6日印发",
        "共印120份",
    ]


def imprint_lines(imprint: Imprint) -> list[str]:
    document = Document(io.BytesIO(write_docx(Issue(imprint=imprint))))
    [table] = document.tables
    cells = (row.cells[0] for row in table.rows)
    return [p.text.replace("\t", "|") for cell in cells for p in cell.paragraphs]


def test_entries_that_do_not_fit_side_by_side_stand_below_each_other() -> None:
    copies = tuple(f"第{n}装卸公司" for n in range(1, 5))
    crowded = Imprint(copies=copies, submission_address="dj@qingjiang.example")
    assert imprint_lines(crowded) == [
        "抄送：第1装卸公司、第2装卸公司、第3装卸公司、第4装卸公司",
        "投稿邮箱：dj@qingjiang.example",
    ]


def test_three_credits_share_a_line() -> None:
    roles = tuple(Credit(role=role, names=("程静",)) for role in ("编辑", "审核", "签发"))
    assert imprint_lines(Imprint(credits=roles)) == ["编辑：程静　　审核：程静　　签发：程静"]


def test_the_page_is_that_of_the_standard() -> None:
    root = etree.fromstring(parts(write_docx(FULL))["word/document.xml"])
    [page] = root.iter(f"{W}sectPr")
    grid = page.find(f"{W}docGrid")
    margins = page.find(f"{W}pgMar")
    assert grid is not None
    assert margins is not None
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    millimetres = {
        side: round(int(margins.get(f"{W}{side}", 0)) * 25.4 / 1440)
        for side in ("top", "right", "bottom", "left")
    }
    assert millimetres == {"top": 37, "right": 26, "bottom": 35, "left": 28}


def test_odd_and_even_pages_are_numbered_outside() -> None:
    document = Document(io.BytesIO(write_docx(FULL)))
    assert document.settings.odd_and_even_pages_header_footer is True
    [section] = document.sections
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert (odd.alignment, even.alignment) == (2, 0)  # right, left


def test_properties_come_from_the_masthead() -> None:
    properties = Document(io.BytesIO(write_docx(FULL))).core_properties
    assert properties.title == "青江港务党建 2026年第3期（总第15期）"
    assert properties.author == "党委工作部"
    assert str(properties.created) == str(properties.modified) == "2026-03-06 00:00:00+00:00"
    assert properties.language == "zh-CN"


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert write_docx(FULL, pictures=PICTURES) == write_docx(FULL, pictures=PICTURES)


def test_the_source_travels_in_the_package() -> None:
    found = parts(write_docx(FULL, pictures=PICTURES))
    assert from_json(found["jianbao/issue.json"]) == FULL
    assert found["jianbao/pictures/quay.png"] == PICTURES["quay.png"]
    assert "application/json" in found["[Content_Types].xml"].decode()


def test_without_attachment_no_source_travels() -> None:
    names = parts(write_docx(FULL, pictures=PICTURES, attach=False))
    assert "jianbao/issue.json" not in names


def test_pictures_are_stored_once_and_described() -> None:
    twice = Item(pictures=(Picture(file="quay.png", alt="泊位"), Picture(file="quay.png")))
    data = write_docx(Issue(sections=(Section(items=(twice,)),)), pictures=PICTURES)
    assert [name for name in parts(data) if name.endswith(".png")] == ["jianbao/pictures/quay.png"]
    document = Document(io.BytesIO(data))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["泊位", ""]  # noqa: SLF001 - python-docx shows no alt text
    targets = [r.target_part.blob for r in document.part.rels.values() if r.reltype == IMAGE]
    assert targets == [PICTURES["quay.png"]]


def test_a_missing_picture_is_a_grey_field_that_says_so() -> None:
    document = Document(io.BytesIO(write_docx(FULL, pictures={"quay.png": b"no picture"})))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]  # noqa: SLF001 - python-docx shows no alt text
    assert told == ["图片缺失：quay.png", "图片缺失：lost.jpg"]


def test_a_picture_that_breaks_off_while_it_is_turned_is_a_grey_field() -> None:
    broken = photo((640, 480), "JPEG", exif=SIDEWAYS)[:-200]
    document = Document(io.BytesIO(write_docx(FULL, pictures={"quay.png": broken})))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]  # noqa: SLF001 - python-docx shows no alt text
    assert told == ["图片缺失：quay.png", "图片缺失：lost.jpg"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (photo(kind="WEBP"), "image/png"),
        (photo(kind="TIFF"), "image/png"),
        (photo(kind="JPEG", exif=SIDEWAYS), "image/jpeg"),
    ],
)
def test_what_word_would_not_show_is_converted(data: bytes, kind: str) -> None:
    item = Item(pictures=(Picture(file="照 片"),))
    written = write_docx(Issue(sections=(Section(items=(item,)),)), pictures={"照 片": data})
    document = Document(io.BytesIO(written))
    [shown] = [r.target_part for r in document.part.rels.values() if r.reltype == IMAGE]
    assert shown.content_type == kind
    kept = {unquote(name): blob for name, blob in parts(written).items()}
    assert kept["jianbao/pictures/照 片"] == data


def test_hostile_texts_stand_as_texts() -> None:
    issue = hostile()
    pictures = {issue.sections[0].items[0].pictures[0].file: photo()}
    data = write_docx(issue, pictures=pictures)
    found = parts(data)
    assert [name for name in found if ".." in name.split("/")] == []
    said = squeezed("".join(text for _, text in styled(data)))
    for text in printed_texts(issue):
        assert text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") in said


@pytest.mark.parametrize("length", [1, 2, 4, 8, 14, 30])
def test_the_title_fits_the_measure(length: int) -> None:
    document = Document(io.BytesIO(write_docx(Issue(masthead=Masthead(title="港" * length)))))
    [title] = [p for p in document.paragraphs if style_of(p) == "简报刊名"]
    [run] = title.runs
    assert run.font.size is not None
    lines = 1 if length <= 13 else 2
    assert run.font.size.pt <= min(60, 442.5 / (length / lines))
    assert run.font.size.pt >= 28


def test_another_base_lends_its_page_and_styles() -> None:
    lent = Document()
    lent.add_paragraph("旧的文字")
    style = lent.styles.add_style("栏目", 1)
    style_id = style.style_id
    out = io.BytesIO()
    lent.save(out)
    written = Document(io.BytesIO(write_docx(FULL, base=out.getvalue())))
    titles = [p for p in written.paragraphs if style_of(p) == "栏目"]
    assert [p.text for p in titles] == ["要闻·速览", "一线", "交流"]
    assert {p.style.style_id for p in titles if p.style} == {style_id}
    assert "旧的文字" not in [p.text for p in written.paragraphs]
    assert written.sections[0].page_width == lent.sections[0].page_width
    assert written.styles["条目标题"].base_style.name == "Heading 3"


def test_a_base_without_page_measures_is_taken() -> None:
    lent = Document()
    lent.element.body.remove(lent.element.body.sectPr)
    out = io.BytesIO()
    lent.save(out)
    data = write_docx(FULL, base=out.getvalue())
    assert [text for _, text in styled(data)][3:5] == [
        "2026年第3期（总第15期）",
        "党委工作部|2026年3月6日",
    ]


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ThemeError, match="there are gov, plain"):
        write_docx(FULL, theme="red")


@settings(max_examples=25, deadline=None)
@given(issues)
def test_any_issue_can_be_written(issue: Issue) -> None:
    data = write_docx(issue)
    for name, blob in parts(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(blob)
    assert from_json(parts(data)["jianbao/issue.json"]) == issue


def test_no_two_styles_share_a_name() -> None:
    root = etree.fromstring(build_base(LOOKS["gov"])["word/styles.xml"].encode())
    names = sorted(str(name.get(f"{W}val")) for name in root.iter(f"{W}name"))
    assert [a for a, b in itertools.pairwise(names) if a == b] == []


@pytest.mark.libreoffice
def test_libreoffice_opens_it_with_its_pages_and_numbers(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(write_docx(FULL, pictures=PICTURES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True)
    document = pdfium.PdfDocument(tmp_path / "a.pdf")
    pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    assert pages[0].startswith("秘密★1年000012")
    assert [page[-3:] for page in pages] == [f"—{n}—" for n in range(1, len(pages) + 1)]
    assert pages[-1].removesuffix(f"—{len(pages)}—").endswith("共印120份")
