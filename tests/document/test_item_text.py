from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jianbao.document.item_text import (
    ItemText,
    Signed,
    format_item_text,
    format_signers,
    parse_item_text,
    propose_lead,
    signers,
    split_signature,
)
from jianbao.document.model import Byline, Item, Picture, Source
from jianbao.samples import printed_issues

import strategies

PRINTED = [item for issue in printed_issues(dt.date(2026, 6, 20)) for item in issue.items()]


def _fits(item: Item) -> Item:
    """An item whose pictures and tables stand within its paragraphs, as a desk makes them."""
    last = len(item.paragraphs)
    return replace(
        item,
        title=item.title or None,
        lead=item.lead or None,
        source=item.source if item.source and item.source.raw else None,
        pictures=tuple(replace(p, after=min(p.after, last)) for p in item.pictures),
        tables=tuple(replace(t, after=min(t.after, last)) for t in item.tables),
    )


@given(strategies.items.map(_fits))
def test_an_item_comes_back_as_it_was(item: Item) -> None:
    assert parse_item_text(format_item_text(item), kind=item.kind, before=item) == item


@given(*[st.text(max_size=30)] * 5)
def test_whatever_is_typed_makes_an_item(
    title: str, lead: str, body: str, byline: str, source: str
) -> None:
    item = parse_item_text(ItemText(title, lead, body, byline, source))
    assert all(item.paragraphs)
    assert parse_item_text(format_item_text(item), before=item) == item


@pytest.mark.parametrize("item", PRINTED, ids=lambda item: item.text[:10])
def test_a_printed_item_is_read_from_its_fields_alone(item: Item) -> None:
    units = item.byline.units if item.byline else ()
    read = parse_item_text(format_item_text(item), kind=item.kind, units=units)
    assert replace(read, id=item.id, pictures=item.pictures, tables=item.tables) == item


def test_fields_are_cleaned() -> None:
    text = ItemText(
        title="  检修纪实 ",
        body="　　**检修完成。**用时3天。\r\n\r\n　　职工\u0007满意。  \n",
        byline="青石分公司　王青禾",
    )
    assert parse_item_text(text, kind="article") == Item(
        kind="article",
        title="检修纪实",
        lead="检修完成。",
        paragraphs=("用时3天。", "职工 满意。"),
        byline=Byline(units=("青石分公司",), people=("王青禾",), raw="（青石分公司　王青禾）"),
    )


def test_a_byline_that_nobody_understands_is_kept_as_it_stands() -> None:
    item = parse_item_text(ItemText(body="检修完成。", byline="（本报综合）", source="新华社"))
    assert item.byline is not None
    assert item.byline.raw == "（本报综合）"
    assert item.source == Source(raw="（新华社）")


def test_pictures_stay_within_what_is_left_of_the_text() -> None:
    before = Item(id="i03", paragraphs=("甲。", "乙。"), pictures=(Picture(file="a.png", after=2),))
    after = parse_item_text(ItemText(body="甲。"), before=before)
    assert (after.id, after.pictures) == ("i03", (Picture(file="a.png", after=1),))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (
            "集团召开检修例会。会议通报了结果。\n职工满意。",
            ("集团召开检修例会。", "会议通报了结果。\n职工满意。"),
        ),
        ("从今天起，我们检修。会议通报了结果。", None),
        ("集团召开检修例会。", None),
        ("", None),
    ],
)
def test_a_first_sentence_that_reads_as_a_headline_is_proposed(
    body: str, parts: tuple[str, str] | None
) -> None:
    assert propose_lead(body) == parts


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("检修完成。（青石分公司 王青禾）", ("检修完成。", "（青石分公司 王青禾）", "")),
        ("检修完成。\n（青石分公司 王青禾）", ("检修完成。", "（青石分公司 王青禾）", "")),
        ("印发条例。（新华社）", ("印发条例。", "", "（新华社）")),
        ("检修完成（见图）。", ("检修完成（见图）。", "", "")),
    ],
)
def test_the_signature_at_the_end_is_split_off(body: str, parts: tuple[str, str, str]) -> None:
    assert split_signature(body) == parts


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (
            "（青石分公司 王青禾；南坪矿业 冯一帆、范知秋）",
            (Signed("青石分公司", ("王青禾",)), Signed("南坪矿业", ("冯一帆", "范知秋"))),
        ),
        ("（党群工作部 财务部）", (Signed("党群工作部"), Signed("财务部"))),
        ("（青石分公司 王青禾）", (Signed("青石分公司", ("王青禾",)),)),
        ("", ()),
    ],
)
def test_each_unit_signs_with_its_own_people(printed: str, read: tuple[Signed, ...]) -> None:
    assert signers(printed) == read
    assert format_signers(read) == printed
