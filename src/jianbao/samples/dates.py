"""Dates in the sample texts: marks such as {日-3} become dates near a given day, never near now."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

TEXTS = Path(__file__).with_name("texts")
_DAY = re.compile(r"\{日([+-]\d+)?\}")
_EARLIEST_FRIDAY = {1: 4, 5: 6, 10: 8}  # an office that closes for a holiday prints after it


def fill(text: str, day: dt.date) -> str:
    """Fill the marks of a text in for `day`.

    {日} is that day, {日-3} three days before; {上月} the month before its month; {年} its year.
    """
    last_month = month_before(day)
    text = text.replace("{上月}", f"{last_month.month}月").replace("{年}", f"{day.year}年")
    return _DAY.sub(lambda mark: _chinese(day + dt.timedelta(days=int(mark[1] or 0))), text)


def _chinese(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def month_before(day: dt.date, months: int = 1) -> dt.date:
    """Give the first day of the month so many `months` before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def printing_day(month: dt.date) -> dt.date:
    """Give the day on which the issue of `month` is printed: its first Friday at work."""
    first = month.replace(day=_EARLIEST_FRIDAY.get(month.month, 1))
    return first + dt.timedelta(days=(4 - first.weekday()) % 7)
