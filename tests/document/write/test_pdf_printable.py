from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.write.press.issue_copy import title_lines
from jianbao.document.write.press.printable import GAP, breakable, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026 年第 12 期（总第 12 期）", "2026年第12期（总第12期）"),
        ("学党史 践初心", f"学党史{GAP}践初心"),
        ("（第二作业区\u3000 林知远）", f"（第二作业区{GAP}林知远）"),
        ("绿色债券 “双碳”", f"绿色债券{GAP}“双碳”"),
        ("完成 80 余人， 其中", "完成80余人，其中"),
        ("the quick brown fox", "the quick brown fox"),
        ("采用 Type C 接口", "采用Type C接口"),
        ("甲\u202e乙\u200b\ufe0f", "甲乙"),
        ("", ""),
    ],
)
def test_blanks_are_set_as_print_has_them(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text(st.sampled_from("甲乙 \u3000\u00a0a1，。“”（）")))
def test_only_blanks_change_and_setting_twice_changes_nothing(text: str) -> None:
    once = printable(text)
    assert "".join(once.split()) == "".join(text.split())
    assert printable(once) == once


def test_a_long_latin_word_comes_in_pieces() -> None:
    assert breakable("邮箱：port.office@qingjiang.example.cn。") == [
        "邮箱：",
        "port.",
        "office@",
        "qingjiang.",
        "example.",
        "cn",
        "。",
    ]
    assert breakable("采用Type C接口") == "采用Type C接口"


@given(st.text(st.sampled_from("甲ab./@-。 ")))
def test_pieces_are_the_whole_text(text: str) -> None:
    found = breakable(text)
    assert (found if isinstance(found, str) else "".join(found)) == text


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("青江港务", ("青江港务",)),
        ("云岭水泥集团有限公司党群工作简报", ("云岭水泥集团有限公司", "党群工作简报")),
        ("青江市交通运输局安全生产工作专题简报", ("青江市交通运输局", "安全生产工作专题简报")),
        ("", ()),
    ],
)
def test_a_long_title_is_broken_after_the_name_of_a_body(
    title: str, lines: tuple[str, ...]
) -> None:
    assert title_lines(title) == lines
