from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.numerals import NumeralError, format_digits, format_numeral, parse_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("一百二", 120),
        ("一百零二", 102),
        ("两千", 2000),
        ("两万五", 25000),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("二〇二一", 2021),
        ("廿三", 23),
        ("壹佰贰拾", 120),
        ("〇", 0),
    ],
)
def test_reads_a_numeral(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize("text", ["", "百", "万", "一年", "12"])
def test_refuses_what_is_none(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_numeral(text)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_reads_back_what_it_writes(number: int) -> None:
    assert parse_numeral(format_numeral(number)) == number


def test_writes_numerals_and_years() -> None:
    assert [format_numeral(n) for n in (12, 20, 105, 10_010)] == [
        "十二",
        "二十",
        "一百零五",
        "一万零一十",
    ]
    assert format_digits(2021) == "二〇二一"
    with pytest.raises(NumeralError):
        format_numeral(-1)
