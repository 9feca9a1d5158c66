from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from jianbao.document.compare import Comparison, as_json, compare, format_comparison
from jianbao.document.compare.comparison import FieldChange, SectionChange
from jianbao.document.compare.pairing import moved_pairs
from jianbao.document.compare.report import FIELDS_ZH
from jianbao.document.model import (
    Byline,
    Imprint,
    Issue,
    Item,
    Masthead,
    Note,
    Section,
    Subsection,
    Window,
)

from strategies import issues

BUS = Item(id="i01", lead="夜班班车开通。", paragraphs=("每晚22时30分发车，沿途停靠6站。",))
RECORD = Item(id="i02", paragraphs=("三号泊位单班装卸1140标箱，刷新港口纪录。",))
REPAIR = Item(id="i03", paragraphs=("突击队连续作业11小时，抢修二号皮带机。",))
STUDY = Item(id="i04", paragraphs=("机关支部集中学习安全生产法，人人谈体会。",))
BEFORE = Issue(
    masthead=Masthead(title="青江港务党建", number=3),
    sections=(
        Section(title="要闻", items=(BUS, RECORD, REPAIR)),
        Section(title="学习", subsections=(Subsection(title="支部篇", items=(STUDY,)),)),
    ),
    imprint=Imprint(print_run=120),
)


def with_items(*items: Item) -> Issue:
    return Issue(sections=(Section(title="要闻", items=items),))


def test_an_issue_is_the_same_as_itself() -> None:
    comparison = compare(BEFORE, BEFORE)
    assert comparison.same
    assert comparison == Comparison()
    assert format_comparison(comparison) == "两期内容相同。\n"
    assert format_comparison(comparison, language="en") == "The issues are the same.\n"


def test_a_new_item_shifts_ids_and_is_still_the_only_news() -> None:
    extra = Item(id="i01", paragraphs=("青年志愿者到敬老院服务。",))
    shifted = (extra, replace(BUS, id="i02"), replace(RECORD, id="i03"), replace(REPAIR, id="i04"))
    comparison = compare(with_items(BUS, RECORD, REPAIR), with_items(*shifted))
    assert [place.head for place in comparison.added] == ["青年志愿者到敬老院服务。"]
    assert (comparison.removed, comparison.moved, comparison.changed) == ((), (), ())


def test_a_removed_item_is_said_with_its_old_place() -> None:
    comparison = compare(with_items(BUS, RECORD), with_items(RECORD))
    [gone] = comparison.removed
    assert (gone.id, gone.section, gone.position) == ("i01", "要闻", 1)
    assert comparison.moved == ()


def test_only_the_item_taken_out_of_line_has_moved() -> None:
    comparison = compare(with_items(BUS, RECORD, REPAIR), with_items(RECORD, REPAIR, BUS))
    [move] = comparison.moved
    assert (move.before.id, move.before.position, move.after.position) == ("i01", 1, 3)


@pytest.mark.parametrize(
    ("olds", "moved"),
    [
        ([], []),
        ([0, 1, 2], []),
        ([2, 1, 0], [2, 1]),
        ([3, 0, 1, 2], [3]),
        ([1, 2, 3, 0], [0]),
        ([0, 4, 1, 2, 3, 5], [4]),
        ([5, 0, 1, 6, 2, 3], [5, 6]),
    ],
)
def test_the_fewest_pairs_have_moved(olds: list[int], moved: list[int]) -> None:
    pairs = [(old, new) for new, old in enumerate(olds)]
    assert [old for old, new in pairs if (old, new) in moved_pairs(pairs)] == moved


def test_an_item_in_another_section_has_moved() -> None:
    after = replace(
        BEFORE,
        sections=(
            Section(title="要闻", items=(BUS, RECORD)),
            Section(title="学习", subsections=(Subsection(title="支部篇", items=(REPAIR, STUDY)),)),
        ),
    )
    [move] = compare(BEFORE, after).moved
    assert (move.before.section, move.after.section) == ("要闻", "学习 / 支部篇")


