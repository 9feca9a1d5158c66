"""The front door: any bytes to a Reading, losslessly where jianbao wrote them."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zipfile

import docx
import msgspec
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.document.interchange import to_json
from jianbao.document.model import Byline, Imprint, Issue, Item, Masthead, Section, Source, Table
from jianbao.document.read.reader import read
from jianbao.document.read.source_check import still_says
from jianbao.document.text_form import format_text_form
from jianbao.document.write.pdf import write_pdf
from jianbao.document.write.web_page import write_html
from jianbao.document.write.word import write_docx

ISSUE = Issue(
    masthead=Masthead(
        title="青江港务简报",
        year=2026,
        number=3,
        running_number=27,
        department="青江港务集团办公室",
        date=dt.date(2026, 7, 1),
    ),
    sections=(
        Section(
            title="港务要闻",
            items=(
                Item(
                    id="i01",
                    lead="集团召开安全生产工作会。",
                    paragraphs=("会议总结上半年工作，部署下半年任务，要求压实责任、守住底线。",),
                    byline=Byline(
                        units=("安全环保部",), people=("林望潮",), raw="（安全环保部 林望潮）"
                    ),
                ),
                Item(
                    id="i02",
                    paragraphs=("上半年完成货物吞吐量2350万吨，同比增长6.4%，创历史同期新高。",),
                    source=Source(raw="（青江日报）"),
                    tables=(Table(rows=(("码头", "吞吐量"), ("一号", "900"), ("二号", "1450"))),),
                ),
            ),
        ),
        Section(
            title="基层动态",
            items=(
                Item(
                    id="i03", paragraphs=("二号码头开展防汛演练，检验应急预案，参演人员八十余人。",)
                ),
                Item(id="i04", paragraphs=("轮驳公司完成三艘拖轮年度检修，全部通过船级社检验。",)),
            ),
        ),
    ),
    imprint=Imprint(distribution=("集团领导", "各二级单位")),
)
WRITTEN = {
    "json": to_json(ISSUE),
    "text-form": format_text_form(ISSUE).encode(),
    "docx": write_docx(ISSUE),
    "pdf": write_pdf(ISSUE),
    "html": write_html(ISSUE).encode(),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_jianbao_wrote_comes_back_as_it_was(kind: str) -> None:
    reading = read(WRITTEN[kind])
    assert (reading.issues, reading.problems, reading.format) == ((ISSUE,), (), kind)
    assert [(one.element, one.confidence) for one in reading.origins] == [("issues[0]", 1.0)]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_without_trust_the_page_itself_is_read(kind: str) -> None:
    reading = read(WRITTEN[kind], trust_source=False)
    (issue,) = reading.issues
    assert (issue.masthead.title, issue.masthead.number) == ("青江港务简报", 3)
    assert [section.title for section in issue.sections] == ["港务要闻", "基层动态"]
    assert {origin.confidence for origin in reading.origins} != {1.0}


def _edited(**change: str) -> bytes:
    """Open the Word file as an editor would and replace, add or move a paragraph."""
    document = docx.Document(io.BytesIO(WRITTEN["docx"]))
    paragraphs = {paragraph.text: paragraph for paragraph in document.paragraphs}
    drill = next(p for text, p in paragraphs.items() if text.startswith("二号码头开展防汛"))
    if "replace" in change:
        drill.runs[-1].text = drill.runs[-1].text.replace("八十", change["replace"])
    if "add" in change:
        drill.insert_paragraph_before(change["add"])
    if "move" in change:
        other = next(p for text, p in paragraphs.items() if text.startswith(change["move"]))
        other._p.addprevious(drill._p)  # noqa: SLF001 - python-docx cannot move a paragraph
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _texts(data: bytes) -> str:
    return "\n".join(item.text for issue in read(data).issues for item in issue.items())


def test_an_untouched_copy_saved_by_another_program_is_still_lossless() -> None:
    assert read(_edited()).issues == (ISSUE,)


def test_an_edited_word_file_is_read_as_it_now_reads() -> None:
    assert "参演人员九十余人" in _texts(_edited(replace="九十"))
    assert "新增短讯。" in _texts(_edited(add="新增短讯。"))
    (moved,) = read(_edited(move="集团召开安全生产")).issues
    assert moved.sections[0].items[0].text == ISSUE.sections[1].items[0].text


def test_a_source_that_says_something_else_is_not_believed() -> None:
    other = msgspec.structs.replace(ISSUE, sections=ISSUE.sections[:1])
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(WRITTEN["pdf"])) as document:
        del document.attachments["issue.json"]
        document.attachments["issue.json"] = to_json(other)
        document.save(out)
    (issue,) = read(out.getvalue()).issues
    assert [section.title for section in issue.sections] == ["港务要闻", "基层动态"]


def test_nothing_shown_is_not_what_an_issue_says() -> None:
    assert not still_says(ISSUE, ())


def test_issues_that_the_command_printed_are_read_again() -> None:
    printed = b'{"issues": [%s, %s], "problems": []}' % (to_json(ISSUE), to_json(ISSUE))
    assert read(printed).issues == (ISSUE, ISSUE)


def test_broken_own_forms_say_where() -> None:
    text = format_text_form(ISSUE).replace("number: 3", "number: drei")
    (problem,) = read(text.encode(), language="en").problems
    assert (problem.code, problem.refused) == ("malformed", True)
    assert "number" in problem.message
    (problem,) = read(to_json(ISSUE).replace(b'"number": 3', b'"number": []')).problems
    assert (problem.code, problem.refused) == ("malformed", True)
    assert "$.masthead.number" in problem.message


def test_plain_text_and_markdown_are_told_apart_by_name() -> None:
    markdown = "# 青江港务简报\n\n第3期\n\n## 港务要闻\n\n本港上半年吞吐量再创新高。\n".encode()
    assert read(markdown, name="a.md").format == "markdown"
    assert read(markdown, name="a.txt").format == "text"
    assert read("青江港务简报\n\n第3期\n".encode("gb18030")).format == "text"


def test_front_matter_of_a_newsletter_is_its_masthead() -> None:
    head_lines = "---\ntitle: 港务周刊\nnumber: 43\ndate: 2026-07-01\n---\n"
    newsletter = head_lines + "\n## 要闻\n\n二号码头投产。\n"
    (issue,) = read(newsletter.encode(), name="43.md").issues
    head = issue.masthead
    assert (head.title, head.number, head.date) == ("港务周刊", 43, dt.date(2026, 7, 1))
    assert [item.text for item in issue.items()] == ["二号码头投产。"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("— 3 —".encode(), "empty"),
        (b"MZ" + bytes(200), "unsupported"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(20), "unsupported"),
        (b"%PDF-1.7 broken", "corrupt"),
        (b"PK\x03\x04 broken", "corrupt"),
        (b"From: a@b\r\nTo: c@d\r\nMessage-ID: <1>\r\n\r\nhello", "unsupported"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_problem(data: bytes, code: str) -> None:
    reading = read(data)
    assert [(problem.code, problem.refused) for problem in reading.problems] == [(code, True)]
    assert reading.issues == ()


def test_problems_speak_the_language_asked_for() -> None:
    assert (
        read(b"", language="en").problems[0].message == "The file holds no text that can be read."
    )
    assert read(b"").problems[0].message == "文件中没有可读的文字。"


@pytest.mark.parametrize(("language", "name"), [("zh", "（程序）"), ("en", "(a program)")])
def test_a_kind_that_none_reads_is_called_in_the_language_asked_for(
    language: str, name: str
) -> None:
    (problem,) = read(b"MZ" + bytes(200), language=language).problems
    assert name in problem.message


def _zip(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zip_of_several_files_is_read_as_one() -> None:
    photo = b"\xff\xd8\xff\xe0 picture"
    reading = read(
        _zip(
            ("b/第4期.json", WRITTEN["json"]),
            ("a/第3期.docx", WRITTEN["docx"]),
            ("a/码头.jpg", photo),
            ("c.exe", b"MZ" + bytes(200)),
            ("__MACOSX/a/._第3期.docx", b"litter"),
        )
    )
    assert reading.issues == (ISSUE, ISSUE)
    assert [one.element for one in reading.origins] == ["issues[0]", "issues[1]"]
    assert [(p.code, p.where, p.refused) for p in reading.problems] == [
        ("unsupported", "c.exe", False)
    ]
    assert reading.pictures == {"码头.jpg": photo}


def test_zips_within_zips_end_somewhere() -> None:
    data = WRITTEN["json"]
    for _ in range(3):
        data = _zip(("inner.zip", data))
    assert read(data).issues == (ISSUE,)
    (problem,) = read(_zip(("outer.zip", data))).problems
    assert (problem.code, problem.refused) == ("too-deep", True)


def test_a_file_of_our_own_needs_no_structure_reader() -> None:
    code = (
        "import sys; from jianbao.document.read.reader import read;"
        "assert read(sys.stdin.buffer.read()).issues;"
        "print([name for name in sys.modules if name.startswith('jianbao.document.read.struct')])"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, input=WRITTEN["docx"], capture_output=True, check=True)
    assert run.stdout.decode().strip() == "[]"


def test_an_empty_zip_is_empty() -> None:
    assert [problem.code for problem in read(_zip((".DS_Store", b"x"))).problems] == ["empty"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1", b"<html>", b"---\njianbao: 1\n"]
    ),
    st.binary(max_size=300),
)
def test_no_bytes_make_it_raise(head: bytes, rest: bytes) -> None:
    reading = read(head + rest)
    assert reading.issues or reading.problems


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"), name="a.md")
    assert reading.issues or reading.problems
