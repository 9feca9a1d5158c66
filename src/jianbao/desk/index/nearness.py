"""Which entries are like a text, found by its rarest pairs of characters; never judges facts.

A text and its shorter form, or the same told again, share rare pairs: names, places, numbers.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import msgspec

from jianbao.desk.index.entries import Entry, Filters, Near
from jianbao.desk.index.file import IndexFile
from jianbao.desk.index.filling import entries_of, grams
from jianbao.desk.index.filters import Scope, scope_of
from jianbao.desk.index.ranking import rarity
from jianbao.language.likeness import containment, shingles

MATCHING_IDS = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"

_FEWEST, _MOST = 4, 24  # pairs of a text that are looked up
_POSTINGS = 20_000  # entries read for them in all
CANDIDATES = 30  # entries compared with the text


class _Gram(NamedTuple):
    text: str
    entries: int


def nearest(file: IndexFile, text: str, filters: Filters, limit: int) -> tuple[Near, ...]:
    """Give the entries most like `text`, the likest first, of equals the newest."""
    with file.reading() as db:
        scope = scope_of(db, filters)
        if scope is None:
            return ()
        votes = votes_for(db, grams(text), scope)
        best = sorted(votes.items(), key=_most_voted, reverse=True)[:CANDIDATES]
        entries = entries_of(db, (number for number, _ in best))
    wanted = shingles(text)
    compared = [
        (containment(wanted, _shingles(entry.whole)), number, entry)
        for number, entry in entries.items()
    ]
    likest = sorted(compared, key=lambda found: found[:2], reverse=True)[:limit]
    return tuple(near_of(entry, likeness) for likeness, _, entry in likest)


@lru_cache(maxsize=128)
def _shingles(text: str) -> frozenset[str]:
    """Give the shingles of an entry; the same ones are near a text again and again."""
    return shingles(text)


def around(filters: Filters, date: dt.date | None, days: int) -> Filters:
    """Narrow filters to the days around a date; None narrows nothing."""
    if date is None:
        return filters
    first = date - min(dt.timedelta(days), date - dt.date.min)
    last = date + min(dt.timedelta(days), dt.date.max - date)
    start, end = filters.get("start") or first, filters.get("end") or last
    return {**filters, "start": max(start, first), "end": min(end, last)}


def votes_for(
    db: sqlite3.Connection, wanted: Iterable[str], scope: Scope, *, most: int = _MOST
) -> dict[int, float]:
    """Give the ids of the entries that have some of the rarest `wanted`; the rare weigh more.

    `most` pairs are looked up at the most, and fewer when many entries have them.
    """
    (total,) = db.execute("SELECT entries FROM totals").fetchone()
    votes: defaultdict[int, float] = defaultdict(float)
    for gram in _rarest(db, wanted, most):
        expression = f'"{gram.text}"'
        if scope.expression:
            expression += f" AND {scope.expression}"
        weight = rarity(gram.entries, total)
        for (number,) in db.execute(MATCHING_IDS, (expression, scope.first, scope.last)):
            votes[number] += weight
    return votes


def _most_voted(vote: tuple[int, float]) -> tuple[float, int]:
    return vote[1], vote[0]


def _rarest(db: sqlite3.Connection, wanted: Iterable[str], most: int) -> list[_Gram]:
    """Choose the rarest pairs that the index has, as many as may be read."""
    rows = db.execute(
        "SELECT gram, entries FROM gram WHERE gram IN (SELECT value FROM json_each(?))"
        " ORDER BY entries, gram",
        (msgspec.json.encode(sorted(wanted)).decode(),),
    )
    chosen: list[_Gram] = []
    read = 0
    for row in rows:
        gram = _Gram(*row)
        read += gram.entries
        if len(chosen) >= most or (read > _POSTINGS and len(chosen) >= _FEWEST):
            break
        chosen.append(gram)
    return chosen


def near_of(entry: Entry, likeness: float) -> Near:
    """Say how like an entry is, with what is shown of it."""
    return Near(
        entry.key,
        likeness,
        entry.kind,
        entry.section,
        entry.unit,
        entry.date,
        entry.title,
        entry.text,
    )
