from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.characters import normal_form
from jianbao.language.tokens import query_tokens, single_tokens, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党课", ["党课", "课"]),
        ("第 12 期", ["第", "12", "期"]),
        ("慰问金２０００元", ["慰问", "问金", "金", "2000", "元"]),
        ("5G网络，ERP", ["5g", "网络", "络", "erp"]),
        ("", []),
    ],
)
def test_tokens_of_a_text(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_single_tokens() -> None:
    assert single_tokens("党课12讲") == ["党", "课", "12", "讲"]


def holds(text: str, term: str) -> bool:
    """Say whether the tokens of `term` stand in a row among those of `text`."""
    have, want = tokens(text), query_tokens(term)
    return bool(want) and any(
        all(
            have[i + k].startswith(token.text) if token.prefix else have[i + k] == token.text
            for k, token in enumerate(want)
        )
        for i in range(len(have) - len(want) + 1)
    )


@given(st.text(alphabet="党史学习教", max_size=20), st.text("党史学习教", min_size=1, max_size=4))
def test_a_query_finds_exactly_what_a_scan_finds(text: str, term: str) -> None:
    assert holds(text, term) == (normal_form(term) in normal_form(text))


def test_a_number_matches_as_a_whole_only() -> None:
    assert holds("投资4亿元", "4亿")
    assert not holds("投资14亿元", "4亿")
