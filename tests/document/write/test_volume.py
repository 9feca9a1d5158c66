from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest

from jianbao.document.interchange import to_json
from jianbao.document.model import Byline, Imprint, Issue, Item, Masthead, Section
from jianbao.document.write.volume import EmptyVolumeError, write_volume

from document.write.pdf_pages import page_texts, solid


def issue(number: int, *, length: int = 30) -> Issue:
    item = Item(
        id="i01",
        paragraphs=("港" * length + "。",),
        byline=Byline(
            units=(f"第{number}作业区", "集团工会"), raw=f"（第{number}作业区 集团工会）"
        ),
    )
    return Issue(
        masthead=Masthead(
            title="青江港务",
            year=2026,
            number=number,
            running_number=300 + number,
            department="党委办公室",
            date=dt.date(2026, number, 5),
        ),
        sections=(Section(title=f"要闻{number}", items=(item,)),),
        imprint=Imprint(distribution=("各科室",)),
    )


ISSUES = (issue(1), issue(2, length=700), issue(3))


def test_a_volume_has_cover_contents_issues_and_index() -> None:
    pages = [solid(text) for text in page_texts(write_volume(ISSUES, subtitle="2026年合订本"))]
    assert pages[0] == ("青江港务2026年合订本2026年第1期至2026年第3期党委办公室2026年3月5日")
    assert pages[1] == pages[3] == ""
    contents = pages[2].replace("·", "")
    assert contents == (
        "目录2026年第1期（总第301期）1要闻11"
        "2026年第2期（总第302期）3要闻232026年第3期（总第303期）5要闻35单位索引7I"
    )
    assert [page[:4] for page in pages[4::2]] == ["青江港务", "青江港务", "青江港务", "单位索引"]
    assert pages[-1].replace("·", "") == "单位索引第1作业区1第2作业区3第3作业区5集团工会1、3、5—7—"


def test_a_page_that_only_fills_up_bears_no_number() -> None:
    pages = [solid(text) for text in page_texts(write_volume(ISSUES))]
    assert [bool(page) for page in pages[4:]] == [True, False, True, True, True, False, True]


def test_bookmarks_lead_to_issues_and_sections() -> None:
    document = pypdfium2.PdfDocument(write_volume(ISSUES))
    marks = [
        (mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()
    ]
    document.close()
    assert marks == [
        (0, "2026年第1期（总第301期）", 4),
        (1, "要闻1", 4),
        (0, "2026年第2期（总第302期）", 6),
        (1, "要闻2", 6),
        (0, "2026年第3期（总第303期）", 8),
        (1, "要闻3", 8),
        (0, "单位索引", 10),
    ]


def test_the_sources_of_all_issues_are_inside() -> None:
    with pikepdf.open(io.BytesIO(write_volume(ISSUES))) as pdf:
        attached = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    assert attached == {
        f"issues/{number:02}.json": to_json(source) for number, source in enumerate(ISSUES, 1)
    }


def test_the_same_issues_give_the_same_bytes() -> None:
    assert write_volume(ISSUES) == write_volume(ISSUES)


def test_a_volume_of_nothing_is_refused() -> None:
    with pytest.raises(EmptyVolumeError):
        write_volume(())
