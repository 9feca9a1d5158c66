"""Dates as mastheads and imprints print them; never dates in running text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from jianbao.language.numerals import NumeralError, parse_numeral

_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:年\s*|[-/.．]\s*)(?P<m>\d{1,2})\s*(?:月\s*|[-/.．]\s*)(?P<d>\d{1,2})\s*日?"
    r"(?!\d)(?:\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?"
)
_CHINESE_DATE = re.compile(
    r"(?P<y>[一二][〇零○Ｏ一二三四五六七八九]{3})\s*年\s*(?P<m>[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<d>[一二三四五六七八九十]{1,3})\s*日"
)
_YEAR_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月(?!\s*\d{1,2}\s*日)")
_PART = re.compile(r"(?:(?P<y>\d{4})\s*[年./-]\s*)?(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?")
_RANGE = re.compile(
    rf"{_PART.pattern.replace('?P<', '?P<from_')}\s*(?:[-—–~～至到]+|起至)\s*"
    rf"(?:{_PART.pattern.replace('?P<', '?P<to_')}|(?P<day>\d{{1,2}})\s*日)"
)
_SPAN = re.compile(rf"[（(]?\s*{_RANGE.pattern}\s*[）)]?")


class DateFound(NamedTuple):
    """A date and its place in the text."""

    value: dt.date
    start: int
    end: int


def find_date(text: str) -> DateFound | None:
    """Find the first full date: 2021 年 6 月 4 日, 二〇二一年六月四日, 2021-06-04, 2021/6/4."""
    folded = _fold(text)
    for pattern, read in ((_DATE, int), (_CHINESE_DATE, _numeral)):
        match = pattern.search(folded)
        if match:
            value = _day(*(read(match[name]) for name in ("y", "m", "d")))
            if value:
                return DateFound(value, *match.span())
    return None


def find_year(text: str) -> int | None:
    """Find the year of a date that names no day: 2021年6月."""
    match = _YEAR_MONTH.search(_fold(text))
    return int(match["y"]) if match else None


class SpanFound(NamedTuple):
    """The place of a span of days, and its year where one is printed."""

    start: int
    end: int
    year: int | None


def find_span(text: str) -> SpanFound | None:
    """Find a span of days, its brackets included: （2022年7月4日—7月10日）."""
    match = _SPAN.search(_fold(text))
    if match is None:
        return None
    return SpanFound(*match.span(), _number(match["to_y"]) or _number(match["from_y"]))


def is_span(text: str) -> bool:
    """Say whether a text is nothing but a span of days, in brackets or not."""
    found = find_span(text)
    return found is not None and not text[: found.start].strip() + text[found.end :].strip()


def find_window(text: str, *, year: int | None) -> tuple[dt.date, dt.date] | None:
    """Read a span of days, 5月27日-6月3日, the year inferred where it is not printed.

    `year` is that of the issue; a span that would run backwards began the year before.
    """
    match = _RANGE.search(_fold(text))
    if not match:
        return None
    to_year = _number(match["to_y"]) or year or _number(match["from_y"])
    if to_year is None:
        return None
    from_month = int(match["from_m"])
    to_month = _number(match["to_m"]) or from_month
    to_day = int(match["to_d"] or match["day"])
    from_year = _number(match["from_y"]) or (to_year - 1 if from_month > to_month else to_year)
    if match["to_y"] is None and match["from_y"]:
        to_year = from_year + (from_month > to_month)
    start = _day(from_year, from_month, int(match["from_d"]))
    end = _day(to_year, to_month, to_day)
    return (start, end) if start and end and start <= end else None


def _fold(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", c) if "０" <= c <= "９" else c for c in text
    ).replace("\u3000", " ")


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _numeral(text: str) -> int:
    try:
        return parse_numeral(text.replace("Ｏ", "〇"))
    except NumeralError:
        return 0