def test_a_change_is_told_by_character() -> None:
    after = replace(RECORD, paragraphs=("三号泊位单班装卸1160标箱，刷新全港纪录。",))
    [change] = compare(with_items(RECORD), with_items(after)).changed
    assert [(e.kind, e.old, e.new, e.a_start) for e in change.edits if e.kind != "equal"] == [
        ("replace", "4", "6", 10),
        ("replace", "港口", "全港", 17),
    ]
    assert "".join(edit.new for edit in change.edits) == after.text


def test_the_id_pairs_items_whose_text_changed_much() -> None:
    old = Item(id="a", paragraphs=("二号泊位完成岸桥电缆更换，工期提前两天。",))
    new = Item(id="a", paragraphs=("二号泊位完成堆场照明改造，比计划提前两天完工，节电三成。",))
    comparison = compare(with_items(old), with_items(new))
    assert len(comparison.changed) == 1
    renamed = compare(with_items(old), with_items(replace(new, id="b")))
    assert (len(renamed.added), len(renamed.removed)) == (1, 1)


def test_an_id_alone_pairs_nothing() -> None:
    comparison = compare(with_items(BUS), with_items(replace(STUDY, id="i01")))
    assert (len(comparison.added), len(comparison.removed)) == (1, 1)


def test_fields_beside_the_text_are_compared() -> None:
    after = replace(RECORD, byline=Byline(raw="（三号码头 陆知行）"))
    [change] = compare(with_items(RECORD), with_items(after)).changed
    assert change.edits == ()
    assert change.fields == (FieldChange(field="byline", before="", after="（三号码头 陆知行）"),)


def test_what_prints_the_same_is_the_same() -> None:
    day = dt.date(2026, 3, 6)
    kept = Imprint(window=Window(start=day, end=day), window_text="3月6日", copies=("甲", "乙"))
    plain = Imprint(window=Window(start=day, end=day), copies=("甲、乙",))
    read = replace(RECORD, byline=Byline(raw="（三号码头 陆知行）"))
    understood = replace(read, byline=Byline(raw="（三号码头 陆知行）", people=("陆知行",)))
    a = replace(with_items(read), imprint=kept)
    assert compare(a, replace(with_items(understood), imprint=plain)).same


def test_another_division_of_the_same_text_is_a_change() -> None:
    whole = Item(id="i01", paragraphs=("第一句。第二句。",))
    parted = Item(id="i01", paragraphs=("第一句。", "第二句。"))
    [change] = compare(with_items(whole), with_items(parted)).changed
    assert [field.after for field in change.fields] == ["¶¶第一句。¶第二句。"]


def test_masthead_imprint_note_and_contents_are_compared() -> None:
    after = replace(
        BEFORE,
        masthead=Masthead(title="青江港务党建", number=4),
        contents=("夜班班车开通",),
        note=Note(paragraphs=("欢迎来稿。",)),
        imprint=Imprint(copies=("集团党群部", "工会")),
    )
    comparison = compare(BEFORE, after)
    said = [
        (change.field, change.before, change.after)
        for change in (*comparison.masthead, *comparison.front, *comparison.imprint)
    ]
    assert said == [
        ("number", "3", "4"),
        ("contents", "", "夜班班车开通"),
        ("note", "", "编者按：欢迎来稿。"),
        ("copies", "", "集团党群部、工会"),
        ("print_run", "120", ""),
    ]


def test_a_renamed_section_moves_nothing() -> None:
    news, study = BEFORE.sections
    comparison = compare(BEFORE, replace(BEFORE, sections=(news, replace(study, title="学思"))))
    assert comparison.sections == (SectionChange(kind="renamed", before="学习", after="学思"),)
    assert comparison.moved == ()


