"""What narrows a search, as tokens of the index and as a range of ids; never looks at a text."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable

import msgspec

from jianbao.desk.index.entries import Entry, Filters

# An id is the day and a running number, so that the order of ids is the order of dates.
_ROOM = 20  # bits of the running number: a million entries of one date


class Scope(msgspec.Struct, frozen=True):
    """Filters as the index reads them: an expression of FTS5 and the first and last id."""

    expression: str
    first: int
    last: int


def ids_of(start: dt.date, end: dt.date) -> tuple[int, int]:
    """Give the first and the last id that entries from `start` to `end` can have."""
    return start.toordinal() << _ROOM, (end.toordinal() + 1 << _ROOM) - 1


def date_of(number: int) -> dt.date:
    """Give the date of the entry with this id."""
    return dt.date.fromordinal(number >> _ROOM)


def storable(text: str) -> str:
    """Give `text` with ? for every half character of UTF-16, which no file in UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def filter_tokens(db: sqlite3.Connection, entry: Entry) -> str:
    """Give the tokens by which an entry is filtered; new names get a number."""
    named = (("b", str(entry.bulletin)), ("k", entry.kind), ("u", entry.unit), ("s", entry.section))
    return " ".join(f"{field}:{_number(db, field, name)}" for field, name in named)


def scope_of(db: sqlite3.Connection, filters: Filters) -> Scope | None:
    """Give the scope of filters, or None when nothing can be in it."""
    first, last = ids_of(filters.get("start") or dt.date.min, filters.get("end") or dt.date.max)
    parts = [_any_of(db, "b", map(str, filters["bulletins"]))]
    for field, name in (
        ("k", filters.get("kind")),
        ("u", filters.get("unit")),
        ("s", filters.get("section")),
    ):
        if name is not None:
            parts.append(_any_of(db, field, [name]))
    if first > last or None in parts:
        return None
    return Scope(" AND ".join(part for part in parts if part), first, last)


def _any_of(db: sqlite3.Connection, field: str, names: Iterable[str]) -> str | None:
    """Ask for one of `names`; for nothing when the index has no other, None when it has none."""
    rows = db.execute("SELECT name, number FROM name WHERE field = ?", (field,))
    known = dict(rows.fetchall())
    wanted = {known[name] for name in map(storable, names) if name in known}
    if not wanted:
        return None
    if len(wanted) == len(known):
        return ""
    return "(" + " OR ".join(f'"{field}:{number}"' for number in sorted(wanted)) + ")"


def _number(db: sqlite3.Connection, field: str, name: str) -> int:
    row = db.execute("SELECT number FROM name WHERE (field, name) = (?, ?)", (field, name))
    if found := row.fetchone():
        return int(found[0])
    added = db.execute("INSERT INTO name (field, name) VALUES (?, ?)", (field, name)).lastrowid
    assert added is not None
    return added
