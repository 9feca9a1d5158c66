from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdfium2

from jianbao.document.interchange import from_json, to_json
from jianbao.document.model import Byline, Imprint, Issue, Item, Masthead, Section, Subsection
from jianbao.document.write.pdf import Press, write_pdf

ISSUE = Issue(
    masthead=Masthead(
        title="云岭水泥党群工作",
        year=2026,
        number=12,
        running_number=12,
        department="党群工作部",
        date=dt.date(2026, 6, 4),
    ),
    sections=(
        Section(
            title="学·习之路",
            items=(
                Item(
                    id="i01",
                    lead="云岭水泥完成窑系统改造。",
                    paragraphs=("改造后日产熟料5200吨，“双碳”任务按期完成。",),
                    byline=Byline(raw="（第一分厂 林知远）"),
                ),
            ),
            subsections=(
                Subsection(
                    title="为群众办实事篇",
                    items=(Item(id="i02", title="工会送清凉", paragraphs=("慰问一线职工。",)),),
                ),
            ),
        ),
    ),
    imprint=Imprint(distribution=("公司领导", "各单位"), submission_address="a@yl.example.cn"),
)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_the_text_of_the_pdf_is_the_text_of_the_issue() -> None:
    assert pdf_text(write_pdf(ISSUE)) == (
        "云岭水泥党群工作2026年第12期（总第12期）党群工作部2026年6月4日学·习之路"
        "云岭水泥完成窑系统改造。改造后日产熟料5200吨，“双碳”任务按期完成。（第一分厂林知远）"
        "为群众办实事篇工会送清凉慰问一线职工。"
        "发放：公司领导、各单位投稿邮箱：a@yl.example.cn—1—"
    )


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert write_pdf(ISSUE) == write_pdf(ISSUE)


def test_the_source_is_inside_byte_for_byte() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(ISSUE))) as pdf:
        attached = pdf.attachments["issue.json"]
        data = attached.get_file().read_bytes()
        relationship = attached.relationship
    assert data == to_json(ISSUE)
    assert from_json(data) == ISSUE
    assert str(relationship) == "/Source"
    assert json.loads(data)["schema"] == "jianbao-issue/1"


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import sys, hashlib\n"
        "from jianbao.document.interchange import from_json\n"
        "from jianbao.document.write.pdf import write_pdf\n"
        "print(hashlib.sha256(write_pdf(from_json(sys.stdin.buffer.read()))).hexdigest())\n"
    )
    said = subprocess.run(  # input and program are ours
        [sys.executable, "-c", program], input=to_json(ISSUE), capture_output=True, check=True
    )
    assert said.stdout.decode().strip() == hashlib.sha256(write_pdf(ISSUE)).hexdigest()


def test_the_document_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(ISSUE))) as pdf:
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        language = str(pdf.Root.Lang)
        with pdf.open_metadata() as metadata:
            claims = (metadata["pdfaid:part"], metadata["pdfaid:conformance"])
            accessible = metadata["pdfuaid:part"]
    assert info["/Title"] == "云岭水泥党群工作 2026年第12期（总第12期）"
    assert info["/Author"] == "党群工作部"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260604000000Z"
    assert language == "zh-CN"
    assert (claims, accessible) == (("3", "A"), "1")


def test_bookmarks_lead_to_sections_and_titles() -> None:
    document = pypdfium2.PdfDocument(write_pdf(ISSUE))
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert marks == [(0, "学·习之路"), (1, "为群众办实事篇"), (2, "工会送清凉")]


def test_an_empty_issue_is_printed() -> None:
    assert pdf_text(write_pdf(Issue())) == "—1—"


def test_two_threads_share_a_press() -> None:
    with Press() as press, ThreadPoolExecutor(2) as pool:
        found = list(pool.map(press.pdf, [ISSUE] * 4))
    assert set(found) == {write_pdf(ISSUE)}
