"""Searching the index for words and phrases: all that match, counted exactly, the best first."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from jianbao.desk.index.entries import Entry, Filters, Hit, Page
from jianbao.desk.index.file import IndexFile
from jianbao.desk.index.filling import entries_of
from jianbao.desk.index.filters import Scope, date_of, scope_of
from jianbao.desk.index.marking import mark, snippet
from jianbao.desk.index.ranking import Weighing, rarity, score
from jianbao.desk.index.terms import Term, parse_query

# The cost of ranking must not grow with the archive: of more matches than `RANK_ALL` the newest
# `RANK_NEWEST` are ranked, and the others follow by date. Words that so many have weigh next to
# nothing, so that among them the newest is what is wanted.
RANK_ALL = 2000
RANK_NEWEST = 1000

_MATCHING = "FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
_COUNT = f"SELECT count(*) {_MATCHING}"
_NEWEST = f"SELECT rowid {_MATCHING} ORDER BY rowid DESC LIMIT ?"
_NORMAL = f"SELECT * FROM normal WHERE id IN ({_NEWEST}) ORDER BY id DESC"  # noqa: S608 - made of constants


class _Matches(NamedTuple):
    """What matches: the parameters that ask for it, and how much it is."""

    asked: tuple[str, int, int]
    total: int


def search(file: IndexFile, query: str, filters: Filters, limit: int, offset: int) -> Page:
    """Give hits `offset` to `offset + limit` for a query; a query without words finds nothing."""
    terms = parse_query(query)
    if not terms:
        return Page(0)
    with file.reading() as db:
        scope = scope_of(db, filters)
        if scope is None:
            return Page(0)
        matches = _matches(db, terms, scope)
        ranked = _ranked(db, terms, matches)
        shown = ranked[offset : offset + limit]
        shown += _by_date(db, matches, max(offset, len(ranked)), limit - len(shown))
        entries = entries_of(db, (number for number, _ in shown))
    hits = tuple(_hit(entries[number], points, terms) for number, points in shown)
    return Page(matches.total, hits)


def _matches(db: sqlite3.Connection, terms: tuple[Term, ...], scope: Scope) -> _Matches:
    expression = " AND ".join(term.expression for term in terms)
    if scope.expression:
        expression = f"({expression}) AND {scope.expression}"
    asked = (expression, scope.first, scope.last)
    (total,) = db.execute(_COUNT, asked).fetchone()
    return _Matches(asked, total)


def _ranked(
    db: sqlite3.Connection, terms: tuple[Term, ...], matches: _Matches
) -> list[tuple[int, float]]:
    """Give ids and scores of the matches worth ranking, the best first, of equals the newest."""
    most = matches.total if matches.total <= RANK_ALL else RANK_NEWEST
    rows = db.execute(_NORMAL, (*matches.asked, most)).fetchall()
    if not rows:
        return []
    weighing = _weighing(db, terms, matches, rows[0][0])
    scored = [(row[0], score(weighing, row[1:], date_of(row[0]))) for row in rows]
    return sorted(scored, key=lambda pair: -pair[1])


def _weighing(
    db: sqlite3.Connection, terms: tuple[Term, ...], matches: _Matches, newest: int
) -> Weighing:
    entries, characters = db.execute("SELECT entries, characters FROM totals").fetchone()
    having = [matches.total]
    if len(terms) > 1:
        counted = "SELECT count(*) FROM words WHERE words MATCH ?"
        having = [db.execute(counted, (term.expression,)).fetchone()[0] for term in terms]
    rarities = tuple(rarity(count, entries) for count in having)
    counters = tuple(term.counter for term in terms)
    return Weighing(counters, rarities, characters / entries, date_of(newest))


def _by_date(
    db: sqlite3.Connection, matches: _Matches, offset: int, limit: int
) -> list[tuple[int, float]]:
    """Give the matches that are not ranked, the newest first."""
    if limit <= 0 or offset >= matches.total:
        return []
    rows = db.execute(f"{_NEWEST} OFFSET ?", (*matches.asked, limit, offset))
    return [(number, 0.0) for (number,) in rows]


def _hit(entry: Entry, points: float, terms: tuple[Term, ...]) -> Hit:
    return Hit(
        entry.key,
        points,
        entry.kind,
        entry.bulletin,
        entry.date,
        entry.unit,
        entry.section,
        mark(entry.title, terms),
        snippet(entry.text, terms),
    )
