"""Dates in a text, as ISO 8601; never asks what day it is."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import NamedTuple

from jianbao.language.numerals import NumeralError, parse_numeral


class DateFound(NamedTuple):
    """A date as printed and as ISO: 2021-04-30, 2021-05, 2021.

    Without a year in the text or from the caller, --05-27 or --05. `closes` marks the second
    end of a range (5月27日—6月3日).
    """

    text: str
    iso: str
    start: int
    end: int
    closes: bool = False


class _Parts(NamedTuple):
    year: int | None
    month: int | None
    day: int | None


_TO = "[-－–—~～至到]{1,2}"
_SMALL = r"\d{1,2}|[一二三四五六七八九十廿]{1,3}"
_YEAR = r"(?<![\d.])\d{4}|[一二][〇○零一二三四五六七八九]{3}"
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"(?![\d.])"
)
_RANGE_MARK = re.compile(rf"\s*{_TO}\s*")
_BARE_DAY_FOLLOWED = re.compile(
    r"(?<!号)\s*(?:[，,、）)]|$)|\s*(?:[上下]午|晚|凌晨|清晨)"  # 1号、3号 may be machines
)
_SHIFTS = {"今": 0, "去": -1, "前": -2, "明": 1}


def find_dates(text: str, *, year: int | None = None) -> list[DateFound]:
    """Find the dates of a text in order; `year` is that of dates printed without one.

    A date after a full one in the same text takes its year, a bare day (27日) its month. Dates
    that no calendar has are left out, and so are 百年 and other spans of time.
    """
    found: list[DateFound] = []
    known = _Parts(year, None, None)
    for match in _matches(text):
        parts = _read(match, known)
        closes = bool(found) and _RANGE_MARK.fullmatch(text, found[-1].end, match.start())
        if parts is None or not _plausible(match, parts, closes=bool(closes)):
            continue
        if closes:
            parts = _not_before(known, parts)
        iso = _iso(parts)
        if iso:
            start, end = match.start(), _end(match)
            found.append(DateFound(text[start:end], iso, start, end, bool(closes)))
            known = parts
    return found


@functools.cache
def _written() -> re.Pattern[str]:
    # A part may leave its own sign to the other end of a range: 2019—2020年, 5月27—29日.
    return re.compile(
        r"(?=[\d一二三四五六七八九十廿今去明前同当次])(?<![\d.第+/个])"
        rf"(?:(?P<year>{_YEAR}|[今去明前同当次](?=年\s*(?:{_SMALL})\s*月))"
        rf"\s*(?:年(?![代级期间来历])|(?=\s*{_TO}\s*(?:{_YEAR})\s*年)))?"
        rf"(?:\s*(?P<month>{_SMALL})\s*(?:月(?P<about>份|[底初末]|[上中下]旬)?"
        rf"|(?=\s*{_TO}\s*(?:{_SMALL})\s*月)))?"
        rf"(?:\s*(?P<day>{_SMALL})\s*(?:[日号](?![线楼机炉窑井院])"
        rf"|(?=\s*{_TO}\s*(?:{_SMALL})\s*日)))?"
    )


def _matches(text: str) -> list[re.Match[str]]:
    numeric = list(_NUMERIC.finditer(text))
    taken = [match.span() for match in numeric]
    written = [
        match
        for match in _written().finditer(text)
        if match.lastgroup and not any(a <= match.start() < b for a, b in taken)
    ]
    return sorted(numeric + written, key=lambda match: match.start())


def _end(match: re.Match[str]) -> int:
    """Leave 初 and 底 and 上旬 and blanks out of the printed text; 5月份 keeps its 份."""
    about = match.groupdict().get("about")
    last = match.start() + len(match[0].rstrip())
    return last if about in {None, "份"} or match["day"] else match.start("about")


def _read(match: re.Match[str], known: _Parts) -> _Parts | None:
    """Give the parts of a match, with what it leaves out taken from the date before."""
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    printed = match["year"]
    if printed and year is None:
        year = known.year + _SHIFTS.get(printed, 0) if known.year else None
    if day is not None and month is None:
        month = known.month
        if month is None or printed:
            return None
    if year is None and month is not None:
        year = known.year
    return _Parts(year, month, day)


def _number(text: str | None) -> int | None:
    if not text or text in "今去明前同当次":
        return None
    try:
        return int(text) if text.isdecimal() else parse_numeral(text)
    except NumeralError:
        return None


def _plausible(match: re.Match[str], parts: _Parts, *, closes: bool) -> bool:
    """Refuse what only looks like a date: 三月 as a word, a day without its month, year 4000."""
    if parts.year is not None and not 1800 <= parts.year <= 2199:
        return False
    if match["day"] and not match["month"]:
        ends = _BARE_DAY_FOLLOWED.match(match.string, match.end())
        return closes or (match["day"].isdecimal() and ends is not None)
    chinese_month = match["month"] and not match["month"].isdecimal()
    alone = not match["day"] and not match["year"] and not match.groupdict().get("about")
    return not (chinese_month and alone)


def _not_before(first: _Parts, last: _Parts) -> _Parts:
    """Let a range that would end before it begins end in the next year."""
    if first.month is None or last.month is None or last.year is None:
        return last
    over = first.year == last.year and last.month < first.month
    return last._replace(year=last.year + 1) if over else last


def _iso(parts: _Parts) -> str:
    """Write parts as ISO 8601, or '' when the calendar has no such day."""
    try:
        dt.date(parts.year or 2000, parts.month or 1, parts.day or 1)
    except ValueError:
        return ""
    year = "-" if parts.year is None else f"{parts.year:04}"
    numbers = [f"{part:02}" for part in (parts.month, parts.day) if part is not None]
    return "-".join([year, *numbers]) if numbers or parts.year is not None else ""
