"""The calendar dates that a galley prints, real and impossible ones alike; it judges none.

The language room's `find_dates` gives only dates that exist; a proofreader needs the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jianbao.document.proof.galley import Galley, Role
from jianbao.document.proof.patterns import compiled

_DATE = r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号](?! ?[电线楼])"
_YEAR = r"(?<!\d)((?:19|20)\d\d) ?年 ?$"
_RUNNING: frozenset[Role] = frozenset({"note", "title", "lead", "paragraph", "caption", "cell"})


class PrintedDate(NamedTuple):
    """A month and day as printed, with the year printed before it or None."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def on(self, year: int | None) -> dt.date | None:
        """Give the day of the calendar, in `year` where none is printed; None for no such day."""
        try:
            return dt.date(self.year or year or 2000, self.month, self.day)
        except ValueError:
            return None


@lru_cache(maxsize=1)
def printed_dates(galley: Galley) -> tuple[PrintedDate, ...]:
    """Give every month-and-day of the running text in order; several rules ask in turn."""
    if "月" not in galley.text:
        return ()
    return tuple(_printed(galley))


def _printed(galley: Galley) -> Iterator[PrintedDate]:
    for found in compiled(_DATE).finditer(galley.text):
        start = found.start()
        if galley.at(start).role in _RUNNING and galley.text[start - 1] not in "0123456789.":
            before = compiled(_YEAR).search(galley.text[max(0, start - 8) : start])
            year = int(before[1]) if before else None
            if before:
                start -= len(before[0])
            month, day = int(found["month"]), int(found["day"])
            yield PrintedDate(start, found.end(), year, month, day)
