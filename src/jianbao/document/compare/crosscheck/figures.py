"""Figures beside quantities and full dates: 第187次, 2号窑, 9时17分, 今年, 27日, 七成.

Every digit of a text stands in one of these or in a fact of another kind, so that a digit that
was changed is always seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from jianbao.language.numerals import NUMERAL, NumeralError, parse_numeral

Spans = Sequence[tuple[int, int]]


class Figure(NamedTuple):
    """A number or time in a text: its value in one form, and what may be put in its place."""

    kind: Literal["date", "number", "quantity"]
    start: int
    end: int
    value: str
    slot: str


_NARROW = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: "."})
_YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_YEAR = re.compile(f"(?:{'|'.join(_YEARS)})(?![度级])")
_PART_OF_YEAR = re.compile(r"上半年|下半年|第?[一二三四1-4]季度|首季")
_QUARTERS = dict(zip("一二三四1234首", "12341234" + "1", strict=True))
_DAY = re.compile(
    rf"(?<![\d{NUMERAL}])(?P<day>[12]?\d|3[01]|[二三]?十[一二三四五六七八九]?)日(?![常用益均产])"
)
_CLOCK = re.compile(
    r"(?<![\d.])(?P<hour>[01]?\d|2[0-4])\s*(?:[时点]|[:：](?=\d\d))"
    r"(?P<minute>\d{1,2}|半|一刻|三刻)?分?(?!\d)"
)
_TENTHS = re.compile(
    r"(?P<whole>[一二三四五六七八九])成(?P<half>[一二三四五六七八九半]?)(?![一不立为员功果熟长本就分效绩人型套份])"
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_ORDINAL = re.compile(rf"第(?P<number>\d+|[{NUMERAL}]+)")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
# A number that only counts the parts of the text: 1. 2、 (3) ④ at the beginning of one.
_NUMBERING = re.compile(r"(?:^|(?<=[\n。；]))\s*[（(]?\d{1,2}(?:[.．、)）](?!\d))")


def find_figures(text: str, *, taken: Spans, year: int | None) -> list[Figure]:
    """Find them in order of place; `taken` are spans of facts already known.

    `year` is that of 今年 and 去年, which say nothing without it.
    """
    narrow = text.translate(_NARROW)
    known = [*taken, *(match.span() for match in _NUMBERING.finditer(narrow))]
    found: list[Figure] = []
    for finder in (_years, _parts_of_years, _days, _clocks, _ordinals, _tenths, _digits):
        for figure in finder(narrow, year):
            if not any(a < figure.end and figure.start < b for a, b in known):
                found.append(figure)
                known.append((figure.start, figure.end))
    return sorted(found, key=lambda figure: figure.start)


def _years(text: str, year: int | None) -> Iterator[Figure]:
    for match in _YEAR.finditer(text) if year else ():
        yield Figure("date", *match.span(), f"{(year or 0) + _YEARS[match[0]]:04}", "date")


def _parts_of_years(text: str, _: int | None) -> Iterator[Figure]:
    for match in _PART_OF_YEAR.finditer(text):
        words = match[0].removeprefix("第")
        value = words if words.endswith("半年") else f"季度{_QUARTERS[words[0]]}"
        yield Figure("date", *match.span(), value, words[-2:])


def _days(text: str, _: int | None) -> Iterator[Figure]:
    for match in _DAY.finditer(text):
        yield Figure("date", *match.span(), f"----{_number(match['day']) or 0:02}", "date")


def _clocks(text: str, _: int | None) -> Iterator[Figure]:
    for match in _CLOCK.finditer(text):
        minute = match["minute"] or "0"
        minutes = int(match["hour"]) * 60 + (_MINUTES.get(minute) or int(minute))
        yield Figure("number", *match.span(), str(minutes % 720), "clock")


def _ordinals(text: str, _: int | None) -> Iterator[Figure]:
    for match in _ORDINAL.finditer(text):
        number = _number(match["number"])
        if number is not None:
            slot = "第" + text[match.end() : match.end() + 1]
            yield Figure("number", *match.span(), str(number), slot)


def _tenths(text: str, _: int | None) -> Iterator[Figure]:
    for match in _TENTHS.finditer(text):
        half = 5 if match["half"] == "半" else _number(match["half"] or "零")
        value = 10 * (_number(match["whole"]) or 0) + (half or 0)
        yield Figure("quantity", *match.span(), str(value), "%")


def _digits(text: str, _: int | None) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        slot = text[match.end() : match.end() + 1].strip()
        yield Figure("number", *match.span(), match[0], slot if slot.isalpha() else "")


def _number(text: str) -> int | None:
    try:
        return int(text) if text.isdecimal() else parse_numeral(text)
    except NumeralError:
        return None
