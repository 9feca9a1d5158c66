from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jianbao.document.compare.slips import (
    Judgement,
    judge_change,
    judge_item_change,
    only_typos,
    only_typos_in_item,
)
from jianbao.document.model import Byline, Issue, Item, Masthead, Picture, Section, Source
from jianbao.language.facts import find_facts
from jianbao.samples import printed_issues

PRINTED = printed_issues(dt.date(2026, 6, 20))
ITEMS = [item for issue in PRINTED for item in issue.items()]


def because(old: str, new: str) -> str:
    before, after = Item(id="i01", paragraphs=(old,)), Item(id="i01", paragraphs=(new,))
    judged = judge_item_change(before, after)
    assert judged.slight == (judged.because in {"", "same"}) == only_typos_in_item(before, after)
    return judged.because


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("检修按其完成，职工满意。", "检修按期完成，职工满意。"),
        ("检修按期完成,职工满意。", "检修按期完成，职工满意。"),
        ("检修 按期完成，职工满意。", "检修按期完成；职工满意！"),
        ("推行“周五讲”，职工欢迎。", "推行周五讲，职工欢迎。"),
        ("用时３天完成ＡＢ两段。", "用时3天完成AB两段。"),
        ("党员坚守冈位，振奋精绅。", "党员坚守岗位，振奋精神。"),
        ("车间部暑检修工作。", "车间部署检修工作。"),
    ],
)
def test_a_slip_that_is_mended_is_slight(old: str, new: str) -> None:
    assert because(old, new) == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("9名党员到会。", "8名党员到会。", "figures"),
        ("九名党员到会。", "八名党员到会。", "figures"),
        ("成本3.5元。", "成本35元。", "wording"),
        ("气温-5℃。", "气温5℃。", "wording"),
        ("27日—30日开展。", "27日、30日开展。", "wording"),
        ("提高5%。", "提高5。", "wording"),
        ("采用A类标准。", "采用B类标准。", "figures"),
        ("班长王青禾说。", "班长王清禾说。", "names"),
        ("王青禾带领大家。", "王清禾带领大家。", "names"),
        ("青石分公司完成检修。", "青山分公司完成检修。", "names"),
        ("问题没有解决。", "问题已经解决。", "negation"),
        ("不准进入。", "必准进入。", "negation"),
        ("这是最好的办法。", "这是较好的办法。", "degree"),
        ("全体完成整改。", "大半完成整改。", "figures"),
        ("上午开会。", "下午开会。", "degree"),
        ("约20人参加。", "近20人参加。", "degree"),
        ("获集团级荣誉。", "获公司级荣誉。", "honours"),
        ("东坡取样。", "西坡取样。", "sense"),
        ("党员带头。", "团员带头。", "sense"),
        ("设备运往甘肃。", "设备运往宁夏。", "names"),
        ("职工反映良好。", "职工反映好。", "wording"),
        ("职工反映好。", "职工反映良好。", "wording"),
        ("车间组织技术人员检查。", "车间组织维修队伍检查。", "wording"),
        ("车间恢复生产。", "车间恢复检修。", "wording"),
        ("天地玄黄宇宙洪荒辰宿列张。", "夭地弦黄字宙鸿荒晨宿例张。", "many"),
    ],
)
def test_what_may_change_the_sense_is_content(old: str, new: str, reason: str) -> None:
    assert because(old, new) == reason


def test_everything_beside_the_text_is_content() -> None:
    item = Item(id="i01", kind="brief", title="题", paragraphs=("甲。", "乙。"))
    for changed, reason in (
        (replace(item, id="i02"), "items"),
        (replace(item, kind="notice"), "kind"),
        (replace(item, title=None), "division"),
        (replace(item, paragraphs=("甲。乙。",)), "division"),
        (replace(item, byline=Byline(raw="（青石分公司）")), "byline"),
        (replace(item, source=Source(raw="（新华社）")), "source"),
        (replace(item, pictures=(Picture(file="a.png"),)), "pictures"),
    ):
        judged = judge_item_change(item, changed)
        assert (judged.slight, judged.because, judged.item) == (False, reason, "i01")


