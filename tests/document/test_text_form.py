"""The text form says all of an issue, and says it as a person would."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings

from jianbao.document.model import Byline, Issue, Item, Note, Picture, Section, Subsection, Table
from jianbao.document.text_form import (
    TextFormError,
    format_text_form,
    is_text_form,
    parse_text_form,
)

from strategies import issues, texts

TEXT = """---
jianbao: 1
刊名: 云岭党建
year: 2031
number: 7
department: 党群工作部
date: 2031-04-08
window: 2031-03-28 / 2031-04-06
发放: [公司领导, 各厂]
---

> **编者按**
>
> 本期谈
> 节能。

# 厂区动态

**云岭水泥开展节能竞赛。**三个月共节电
12万千瓦时。（云岭水泥 李明远）

第二条简讯。

![](lamp.png "新灯")

## 【先进集体】

### 烧成车间

第一段。

第二段。（新华社）

***

又一条简讯。
"""


@given(issues)
@settings(deadline=None, max_examples=150)
def test_parse_undoes_format(issue: Issue) -> None:
    assert parse_text_form(format_text_form(issue)).issue == issue


@given(texts)
@settings(deadline=None)
def test_format_of_parse_is_a_fixed_point(body: str) -> None:
    once = format_text_form(parse_text_form(f"---\njianbao: 1\n---\n\n{body}\n").issue)
    assert format_text_form(parse_text_form(once).issue) == once


def test_a_text_written_by_hand_is_understood() -> None:
    issue = parse_text_form(TEXT).issue
    assert issue.masthead.title == "云岭党建"
    assert issue.masthead.date == dt.date(2031, 4, 8)
    assert issue.imprint.distribution == ("公司领导", "各厂")
    assert issue.imprint.window is not None
    assert issue.imprint.window.end == dt.date(2031, 4, 6)
    assert issue.note == Note(title="编者按", paragraphs=("本期谈节能。",))
    assert issue.sections == (
        Section(
            title="厂区动态",
            items=(
                Item(
                    id="i01",
                    lead="云岭水泥开展节能竞赛。",
                    paragraphs=("三个月共节电12万千瓦时。",),
                    byline=Byline(
                        units=("云岭水泥",), people=("李明远",), raw="（云岭水泥 李明远）"
                    ),
                ),
                Item(
                    id="i02",
                    paragraphs=("第二条简讯。",),
                    pictures=(Picture(file="lamp.png", caption="新灯", after=1),),
                ),
            ),
            subsections=(
                Subsection(
                    title="先进集体",
                    bracketed=True,
                    items=(
                        issue.sections[0].subsections[0].items[0],
                        Item(id="i04", paragraphs=("又一条简讯。",)),
                    ),
                ),
            ),
        ),
    )
    titled = issue.sections[0].subsections[0].items[0]
    assert (titled.title, titled.paragraphs) == ("烧成车间", ("第一段。", "第二段。"))
    assert titled.source is not None
    assert titled.source.raw == "（新华社）"


def test_plain_items_carry_no_comment() -> None:
    body = format_text_form(parse_text_form(TEXT).issue).split("---\n", 2)[2]
    assert "<!--" not in body


def test_tables_are_pipes_with_a_caption() -> None:
    table = Table(rows=(("单位", "条数"), ("一厂", "3 | 4")), caption="采用", after=1)
    item = Item(id="i01", paragraphs=("如下。",), tables=(table,))
    issue = Issue(sections=(Section(title="统计", items=(item,)),))
    text = format_text_form(issue)
    assert "| 单位 | 条数 |\n| --- | --- |\n| 一厂 | 3 \\| 4 |\n: 采用" in text
    assert parse_text_form(text).issue == issue


def test_rules_can_be_switched_off_for_an_item() -> None:
    text = "---\njianbao: 1\n---\n\n# 一\n\n甲。\n\n<!-- proof: off P101, W602 -->\n\n乙。\n"
    form = parse_text_form(text)
    assert form.ignored == {"i02": frozenset({"P101", "W602"})}
    again = parse_text_form(format_text_form(form.issue, ignored=form.ignored))
    assert again == form


def test_two_comments_on_a_line_are_no_attributes() -> None:
    form = parse_text_form("---\njianbao: 1\n---\n\n<!-- item --><!-- item -->\n\n甲。\n")
    assert [problem.code for problem in form.problems] == ["comments"]
    assert [item.text for item in form.issue.items()] == ["甲。"]


def test_blanks_inside_a_byline_are_kept() -> None:
    byline = Byline(raw="（白川分公司  田小舟）")
    item = Item(id="i01", paragraphs=("甲。",), byline=byline)
    issue = Issue(sections=(Section(title="一", items=(item,)),))
    assert parse_text_form(format_text_form(issue)).issue == issue


def test_comments_are_said_to_be_left_out() -> None:
    form = parse_text_form("---\njianbao: 1\n---\n\n甲。\n\n<!-- 待核 -->\n")
    assert [problem.code for problem in form.problems] == ["comments"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没有前言", "line 1"),
        ("---\njianbao: 2\n---\n", "text form 2"),
        ("---\njianbao: 1\nnumber: 七\n---\n", "number"),
        ("---\njianbao: 1\n刊号: 7\n---\n", "刊号"),
        ("---\njianbao: 1\na: &x [1]\nb: *x\n---\n", "aliases"),
        ("---\n- 1\n---\n", "table"),
        ("---\na: [\n---\n", "front matter"),
        ("---\njianbao: 1\n---\n\n<!-- item kind=poem -->\n\n诗。\n", "line 5"),
        ("---\njianbao: 1\n---\n\n<!-- item colour=red -->\n\n红。\n", "colour"),
    ],
)
def test_bad_text_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(TextFormError, match=said):
        parse_text_form(text)


def test_only_front_matter_with_the_mark_is_the_text_form() -> None:
    assert is_text_form(TEXT)
    assert not is_text_form("---\ntitle: 周刊\n---\n\n# 周刊\n")
    assert not is_text_form("云岭党建\n")


def test_a_comment_takes_no_text_with_it() -> None:
    body = "<!-- 待核 -->\n<!-- 再核 --> 甲。\n\n乙。\n\n<!-- 未完\n丙。\n"
    form = parse_text_form(f"---\njianbao: 1\n---\n\n# 一\n\n{body}")
    assert [item.paragraphs for item in form.issue.items()] == [
        ("甲。",),
        ("乙。",),
        ("<!-- 未完丙。",),
    ]
    assert [problem.where for problem in form.problems] == ["line 7", "line 8"]


def test_quotations_before_the_first_section_are_one_note() -> None:
    body = "> **编者按**\n>\n> 甲 safety\n> first\n\n> 乙。\n\n# 一\n\n> 丙。\n"
    issue = parse_text_form(f"---\njianbao: 1\n---\n\n{body}").issue
    assert issue.note == Note(paragraphs=("甲 safety first", "乙。"))
    assert [item.paragraphs for item in issue.items()] == [("丙。",)]


def test_a_rule_switched_off_for_no_item_is_said() -> None:
    form = parse_text_form("---\njianbao: 1\n---\n\n甲。\n\n<!-- proof: off P101 -->\n")
    assert form.ignored == {}
    assert [problem.where for problem in form.problems] == ["line 7"]
