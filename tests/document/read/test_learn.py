"""What a series teaches: names with their other spellings, lists, and where numbering stands."""

from __future__ import annotations

import datetime as dt

from jianbao.document.model import (
    Byline,
    Imprint,
    Issue,
    Item,
    Masthead,
    Section,
    Subsection,
)
from jianbao.document.profile import EMPTY, SectionProfile, UnitProfile
from jianbao.document.read.learn import learn_profile


def _item(unit: str, person: str) -> Item:
    byline = Byline(units=(unit,), people=(person,), raw=f"（{unit} {person}）")
    return Item(paragraphs=("工作按期完成。",), byline=byline)


def _issue(number: int, sections: tuple[Section, ...], **imprint: tuple[str, ...] | str) -> Issue:
    masthead = Masthead(
        title="云岭 简报" if number == 1 else "云岭简报",
        year=2023,
        number=number,
        running_number=number + 40,
        department="办公室",
        date=dt.date(2023, number, 15),
    )
    return Issue(masthead=masthead, sections=sections, imprint=Imprint(**imprint))  # type: ignore[arg-type] # fields of the imprint


FIRST = _issue(
    1,
    (
        Section(title="一、工作动态", items=(_item("云岭新材料公司", "李红"),)),
        Section(title="光荣榜", subsections=(Subsection(title="2022年劳动模范"),)),
    ),
    distribution=("公司领导", "各部门"),
    submission_address="a@yunling.example",
)
SECOND = _issue(
    2,
    (
        Section(title="学习园地", items=(_item("云岭新材", "王芳"), _item("云岭新材", "李红"))),
        Section(title="工作 动态", items=(_item("矿山分公司", "赵远"),)),
        Section(title="光荣榜", subsections=(Subsection(title="2023年劳动模范"),)),
    ),
    distribution=("公司领导", "各单位"),
)


def test_a_series_is_learnt_whatever_the_order() -> None:
    profile = learn_profile([SECOND, FIRST])
    assert profile == learn_profile([FIRST, SECOND])
    assert (profile.title, profile.title_aliases) == ("云岭简报", ("云岭 简报",))
    assert profile.sections == (
        SectionProfile(title="学习园地"),
        SectionProfile(title="工作 动态", aliases=("一、工作动态",)),
        SectionProfile(title="光荣榜", subsections=("劳动模范",)),
    )
    assert profile.units == (
        UnitProfile(name="云岭新材", aliases=("云岭新材料公司",)),
        UnitProfile(name="矿山分公司"),
    )
    assert profile.people == ("李红", "王芳", "赵远")


def test_lists_and_numbers_are_those_of_the_latest_issue_that_has_them() -> None:
    profile = learn_profile([FIRST, SECOND])
    assert profile.distribution == ("公司领导", "各单位")
    assert profile.submission_address == "a@yunling.example"
    assert (profile.last_year, profile.last_number, profile.last_running_number) == (2023, 2, 42)
    assert (profile.last_date, profile.department) == ("2023-02-15", "办公室")


def test_no_issues_teach_nothing() -> None:
    assert learn_profile([]) == EMPTY
