"""The file of the search index: one SQLite database, derived and replaceable; knows no search."""

from __future__ import annotations

import contextlib
import sqlite3
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from jianbao.language.tokens import TOKENS_VERSION

# The tokens of an entry are computed again when it is taken out, so an index is good only for
# the rules of tokens, and the tables of Unicode, that it was built with.
STAMP = f"schema 1, tokens {TOKENS_VERSION}, unicode {unicodedata.unidata_version}"

_APPLICATION = 0x6A62_6978  # "jbix"
_PATIENCE = 20.0  # seconds to wait for another writer
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

# The tokenizer `ascii` cuts at blanks and takes every character that is not ASCII as it is, so
# that the tokens of jianbao.language are those of the index. Tokens of filters hold a colon.
_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE totals (entries INTEGER NOT NULL, characters INTEGER NOT NULL);
INSERT INTO totals VALUES (0, 0);
CREATE TABLE name (number INTEGER PRIMARY KEY, field TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (field, name));
CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  bulletin INTEGER NOT NULL, unit TEXT NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL,
  text TEXT NOT NULL, people TEXT NOT NULL);
CREATE INDEX entry_by_unit ON entry (bulletin, kind, unit, section);
CREATE TABLE normal (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL,
  people TEXT NOT NULL);
CREATE TABLE gram (gram TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (title, text, people, filters, content='', columnsize=0,
  tokenize="ascii tokenchars ':'")
"""


class NotAnIndexError(ValueError):
    """The file is a database of something else, and is left as it was."""


class IndexFile:
    """A connection to the file of an index, for the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open the index or make it. `fresh` tells that it is empty because it was made now."""
        self.path = path
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _BROKEN:
                raise
            _set_aside(path)
            self._open()

    def _open(self) -> None:
        self.connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            self._refuse_other_databases()
            _write_ahead(self.connection)
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA mmap_size = 1073741824")
            self.fresh = self._make_if_other()
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """See one state of the index, whatever is written meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield self.connection
        finally:
            self.connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing, waiting for another writer to end."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _refuse_other_databases(self) -> None:
        with self.reading() as db:  # of one moment: another thread may just be making the tables
            (application,) = db.execute("PRAGMA application_id").fetchone()
            foreign = application != _APPLICATION and bool(_tables(db))
        if foreign:
            raise NotAnIndexError(f"{self.path.name} is a database, and no search index")

    def _make_if_other(self) -> bool:
        if _stamp(self.connection) == STAMP:
            return False
        with self.writing() as db:
            if _stamp(db) == STAMP:
                return False
            make_tables(db)
        return True


def make_tables(db: sqlite3.Connection) -> None:
    """Drop everything and make the tables of an empty index, inside a transaction."""
    while tables := _tables(db):
        db.execute(f'DROP TABLE "{tables[0]}"')
    for statement in _TABLES.split(";"):
        db.execute(statement)
    db.execute("INSERT INTO state VALUES ('stamp', ?)", (STAMP,))
    db.execute(f"PRAGMA application_id = {_APPLICATION}")


def _tables(db: sqlite3.Connection) -> list[str]:
    """Give the names of the tables, those first that take others with them."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
    )
    return [name for (name,) in rows]


def _stamp(db: sqlite3.Connection) -> str | None:
    if "state" not in _tables(db):
        return None
    row = db.execute("SELECT value FROM state WHERE name = 'stamp'").fetchone()
    return str(row[0]) if row else None


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turn on the write-ahead log; SQLite does not wait here for another that does the same."""
    latest = time.monotonic() + _PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(0.02)
        else:
            return


def _set_aside(path: Path) -> None:
    """Rename a file that no longer opens; the index is built again from the desk's tables."""
    path.replace(path.with_name(f"{path.name}.broken"))
    for log in ("-wal", "-shm"):
        path.with_name(path.name + log).unlink(missing_ok=True)
