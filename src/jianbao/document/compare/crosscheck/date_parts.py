"""Which dates of two texts agree when one says more of the day than the other."""

from __future__ import annotations

import re
from typing import NamedTuple

from jianbao.document.compare.crosscheck.statements import Statement

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_NO_YEAR = re.compile(r"--(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_RELATIVE = re.compile("昨天|昨日|今天|今日|前天|前日|上周|本周|上月|本月|当天|当日|日前|近日")


class _Parts(NamedTuple):
    year: str | None
    month: str | None
    day: str | None


def agrees(fact: Statement, found: Statement) -> bool:
    """Say whether an original's date bears out the item's.

    What both say must be equal. The item may leave out what the original says; it may say the
    year where the original leaves it out, and the month of a day that stands alone there.
    """
    mine, theirs = _parts(fact.value), _parts(found.value)
    if mine is None or theirs is None:
        return fact.value == found.value
    if mine.month is None and mine.day is None and not _prints_year(found) and mine != theirs:
        return False  # a year that the original does not print
    if not (_prints_year(fact) or _prints_year(found)):  # each took it from elsewhere
        mine = mine._replace(year=None)
    common = [(a, b) for a, b in zip(mine, theirs, strict=True) if a and b]
    return bool(common) and all(a == b for a, b in common) and not finer(fact, found)


def finer(fact: Statement, found: Statement) -> bool:
    """Say whether the item names a day or a month that the original does not."""
    mine, theirs = _parts(fact.value), _parts(found.value)
    if mine is None or theirs is None:
        return False
    return bool((mine.day and not theirs.day) or (mine.month and not (theirs.month or theirs.day)))


def replaces(fact: Statement, found: Statement) -> bool:
    """Say whether two dates are so much of one form that one may have been put for the other."""
    mine, theirs = _parts(fact.value), _parts(found.value)
    if mine is None or theirs is None:
        return fact.slot == found.slot
    if mine.day or mine.month:
        return bool(theirs.day if mine.day else theirs.month) or _coarse(mine, theirs)
    return _prints_year(found)


def _coarse(mine: _Parts, theirs: _Parts) -> bool:
    """Say whether an original's month is that of the item's day."""
    return bool(mine.month) and mine.month == theirs.month


def _prints_year(fact: Statement) -> bool:
    return "年" in fact.text or fact.text[:4].isdecimal()


def relative_words(text: str) -> re.Match[str] | None:
    """Find the first word that tells a day from the day of writing: 昨天, 上月."""
    return _RELATIVE.search(text)


def _parts(value: str) -> _Parts | None:
    if value.startswith("----"):
        return _Parts(None, None, value[4:])
    match = _NO_YEAR.fullmatch(value) or _ISO.fullmatch(value)
    if match is None:
        return None
    return _Parts(match.groupdict().get("year"), match["month"], match["day"])
