from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.desk.index import Marked
from jianbao.desk.index.marking import SNIPPET, mark, snippet
from jianbao.desk.index.terms import parse_query


def marked(found: Marked) -> list[str]:
    return [piece.text for piece in found.pieces if piece.marked]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("发放慰问金２０００元。", "2000元", ["２０００元"]),
        ("慰 问职工", "慰问", ["慰 问"]),
        ("改造面积５㎡，又５㎡", "5m2", ["５㎡", "５㎡"]),
        ("安全，环保；安全环保", '"安全、环保"', ["安全，环保"]),
        ("党课党课", "党课", ["党课党课"]),
        ("职工慰问职工", "慰问 职工", ["职工慰问职工"]),
        ("ERP系统erp", "erp", ["ERP", "erp"]),
        ("ERPX系统", "erp", []),
        ("14亿元，4亿元", "4亿", ["4亿"]),
    ],
)
def test_what_is_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(mark(text, parse_query(query))) == expected


@given(st.text("党课史 ，㎡２", max_size=200), st.text("党课史㎡2", min_size=1, max_size=3))
def test_pieces_are_the_text(text: str, word: str) -> None:
    terms = parse_query(word)
    for found in (mark(text, terms), snippet(text, terms)):
        assert "".join(piece.text for piece in found.pieces) == found.text
        assert text[found.start :].startswith(found.text)
        assert found.goes_on == (found.start + len(found.text) < len(text))


def test_a_snippet_shows_the_stretch_with_the_most_words() -> None:
    filler = "各单位按照部署推进工作。" * 12
    text = f"慰问开始。{filler}工会慰问困难职工，送去大米。{filler}"
    found = snippet(text, parse_query("慰问 职工 大米"))
    assert marked(found) == ["慰问", "职工", "大米"]
    assert len(found.text) == SNIPPET
    assert found.start > 100
    assert found.goes_on


def test_a_snippet_begins_the_text_when_nothing_is_in_it() -> None:
    found = snippet("一" * 200, parse_query("慰问"))
    assert (found.start, found.spans, len(found.text)) == (0, (), SNIPPET)
