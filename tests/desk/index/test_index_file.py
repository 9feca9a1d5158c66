from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desk.index.invented_items import BULLETIN, Invention
from jianbao.desk.index import Entry, Index, NotAnIndexError, open_index
from jianbao.desk.index.filling import BATCH

DAY = dt.date(2026, 7, 3)
ENTRY = Entry("item:1", "item", BULLETIN, DAY, "青石分公司", "行", "慰问", "发放慰问金2000元。")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


@pytest.fixture
def index(path: Path) -> Iterator[Index]:
    with open_index(path) as opened:
        yield opened


def total(index: Index, query: str) -> int:
    return index.search(query, bulletins=[BULLETIN]).total


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give what the counts of the index and its words come to, filters aside.

    The numbers of names in filters are given in the order in which names come.
    """
    with sqlite3.connect(path) as db:
        db.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 'words', 'row')")
        asked = {
            "totals": "SELECT * FROM totals",
            "grams": "SELECT * FROM gram ORDER BY gram",
            "words": "SELECT * FROM v WHERE term NOT LIKE '%:%' ORDER BY term",
            "rows": "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM normal)",
        }
        found = {name: db.execute(query).fetchall() for name, query in asked.items()}
    db.close()
    return found


def test_an_index_is_fresh_once(path: Path) -> None:
    with open_index(path) as first:
        assert first.fresh
        first.put([ENTRY])
        first.set_position("17")
    with open_index(path) as second:
        assert not second.fresh
        assert (second.position, second.keys()) == ("17", frozenset({"item:1"}))


def test_what_is_put_again_takes_the_place_of_the_old(index: Index) -> None:
    index.put([ENTRY])
    index.put([msgspec.structs.replace(ENTRY, text="改造浴室。", date=dt.date(2020, 1, 1))])
    assert index.keys() == {"item:1"}
    assert total(index, "2000元") == 0
    assert total(index, "浴室") == 1
    assert index.search("浴室", bulletins=[BULLETIN], end=dt.date(2020, 1, 1)).total == 1


def test_one_batch_may_name_a_key_twice(index: Index) -> None:
    index.put([ENTRY, msgspec.structs.replace(ENTRY, text="改造浴室。")])
    assert (total(index, "2000元"), total(index, "浴室"), len(index.keys())) == (0, 1, 1)


def test_nothing_is_left_of_what_was_dropped(index: Index, path: Path) -> None:
    invention = Invention(3)
    kept, dropped = invention.entries(30), invention.entries(BATCH + 30)
    with open_index(path.with_name("other.db")) as other:
        other.put(kept)
    index.put(dropped)
    index.put(kept)
    index.put(msgspec.structs.replace(entry, text="暂存") for entry in kept)
    index.put(kept)
    index.drop([*(entry.key for entry in dropped), "item:999999"])
    assert tables(path) == tables(path.with_name("other.db"))


def test_a_batch_that_fails_leaves_nothing_behind(index: Index, path: Path) -> None:
    index.put([ENTRY])
    before = tables(path)

    def entries() -> Iterator[Entry]:
        yield msgspec.structs.replace(ENTRY, key="item:2")
        yield msgspec.structs.replace(ENTRY, key="item:3", bulletin=2**70)

    with pytest.raises(OverflowError):
        index.put(entries())
    assert tables(path) == before
    index.put([msgspec.structs.replace(ENTRY, key="item:2")])
    assert index.keys() == {"item:1", "item:2"}


def test_clear_takes_the_position_too(index: Index) -> None:
    index.put([ENTRY])
    index.set_position("17")
    index.clear()
    assert (index.position, index.keys(), total(index, "慰问")) == ("", frozenset(), 0)
    index.put([ENTRY])
    assert total(index, "慰问") == 1


def test_an_index_of_other_rules_is_made_again_empty(path: Path) -> None:
    with open_index(path) as index:
        index.put([ENTRY])
        index.set_position("17")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE state SET value = 'schema 0' WHERE name = 'stamp'")
    db.close()
    with open_index(path) as index:
        assert index.fresh
        assert (index.keys(), index.position) == (frozenset(), "")


def test_a_file_that_does_not_open_is_set_aside(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)
    with open_index(path) as index:
        assert index.fresh
        index.put([ENTRY])
    assert path.with_name("index.db.broken").read_bytes().startswith(b"no database")


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE desk (item TEXT)")
        db.execute("INSERT INTO desk VALUES ('kept')")
    with pytest.raises(NotAnIndexError):
        open_index(path)
    assert db.execute("SELECT item FROM desk").fetchall() == [("kept",)]
    db.close()


def test_many_threads_open_and_fill_one_index(path: Path) -> None:
    entries = Invention(5).entries(160)
    made: list[bool] = []

    def fill(part: int) -> None:
        with open_index(path) as index:
            made.append(index.fresh)
            for entry in entries[part::8]:
                index.put([entry])
                assert total(index, f'"{entry.text[:6]}"')

    threads = [threading.Thread(target=fill, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False] * 7 + [True]
    with open_index(path) as index:
        assert index.keys() == {entry.key for entry in entries}


def test_an_index_belongs_to_its_thread(index: Index) -> None:
    refused: list[type[Exception]] = []

    def search() -> None:
        try:
            total(index, "慰问")
        except sqlite3.ProgrammingError as error:
            refused.append(type(error))

    thread = threading.Thread(target=search)
    thread.start()
    thread.join()
    assert refused == [sqlite3.ProgrammingError]