def test_a_name_that_is_known_stays_as_it_is_in_every_item() -> None:
    signed = Item(id="i01", paragraphs=("甲。",), byline=Byline(people=("范知秋",)))
    before = Item(id="i02", paragraphs=("大家向范知秋学习。",))
    after = Item(id="i02", paragraphs=("大家向范知秌学习。",))
    issue = Issue(sections=(Section(title="榜", items=(signed, before)),))
    changed = Issue(sections=(Section(title="榜", items=(signed, after)),))
    assert judge_change(issue, changed) == Judgement(slight=False, because="names", item="i02")


def test_an_issue_that_says_something_else_around_its_items_is_content() -> None:
    issue = PRINTED[0]
    first, *others = issue.sections
    for changed, reason in (
        (replace(issue, masthead=replace(issue.masthead, number=99)), "masthead"),
        (replace(issue, imprint=replace(issue.imprint, print_run=1)), "imprint"),
        (replace(issue, contents=("一",)), "front"),
        (replace(issue, sections=tuple(others)), "sections"),
        (replace(issue, sections=(replace(first, items=first.items[1:]), *others)), "items"),
        (replace(issue, sections=(replace(first, items=first.items[::-1]), *others)), "items"),
    ):
        judged = judge_change(issue, changed)
        assert (judged.slight, judged.because, judged.item) == (False, reason, "")
        assert not only_typos(issue, changed)
    assert judge_change(issue, issue) == Judgement(slight=True, because="same")


def test_two_slips_in_two_items_are_slight() -> None:
    issue = Issue(
        masthead=Masthead(title="简报"),
        sections=(
            Section(title="一", items=(Item(id="a", paragraphs=("振奋精绅。",)),)),
            Section(title="二", items=(Item(id="b", paragraphs=("坚守冈位。",)),)),
        ),
    )
    mended = {"振奋精绅。": "振奋精神。", "坚守冈位。": "坚守岗位。"}
    changed = issue.with_items(lambda i: replace(i, paragraphs=(mended[i.paragraphs[0]],)))
    assert judge_change(issue, changed) == Judgement(slight=True, because="")


HAN = st.sampled_from("的地得在再做作期其署暑岗冈神绅坐座象像")


@given(st.sampled_from(ITEMS), st.data())
def test_what_is_slight_leaves_every_fact_as_it_was(item: Item, data: st.DataObject) -> None:
    text = item.paragraphs[0]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text) - 1))
        text = text[:place] + data.draw(HAN | st.sampled_from("，。、 9一不最")) + text[place + 1 :]
    changed = replace(item, paragraphs=(text.strip(), *item.paragraphs[1:]))
    judged = judge_item_change(item, changed)
    if judged.slight:
        old, new = find_facts(item.paragraphs[0]), find_facts(text)
        assert [(q.value, q.unit) for q in old.quantities] == [
            (q.value, q.unit) for q in new.quantities
        ]
        assert [date.iso for date in old.dates] == [date.iso for date in new.dates]
        assert all(person.text in text for person in old.persons)
        assert all(org.text in text for org in old.orgs)
        assert [c for c in item.text if c in "不未无没非"] == [
            c for c in changed.text if c in "不未无没非"
        ]


@given(st.sampled_from(ITEMS), st.data())
def test_a_digit_a_line_or_a_sentence_is_never_slight(item: Item, data: st.DataObject) -> None:
    text = item.paragraphs[0]
    place = data.draw(st.integers(0, len(text)))
    added = data.draw(st.sampled_from(["7", "十", "不", "职工满意。"]))
    changed = replace(item, paragraphs=(text[:place] + added + text[place:],))
    assert not only_typos_in_item(item, changed)
