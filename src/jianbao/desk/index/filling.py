"""Putting entries into the index and taking them out; never decides which ones belong there."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

import msgspec

from jianbao.desk.index.entries import Entry, Kind
from jianbao.desk.index.file import IndexFile
from jianbao.desk.index.filters import date_of, filter_tokens, ids_of, storable
from jianbao.language.characters import normal_form
from jianbao.language.tokens import tokens

_T = TypeVar("_T")

BATCH = 100  # entries of one transaction

_Row = tuple[int, str, Kind, int, str, str, str, str, str]
_SELECT = "SELECT id, key, kind, bulletin, unit, section, title, text, people FROM entry"


class _Words(NamedTuple):
    """The tokens of an entry, the same when it comes and when it goes."""

    title: list[str]
    text: list[str]
    people: list[str]


class _Changes:
    """What a batch adds to the counts of the index, written once at its end."""

    def __init__(self) -> None:
        self.grams: Counter[str] = Counter()
        self.entries = 0
        self.characters = 0

    def add(self, entry: Entry, words: _Words, sign: int) -> None:
        """Count an entry and its words that come (1) or go (-1)."""
        for gram in _grams([*words.title, *words.text]):
            self.grams[gram] += sign
        self.entries += sign
        self.characters += sign * (len(entry.title) + len(entry.text))


@lru_cache(maxsize=4)  # one text is asked about in several ways
def grams(text: str) -> frozenset[str]:
    """Give the pairs of characters and the words and numbers by which texts are found alike."""
    return _grams(tokens(text))


def put(file: IndexFile, entries: Iterable[Entry]) -> None:
    """Add entries, in place of those with the same keys."""
    for batch in _batches(entries):
        with file.writing() as db:
            changes = _Changes()
            for entry in batch:
                _put_one(db, _clean(entry), changes)
            _write_counts(db, changes)


def drop(file: IndexFile, keys: Iterable[str]) -> None:
    """Take entries out; keys that the index has not are passed over."""
    for batch in _batches(keys):
        with file.writing() as db:
            changes = _Changes()
            for key in batch:
                _take_out(db, key, changes)
            _write_counts(db, changes)


def entries_of(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Entry]:
    """Give the entries with these ids."""
    rows = db.execute(
        f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608 - made of constants
        (msgspec.json.encode(list(ids)).decode(),),
    )
    return {row[0]: _entry(row) for row in rows}


def _batches(things: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(things)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def _put_one(db: sqlite3.Connection, entry: Entry, changes: _Changes) -> None:
    known = db.execute(f"{_SELECT} WHERE key = ?", (entry.key,)).fetchone()
    if known and _entry(known) == entry:
        return
    if known:
        _take_out(db, entry.key, changes)
    number = _next_id(db, entry.date)
    db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(number, entry))
    normal = (normal_form(text) for text in _searched(entry))
    db.execute("INSERT INTO normal VALUES (?, ?, ?, ?)", (number, *normal))
    words = _Words(*map(tokens, _searched(entry)))
    db.execute(
        "INSERT INTO words (rowid, title, text, people, filters) VALUES (?, ?, ?, ?, ?)",
        (number, *map(" ".join, words), filter_tokens(db, entry)),
    )
    changes.add(entry, words, 1)


def _take_out(db: sqlite3.Connection, key: str, changes: _Changes) -> None:
    row = db.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
    if row is None:
        return
    number, entry = row[0], _entry(row)
    words = _Words(*map(tokens, _searched(entry)))
    db.execute(
        "INSERT INTO words (words, rowid, title, text, people, filters)"
        " VALUES ('delete', ?, ?, ?, ?, ?)",
        (number, *map(" ".join, words), filter_tokens(db, entry)),
    )
    db.execute("DELETE FROM normal WHERE id = ?", (number,))
    db.execute("DELETE FROM entry WHERE id = ?", (number,))
    changes.add(entry, words, -1)


def _write_counts(db: sqlite3.Connection, changes: _Changes) -> None:
    changed = sorted((gram, by) for gram, by in changes.grams.items() if by)
    db.executemany(
        "INSERT INTO gram VALUES (?, ?)"
        " ON CONFLICT (gram) DO UPDATE SET entries = entries + excluded.entries",
        changed,
    )
    gone = [(gram,) for gram, by in changed if by < 0]
    db.executemany("DELETE FROM gram WHERE gram = ? AND entries <= 0", gone)
    db.execute(
        "UPDATE totals SET entries = entries + ?, characters = characters + ?",
        (changes.entries, changes.characters),
    )


def _grams(found: Iterable[str]) -> frozenset[str]:
    return frozenset(token for token in found if len(token) > 1)


def _searched(entry: Entry) -> tuple[str, str, str]:
    return entry.title, entry.text, "、".join(entry.people)


def _next_id(db: sqlite3.Connection, date: dt.date) -> int:
    first, last = ids_of(date, date)
    (taken,) = db.execute("SELECT max(id) FROM entry WHERE id BETWEEN ? AND ?", (first, last))
    number = first if taken[0] is None else int(taken[0]) + 1
    if number > last:
        raise ValueError(f"the index has no room for more entries of {date}")
    return number


def _row(number: int, entry: Entry) -> _Row:
    people = "\n".join(entry.people)
    where = (entry.kind, entry.bulletin, entry.unit, entry.section)
    return (number, entry.key, *where, entry.title, entry.text, people)


def _entry(row: _Row) -> Entry:
    number, key, kind, bulletin, unit, section, title, text, people = row
    names = tuple(people.split("\n")) if people else ()
    return Entry(key, kind, bulletin, date_of(number), unit, section, title, text, names)


def _clean(entry: Entry) -> Entry:
    """Replace what no UTF-8 file can hold, half characters of UTF-16, one for one."""
    return msgspec.structs.replace(
        entry,
        **{name: storable(getattr(entry, name)) for name in ("unit", "section", "title", "text")},
        people=tuple(storable(name).replace("\n", " ") for name in entry.people if name),
    )
