from __future__ import annotations

from jianbao.document.facts import DateFact, QuantityFact, facts_of_issue, roster_of
from jianbao.document.model import Byline, Issue, Item, Masthead, Section, Source
from jianbao.document.profile import Profile, UnitProfile


def issue(*items: Item) -> Issue:
    return Issue(
        masthead=Masthead(title="青江港务工作简报", year=2024, department="办公室"),
        sections=(Section(title="港区动态", items=items),),
    )


def test_facts_of_text_byline_and_source_stand_in_one_list() -> None:
    item = Item(
        id="i01",
        lead="完成首票换装。",
        paragraphs=("6月28日用时3小时完成约50个标准箱换装。",),
        byline=Byline(units=("东港公司",), people=("周砚清",), raw="（东港公司 周砚清）"),
        source=Source(raw="（新华社）"),
    )
    (facts,) = facts_of_issue(issue(item))
    assert (facts.id, facts.text) == ("i01", item.text)
    assert facts.quantities == (
        QuantityFact(text="3小时", value=3, unit="小时", approx=""),
        QuantityFact(text="50个", value=50, unit="个", approx="约"),
    )
    assert facts.dates == (DateFact(text="6月28日", iso="2024-06-28"),)
    assert facts.orgs == ("新华社", "东港公司")
    assert facts.persons == ("周砚清",)


def test_each_fact_is_named_once() -> None:
    item = Item(
        id="i01",
        paragraphs=("东港公司完成3项整改。", "东港公司再完成3项整改。"),
        byline=Byline(units=("东港公司",), raw="（东港公司）"),
    )
    (facts,) = facts_of_issue(issue(item))
    assert facts.orgs == ("东港公司",)
    assert [quantity.text for quantity in facts.quantities] == ["3项"]


def test_no_fact_runs_over_the_joint_of_two_parts() -> None:
    item = Item(id="i01", title="安全生产2024", paragraphs=("5小时无事故。",))
    (facts,) = facts_of_issue(issue(item))
    assert [(quantity.text, quantity.value) for quantity in facts.quantities] == [("5小时", 5)]


def test_who_signs_one_item_is_known_in_the_others() -> None:
    signed = Item(
        id="i01", paragraphs=("甲。",), byline=Byline(units=("北泊",), people=("林晚舟",))
    )
    named = Item(id="i02", paragraphs=("昨天林晚舟去北泊看望职工。",))
    facts = facts_of_issue(issue(signed, named))[1]
    assert (facts.orgs, facts.persons) == (("北泊",), ("林晚舟",))


def test_who_is_announced_in_one_item_is_known_in_the_others() -> None:
    told = Item(id="i01", paragraphs=("昨天，院长陆静怡、科长高远、会计孟知行到会。",))
    named = Item(id="i02", title="陆静怡的十年", paragraphs=("志存高远。《孟知行日记》付印。",))
    assert [facts.persons for facts in facts_of_issue(issue(told, named))] == [
        ("陆静怡", "高远", "孟知行"),
        ("陆静怡",),
    ]


def test_the_profile_and_the_issue_make_the_roster() -> None:
    profile = Profile(units=(UnitProfile(name="东港公司", aliases=("东港",)),), people=("周砚清",))
    signed = Item(id="i01", byline=Byline(units=("东港", "机电班"), people=("林晚舟",)))
    roster = roster_of(issue(signed), profile)
    assert [unit.name for unit in roster.units] == ["东港公司", "办公室", "机电班"]
    assert roster.people == ("周砚清", "林晚舟")
    assert roster.canonical("东港") == "东港公司"
