"""Mastheads with spans of days and two issuers; imprints broken over lines and inside brackets."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure import read_structure

if TYPE_CHECKING:
    from jianbao.document.model import Issue

BODY = """工作动态

青江港务集团二公司组织开展夏季防暑降温慰问活动，为一线
职工送去西瓜、绿豆汤和防暑药品，职工满意度再提升。（二公
司 何晓舟）

三公司举行消防演练，模拟堆场电缆起火场景，检验应急预案是
否可行，职工80余人参加，达到了预期效果。（三公司 林远）
"""


def _read(head: str, foot: str = "") -> Issue:
    (issue,) = read_structure(read_text_lines(f"{head}\n{BODY}\n{foot}")).issues
    assert [section.title for section in issue.sections] == ["工作动态"]
    assert len(list(issue.items())) == 2
    return issue


def test_a_span_of_days_is_not_the_date_of_the_issue() -> None:
    head = (
        "青江港务一周要情\n2022年第29期\n（2022年7月11日—7月17日）\n党委办公室    2022年7月18日\n"
    )
    masthead = _read(head).masthead
    assert (masthead.number, masthead.date) == (29, dt.date(2022, 7, 18))
    assert masthead.department == "党委办公室"


def test_two_units_that_issue_together_are_both_named() -> None:
    head = "督查通报\n第9期\n青江市委督查室 青江市政府督查室\n2022年7月18日\n"
    assert _read(head).masthead.department == "青江市委督查室 青江市政府督查室"


def test_what_an_imprint_breaks_is_joined() -> None:
    foot = (
        "发：各县（市、区）党委、政府，市直各单位\n投稿邮箱：jianbao@qingjiang.exa\nmple.com\n"
        "青江市政府办公室\n2022年7月19日印发（共印\n120份）\n"
    )
    imprint = _read("督查通报\n第9期\n青江市委督查室  2022年7月18日\n", foot).imprint
    assert imprint.distribution == ("各县（市、区）党委、政府", "市直各单位")
    assert imprint.submission_address == "jianbao@qingjiang.example.com"
    assert (imprint.printed_by, imprint.print_run) == ("青江市政府办公室", 120)
    assert (imprint.printed_on, imprint.other) == (dt.date(2022, 7, 19), ())


def test_a_whole_address_takes_nothing_from_the_next_line() -> None:
    foot = "发：各单位\n投稿邮箱：jianbao@qingjiang.example.com\nwww.qingjiang.example.com\n"
    imprint = _read("督查通报\n第9期\n青江市委督查室  2022年7月18日\n", foot).imprint
    assert imprint.submission_address == "jianbao@qingjiang.example.com"
    assert imprint.other == ("www.qingjiang.example.com",)


def test_a_sentence_broken_before_a_label_is_no_imprint() -> None:
    notice = "\n请各单位于7月底前报送半年总结和典型案例，联系人何晓舟，联系\n"
    notice += "电话：66881234，逾期不候。\n"
    (issue,) = read_structure(read_text_lines(f"青江港务简报\n第9期\n{BODY}{notice}")).issues
    last = list(issue.items())[-1]
    assert last.paragraphs[-1].endswith("联系人何晓舟，联系电话：66881234，逾期不候。")
    assert issue.imprint.other == ()