@pytest.mark.parametrize("kind", ["added", "removed"])
def test_sections_come_and_go(kind: str) -> None:
    more = replace(BEFORE, sections=(*BEFORE.sections, Section(title="文化")))
    pair = (BEFORE, more) if kind == "added" else (more, BEFORE)
    [change] = compare(*pair).sections
    assert (change.kind, change.before or change.after) == (kind, "文化")


def changed() -> Comparison:
    record = replace(RECORD, paragraphs=("三号泊位单班装卸1160标箱，刷新港口纪录。",))
    after = replace(
        BEFORE,
        masthead=Masthead(title="青江港务党建", number=4),
        sections=(
            Section(title="要闻", items=(record, REPAIR)),
            Section(
                title="学习",
                subsections=(
                    Subsection(title="支部篇", items=(STUDY,)),
                    Subsection(title="青年篇"),
                ),
            ),
        ),
        imprint=Imprint(),
    )
    return compare(BEFORE, after)


def test_the_report_reads_without_colour() -> None:
    assert (
        format_comparison(changed())
        == """\
报头
  期号: 3 → 4
栏目
  增 学习 / 青年篇
条目：增 0，删 1，移 0，改 1
  - 删 [要闻 第1条]  夜班班车开通。
  * 改 [要闻 第1条]  三号泊位单班装卸1160标箱，刷新港口纪录。
      三号泊位单班装卸11[-4-]{+6+}0标箱，刷新港口纪录。
报尾
  印数: 120 → （无）
"""
    )


def test_the_report_reads_in_english() -> None:
    lines = format_comparison(changed(), language="en").splitlines()
    assert lines[:2] == ["Masthead", "  number: 3 → 4"]
    assert "Items: 0 added, 1 removed, 0 moved, 1 changed" in lines
    assert lines[-1] == "  print_run: 120 → (none)"


def test_every_field_that_can_change_has_its_word() -> None:
    compared = {
        *Masthead.__struct_fields__,
        *Imprint.__struct_fields__,
        *Item.__struct_fields__,
        *("contents", "note", "division"),
    }
    assert compared - {"id", "lead", "paragraphs"} == set(FIELDS_ZH)


def test_the_report_can_be_coloured() -> None:
    assert "\x1b[31;9m4\x1b[0m\x1b[32;4m6\x1b[0m" in format_comparison(changed(), colour=True)


def test_long_equal_stretches_are_shortened() -> None:
    long = "一二三四五六七八九十" * 5
    old, new = (Item(id="a", paragraphs=(f"{long}{mark}{long}",)) for mark in "甲乙")
    report = format_comparison(compare(with_items(old), with_items(new)))
    assert (
        "      …九十一二三四五六七八九十[-甲-]{+乙+}一二三四五六七八九十一二…"
        in report.splitlines()
    )


def test_the_comparison_is_json() -> None:
    said = json.loads(msgspec.json.encode(as_json(changed())))
    assert said["same"] is False
    assert said["changed"][0]["edits"][1] == {
        "kind": "replace",
        "old": "4",
        "new": "6",
        "a_start": 10,
        "a_end": 11,
        "b_start": 10,
        "b_end": 11,
    }


@settings(max_examples=20, deadline=None)
@given(issues, issues)
def test_any_two_issues_can_be_compared(a: Issue, b: Issue) -> None:
    comparison = compare(a, b)
    counts = (len(list(a.items())), len(list(b.items())))
    assert counts[0] - len(comparison.removed) == counts[1] - len(comparison.added)
    for change in comparison.changed:
        if change.edits:
            assert "".join(edit.old for edit in change.edits) in {item.text for item in a.items()}
    assert format_comparison(comparison).endswith("\n")
    assert msgspec.json.encode(as_json(comparison))


@settings(max_examples=15, deadline=None)
@given(issues)
def test_any_issue_is_the_same_as_itself(issue: Issue) -> None:
    assert compare(issue, issue).same
