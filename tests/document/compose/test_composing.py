"""A whole draft: everything in its order, numbered on, and every candidate told of."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import msgspec
import pytest

from jianbao.document.compose import (
    Candidate,
    Doubt,
    LeftOut,
    Reason,
    Remark,
    compose,
    sentence,
)
from jianbao.document.compose.numbering import brought_up_to, window_after
from jianbao.document.compose.ordering import is_headquarters, rank
from jianbao.document.model import Imprint, Issue, Item, Masthead, Picture, Window
from jianbao.document.profile import Profile
from jianbao.document.text_form import format_text_form, parse_text_form

from document.compose.harbour import CHINA, PROFILE, TODAY, a_piece

CHECK = "7月{day}日，{unit}检修设备{n}台，更换轴承{n}个，恢复生产。"


def _report(name: str, unit: str, n: int, **more: object) -> Candidate:
    text = CHECK.format(day=n, unit=unit, n=n * 7)
    changed = {
        "headline": f"{unit}检修{n}号泊位设备",
        "paragraphs": (text,),
        "unit": unit,
        "received": dt.datetime(2024, 7, 1, n, tzinfo=CHINA),
    }
    return a_piece(id=name, **(changed | more))


PIECES = (
    _report("b", "西港公司", 2),
    _report("a", "东港公司", 3),
    _report("c", "东港公司机电班", 1),
    _report("d", "外轮代理行", 4),
    _report("e", "党群工作部", 5),
    _report("f", "青江港务集团", 6),
    _report("g", "西港公司", 7, headline="苏启明到西港公司检查设备检修"),
    _report("h", "", 8, headline="码头检修设备", people=("林晚舟",)),
)


def test_the_house_orders_the_items_of_one_place() -> None:
    draft = compose(PIECES, PROFILE, today=TODAY)
    assert [one.candidate for one in draft.chosen] == ["g", "f", "e", "c", "a", "b", "d", "h"]
    assert {(one.section, one.subsection) for one in draft.chosen} == {("港区一线", "岗位建功篇")}
    assert [one.item for one in draft.chosen] == [item.id for item in draft.issue.items()]


@pytest.mark.parametrize(
    ("unit", "above"),
    [
        ("青江港务集团", True),
        ("党群工作部", True),
        ("集团工会", True),
        ("东港公司", False),
        ("东港公司党群工作部", False),
        ("外轮代理行", False),
        ("", False),
    ],
)
def test_headquarters_are_the_house_and_what_is_nobody_elses(unit: str, above: bool) -> None:
    assert is_headquarters(unit, PROFILE) is above
    assert not is_headquarters("党委办公室", Profile()) or rank(
        a_piece(unit="党委办公室"), Item(), Profile()
    )


def test_only_sections_with_items_are_printed_and_the_others_named() -> None:
    draft = compose(PIECES[:2], PROFILE, today=TODAY)
    (section,) = draft.issue.sections
    assert (section.title, [group.title for group in section.subsections]) == (
        "港区一线",
        ["岗位建功篇"],
    )
    assert draft.empty == ("学·思·践", "心语", "团青风采")


def test_a_draft_is_an_issue_like_any_other() -> None:
    draft = compose(PIECES, PROFILE, today=TODAY)
    assert parse_text_form(format_text_form(draft.issue)).issue == draft.issue
    head = draft.issue.masthead
    assert (head.year, head.number, head.running_number, head.date) == (2024, 7, 31, TODAY)
    assert all(finding.code for finding in draft.findings)
    assert compose(PIECES, PROFILE, today=TODAY) == draft


def test_every_candidate_has_one_fate() -> None:
    others = (
        Candidate(id="x", kind="bounce"),
        _report("y", "东港公司", 3, received=dt.datetime(2024, 7, 2, tzinfo=CHINA)),
    )
    draft = compose([*PIECES, *others], PROFILE, today=TODAY)
    told = [one.candidate for one in draft.chosen] + [one.candidate for one in draft.left_out]
    assert sorted(told) == sorted(one.id for one in (*PIECES, *others))
    fates = {one.candidate: one.reason for one in draft.left_out}
    assert fates == {"x": "bounce", "y": "duplicate"}


def test_nothing_at_all_is_an_empty_draft() -> None:
    draft = compose([], PROFILE, today=TODAY)
    assert (draft.issue.sections, draft.chosen, draft.left_out) == ((), (), ())


def test_a_place_has_one_picture_and_the_rest_is_counted() -> None:
    shown = (Picture(file="1.jpg"), Picture(file="2.jpg", caption="检修现场"))
    pieces = [msgspec.structs.replace(one, pictures=shown) for one in PIECES[:2]]
    draft = compose(pieces, PROFILE, today=TODAY)
    first, second = draft.issue.items()
    assert [picture.file for picture in first.pictures] == ["2.jpg"]
    assert first.pictures[0].after == len(first.paragraphs)
    assert second.pictures == ()
    unused = [one.detail for chosen in draft.chosen for one in chosen.remarks]
    assert unused == ["1", "2"]


def _printed(number: int, date: dt.date, end: dt.date | None = None) -> Issue:
    window = Window(start=end, end=end) if end else None
    return Issue(
        masthead=Masthead(year=date.year, number=number, running_number=number + 24, date=date),
        imprint=Imprint(window=window),
    )


def test_numbers_go_on_from_the_later_of_profile_and_back_issues() -> None:
    back = [_printed(5, dt.date(2024, 5, 3)), _printed(8, dt.date(2024, 7, 1))]
    later = brought_up_to(PROFILE, back)
    assert (later.last_number, later.last_running_number, later.last_date) == (8, 32, "2024-07-01")
    ahead = msgspec.structs.replace(PROFILE, last_date="2024-07-02")
    assert brought_up_to(ahead, back) == ahead
    assert brought_up_to(PROFILE, []) == PROFILE
    special = _printed(1, dt.date(2024, 7, 3))
    head = msgspec.structs.replace(special.masthead, kind="special")
    assert brought_up_to(PROFILE, [msgspec.structs.replace(special, masthead=head)]) == PROFILE


def test_the_window_follows_the_last_one() -> None:
    day = dt.date(2024, 6, 20)
    back = [_printed(6, dt.date(2024, 6, 7), end=dt.date(2024, 6, 5))]
    assert window_after(back, [day], TODAY) == Window(start=dt.date(2024, 6, 6), end=TODAY)
    assert window_after([], [day], TODAY) == Window(start=day, end=TODAY)
    assert window_after([], [], TODAY) is None


def test_every_reason_and_every_doubt_is_said_in_both_languages() -> None:
    said: list[LeftOut | Remark] = [
        *(LeftOut(candidate="a", reason=one, instead="b") for one in get_args(Reason)),
        *(Remark(code=one, detail="b") for one in get_args(Doubt)),
    ]
    for one in said:
        chinese, english = sentence(one), sentence(one, "en")
        assert chinese
        assert english.isascii()
        assert "{" not in chinese + english
    unreadable = LeftOut(candidate="a", reason="unreadable", remark="文件已损坏")
    assert sentence(unreadable) == "读不出来：文件已损坏"
