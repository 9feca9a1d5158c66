from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.dates import find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021 年 4 月 30 日讲话", [("2021 年 4 月 30 日", "2021-04-30")]),
        ("6月1日，", [("6月1日", "2022-06-01")]),
        ("5 月份组织了", [("5 月份", "2022-05")]),
        ("2020年底完成", [("2020年", "2020")]),
        ("二〇二四年五月一日", [("二〇二四年五月一日", "2024-05-01")]),
        ("5月27日-6月3日", [("5月27日", "2022-05-27"), ("6月3日", "2022-06-03")]),
        ("5月18日至20日，", [("5月18日", "2022-05-18"), ("20日", "2022-05-20")]),
        ("5月27—29日", [("5月27", "2022-05-27"), ("29日", "2022-05-29")]),
        ("12月28日至1月3日", [("12月28日", "2022-12-28"), ("1月3日", "2023-01-03")]),
        ("2019—2020年", [("2019", "2019"), ("2020年", "2020")]),
        ("1—5月", [("1", "2022-01"), ("5月", "2022-05")]),
        ("1 至 2 月份", [("1", "2022-01"), ("2 月份", "2022-02")]),
        (
            "2021年3月2日签约，5月6日开工",
            [("2021年3月2日", "2021-03-02"), ("5月6日", "2021-05-06")],
        ),
        ("去年10月建成", [("去年10月", "2021-10")]),
        ("2021-06-04印发", [("2021-06-04", "2021-06-04")]),
        ("2021.6.4印发", [("2021.6.4", "2021-06-04")]),
        ("２０２１年６月", [("２０２１年６月", "2021-06")]),
        ("7月8日巡查，9日，抢修", [("7月8日", "2022-07-08"), ("9日", "2022-07-09")]),
    ],
)
def test_reads_a_date(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(date.text, date.iso) for date in find_dates(text, year=2022)] == expected


@pytest.mark.parametrize(
    "text", ["2月30日", "13月1日", "历时3个月", "20年来", "建党百年", "三月", "第5日", "9日"]
)
def test_leaves_alone_what_is_no_date(text: str) -> None:
    assert find_dates(text, year=2022) == []


def test_without_a_year_the_year_stays_open() -> None:
    assert [date.iso for date in find_dates("5月27日和6月份")] == ["--05-27", "--06"]


def test_the_second_end_of_a_range_says_so() -> None:
    assert [date.closes for date in find_dates("5月27日-6月3日", year=2021)] == [False, True]


@given(st.text(alphabet="0123456789年月日-—至 一二三十〇份底去今第个", max_size=24))
def test_spans_are_slices_of_the_text(text: str) -> None:
    for date in find_dates(text, year=2021):
        assert text[date.start : date.end] == date.text


def test_numbers_of_machines_are_no_days() -> None:
    assert [date.text for date in find_dates("5月28日完成，推广到1号、3号风机。")] == ["5月28日"]
    assert [date.text for date in find_dates("5月28日开工，29号上午完成。")] == ["5月28日", "29号"]
