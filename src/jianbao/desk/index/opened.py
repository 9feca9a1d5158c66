"""An open search index: everything that may be asked of it, in one value for one thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from jianbao.desk.index import filling, nearness, searching, sections
from jianbao.desk.index.duplicates import COMPARED, Checked, judge
from jianbao.desk.index.entries import (
    Duplicate,
    Entry,
    FactsOf,
    Filters,
    Near,
    Page,
    SectionSuggestion,
    facts_near,
)
from jianbao.desk.index.file import IndexFile, make_tables
from jianbao.language.facts import Facts


class Index:
    """An open index. It belongs to the thread that opened it; open one for each thread.

    Any number of threads and processes may read while one writes; a second writer waits up to
    twenty seconds. `fresh` tells that the index is empty because it was made, or made again.
    """

    def __init__(self, file: IndexFile, facts_of: FactsOf) -> None:
        """Take an open file, and how to find the facts of an entry's text."""
        self._file = file
        self._facts_of = facts_of
        self.fresh = file.fresh

    def __enter__(self) -> Self:
        """Close the index at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the index."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def put(self, entries: Iterable[Entry]) -> None:
        """Add entries, in place of those with the same keys; a hundred in a transaction.

        What is equal already is not written again.
        """
        filling.put(self._file, entries)

    def drop(self, keys: Iterable[str]) -> None:
        """Take entries out; keys that are not there are passed over."""
        filling.drop(self._file, keys)

    def clear(self) -> None:
        """Take everything out, the position too."""
        with self._file.writing() as db:
            make_tables(db)

    def keys(self) -> frozenset[str]:
        """Give the keys of all entries."""
        with self._file.reading() as db:
            return frozenset(key for (key,) in db.execute("SELECT key FROM entry"))

    @property
    def position(self) -> str:
        """How far the index has followed the desk's tables; empty at first."""
        with self._file.reading() as db:
            row = db.execute("SELECT value FROM state WHERE name = 'position'").fetchone()
        return str(row[0]) if row else ""

    def set_position(self, position: str) -> None:
        """Note how far the index has followed, after what was put and dropped until there."""
        with self._file.writing() as db:
            db.execute("REPLACE INTO state VALUES ('position', ?)", (position,))

    def search(
        self, query: str, *, limit: int = 20, offset: int = 0, **filters: Unpack[Filters]
    ) -> Page:
        """Find entries that have every word and "phrase" of the query, the best first."""
        return searching.search(self._file, query, filters, limit, offset)

    def nearest(
        self,
        text: str,
        *,
        around: dt.date | None = None,
        days: int = 30,
        limit: int = 5,
        **filters: Unpack[Filters],
    ) -> tuple[Near, ...]:
        """Give the entries most like a text, within `days` of `around` when that is given."""
        narrowed = nearness.around(filters, around, days)
        return nearness.nearest(self._file, text, narrowed, limit)

    def suggest_section(self, text: str, unit: str, bulletin: int) -> SectionSuggestion | None:
        """Suggest a section by what was printed before, or None."""
        return sections.suggest_section(self._file, text, unit, bulletin)

    def near_duplicates(
        self,
        text: str,
        *,
        facts: Facts,
        bulletins: Iterable[int],
        around: dt.date | None,
        exclude_key: str | None = None,
    ) -> tuple[Duplicate, ...]:
        """Give the entries that may report what `text` reports, the surest first.

        Entries within thirty days of `around` are looked at, all when it is None. `facts` are
        those of the text, found with the year of `around` as the index finds its own.
        """
        near = self.nearest(text, around=around, limit=COMPARED + 1, bulletins=tuple(bulletins))
        others = tuple(one for one in near if one.key != exclude_key)
        return judge(Checked(text, facts, around), others, self._facts_of)


def open_index(path: Path, *, facts_of: FactsOf = facts_near) -> Index:
    """Open the index at `path` for this thread, or make it.

    An index of another version, or one that no longer opens, is made again, empty. `facts_of`
    finds the facts of an entry's text, with the units and people that are known.
    Raises NotAnIndexError when the file is a database of something else.
    """
    return Index(IndexFile(path), facts_of)
