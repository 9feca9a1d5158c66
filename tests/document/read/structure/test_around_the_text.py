"""What stands around the text of an issue: web sites, names of sections above groups."""

from __future__ import annotations

import datetime as dt

from jianbao.document.read.formats.characters import width_em
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.lines import Line
from jianbao.document.read.structure import read_structure
from jianbao.document.read.structure.furniture import drop_furniture
from jianbao.document.read.structure.web_furniture import drop_web_furniture

TEXT = "青江港务集团二公司组织开展夏季防暑降温慰问活动，为一线职工送去西瓜、绿豆汤和防暑药品。"


def _line(text: str, **cues: object) -> Line:
    fields = {"whole": True, "width": width_em(text), "number": 1, **cues}
    return Line(text=text, **fields)  # type: ignore[arg-type] # cues are checked


WEB_PAGE = [
    _line("首页", mark="•"),
    _line("集团概况", mark="•"),
    _line("当前位置：首页 >> 信息公开 >> 正文"),
    _line("青江港务简报（2022年第7期）", size=2.0, level=1),
    _line("发布时间：2022-07-20　　来源：党委办公室　　浏览次数：318　　【字体：大 中 小】"),
    _line("安全生产", size=1.12, bold=4, align="center"),
    _line(TEXT),
    _line("职工生活", size=1.12, bold=4, align="center"),
    _line(TEXT),
    _line("编辑：何晓舟"),
    _line("上一篇：青江港务简报（2022年第6期）"),
    _line("版权所有：青江港务集团　ICP备案：青ICP备00000000号"),
]


def test_a_web_site_leaves_only_the_issue() -> None:
    (issue,) = read_structure(WEB_PAGE).issues
    head = issue.masthead
    assert (head.title, head.number, head.date) == ("青江港务简报", 7, dt.date(2022, 7, 20))
    assert head.department == "党委办公室"
    assert [section.title for section in issue.sections] == ["安全生产", "职工生活"]
    assert len(list(issue.items())) == 2
    assert issue.imprint.other == ()


def test_lines_of_a_file_with_pages_are_no_web_page() -> None:
    lines = [_line("上一篇：青江港务简报", page=1), _line("当前位置：首页", page=1)]
    assert drop_web_furniture(lines) == lines


def test_drawn_rules_go_and_marks_of_text_stay() -> None:
    lines = drop_furniture(read_text_lines("正文一。\n────────────\n正文二。\n——"))
    assert [(line.text, line.gap) for line in lines] == [
        ("正文一。", 0),
        ("正文二。", 1),
        ("——", 0),
    ]


def test_a_name_right_above_a_group_is_its_section() -> None:
    lines = [
        _line("青江港务简报", size=2.0),
        _line("2022年第7期"),
        _line("营商环境"),
        _line("【部门行动】"),
        _line(TEXT),
        _line("【基层实践】"),
        _line(TEXT),
        _line("港城共建"),
        _line("【街道来信】"),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    assert [(s.title, [g.title for g in s.subsections]) for s in issue.sections] == [
        ("营商环境", ["部门行动", "基层实践"]),
        ("港城共建", ["街道来信"]),
    ]


def test_a_title_that_breaks_in_a_phrase_is_one_title() -> None:
    lines = [
        _line("督查通报", size=2.0),
        _line("2022年第7期"),
        _line("关于2022年重点港航项目建设情况的", size=1.3, align="center"),
        _line("督查通报", size=1.3, align="center"),
        _line(TEXT),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    (item,) = issue.items()
    assert (item.title, len(item.paragraphs)) == ("关于2022年重点港航项目建设情况的督查通报", 2)
