from __future__ import annotations

import datetime as dt
import io
import json

import pikepdf
import pypdfium2

from jianbao.document.interchange import from_json, to_json
from jianbao.document.model import Byline, Imprint, Issue, Item, Masthead, Section, Subsection
from jianbao.document.write.pdf import write_pdf

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
