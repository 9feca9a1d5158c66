from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from msgspec.structs import replace

from jianbao.document.item_kinds import KINDS, kind_problems
from jianbao.document.model import Byline, Item, ItemKind, Source
from jianbao.samples import printed_issues

SIGNED = Byline(units=("青石分公司",), people=("王青禾",), raw="（青石分公司 王青禾）")
AGENCY = Source(raw="（新华社）")
SPOKEN = Source(raw="（2026年4月30日，某领导在集团工作会议上的讲话）")
WHOLE: dict[ItemKind, Item] = {
    "brief": Item(paragraphs=("检修完成。",), byline=SIGNED),
    "article": Item(title="检修纪实", paragraphs=("检修完成。", "职工满意。"), byline=SIGNED),
    "quotation": Item(paragraphs=("“安全是底线。”",), source=SPOKEN),
    "notice": Item(lead="印发《条例》。", paragraphs=("《条例》共五章。",), source=AGENCY),
    "profile": Item(paragraphs=("何嘉木，青石分公司中控操作员。中共党员。",)),
    "honour": Item(paragraphs=("青石分公司烧成车间。全年无事故。",)),
}


def said(item: Item) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.field, problem.severity) for problem in kind_problems(item)]


def test_every_kind_of_the_model_is_in_the_table() -> None:
    assert set(KINDS) == set(get_args(ItemKind)) == set(WHOLE)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_whole_item_lacks_nothing_and_an_empty_one_its_text(kind: ItemKind) -> None:
    assert said(replace(WHOLE[kind], kind=kind)) == []
    assert ("missing", "paragraphs", "error") in said(Item(kind=kind))


@pytest.mark.parametrize(
    ("item", "problems"),
    [
        (Item(paragraphs=("检修完成。",)), []),
        (
            Item(kind="article", title="检修纪实", paragraphs=("检修完成。",)),
            [("expected", "byline", "warning")],
        ),
        (
            Item(kind="article", paragraphs=("检修完成。",), byline=SIGNED),
            [("missing", "title", "error")],
        ),
        (
            Item(kind="quotation", paragraphs=("“安全。”",), byline=SIGNED),
            [("unused", "byline", "warning"), ("missing", "source", "error")],
        ),
        (
            Item(kind="quotation", paragraphs=("“安全。”",), source=AGENCY),
            [("shape", "source", "warning")],
        ),
        (
            Item(kind="notice", title="通知", paragraphs=("放假。",), byline=SIGNED),
            [],
        ),
        (
            Item(kind="notice", paragraphs=("放假。",)),
            [("expected", "lead", "warning"), ("expected", "source", "warning")],
        ),
        (
            Item(kind="profile", lead="导语。", paragraphs=("在青石分公司的中控室里；灯亮着，",)),
            [("unused", "lead", "warning"), ("name", "paragraphs", "warning")],
        ),
        (
            Item(paragraphs=("检修完成。",), byline=Byline(raw="（综合）")),
            [("shape", "byline", "warning")],
        ),
    ],
)
def test_what_a_kind_lacks_or_has_too_much_is_said(
    item: Item, problems: list[tuple[str, str, str]]
) -> None:
    assert said(item) == problems


def test_problems_speak_both_languages() -> None:
    (problem,) = kind_problems(Item(kind="article", paragraphs=("甲。",), byline=SIGNED))
    assert problem.said() == "文章须有标题。"
    assert problem.said("en") == "Article: a title is missing."


def test_what_was_printed_has_no_error() -> None:
    for issue in printed_issues(dt.date(2026, 6, 20)):
        errors = [p for item in issue.items() for p in kind_problems(item) if p.severity == "error"]
        assert errors == []
