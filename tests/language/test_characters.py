from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.characters import (
    is_han,
    normal_form,
    normal_form_with_offsets,
    whole_characters,
    width,
)

CHARACTERS = [*"青江Ａａ２² 1b,，。“”\u3000\n〇é①ﬁ⻅", "e\u0301"]
TEXTS = st.lists(st.sampled_from(CHARACTERS), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021 年第 12 期", "2021年第12期"),
        ("ＡＢ　公司", "ab公司"),
        ("18600m²", "18600m2"),
        ("Open  Source Lab", "open source lab"),
        ("党 群 工 作 部", "党群工作部"),
        ("⻅⻔⼈", "见门人"),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    assert normal_form(text) == expected


@given(TEXTS)
def test_normal_form_is_a_fixed_point(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(TEXTS)
def test_offsets_give_the_same_form_and_never_go_back(text: str) -> None:
    normal, places = normal_form_with_offsets(text)
    assert normal == normal_form(text)
    assert len(places) == len(normal) + 1
    assert places[-1] == len(text)
    assert all(a <= b for a, b in itertools.pairwise(places))


def test_offsets_lead_back_to_the_printed_text() -> None:
    text = "第 １２ 期"
    normal, places = normal_form_with_offsets(text)
    found = normal.index("12")
    assert text[places[found] : places[found + 2]].strip() == "１２"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("中文", 2.0), ("ab", 1.0), ("“中”", 3.0), ("中·文", 2.5), ("m²", 1.0), ("e\u0301", 0.5)],
)
def test_width_in_em(text: str, expected: float) -> None:
    assert width(text) == expected


def test_han_is_characters_only() -> None:
    assert [is_han(text) for text in ("二〇二一", "龘", "中a", "，", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_radicals_become_whole_characters_and_nothing_else_changes() -> None:
    assert whole_characters("⻓⼯２²") == "长工２²"
