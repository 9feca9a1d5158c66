from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.index.invented_items import BULLETIN, Invention
from jianbao.desk.index import Entry, Index, open_index
from jianbao.desk.index.searching import RANK_ALL, RANK_NEWEST
from jianbao.language.characters import HAN, normal_form

DAY = dt.date(2026, 7, 3)
RUNS = re.compile(rf"[{HAN}]+|(?:(?![{HAN}])[^\W_])+")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with open_index(tmp_path_factory.mktemp("index") / "index.db") as opened:
        yield opened


@pytest.fixture
def empty(index: Index) -> Index:
    index.clear()
    return index


def entry(number: int, text: str, **fields: object) -> Entry:
    given_fields = {"date": DAY, "unit": "青石分公司", "section": "行", "title": ""} | fields
    return Entry(f"item:{number}", "item", bulletin=1, text=text, **given_fields)  # type: ignore[arg-type] # tests name fields freely


def found(index: Index, query: str, **filters: object) -> list[str]:
    page = index.search(query, **({"bulletins": [1], "limit": 100} | filters))  # type: ignore[arg-type] # the same
    assert page.total == len(page.hits)
    return [hit.key for hit in page.hits]


@functools.lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """Write `|` where a run of Chinese or of Latin letters and digits ends."""
    return "|".join(RUNS.findall(normal_form(text)))


def scan(text: str, term: str) -> bool:
    """Say whether the text has the term, by looking at every place of it."""
    have, want = f"|{canonical(text)}|", canonical(term)
    if not want:
        return False
    before = r"(?<=\|)" if not re.match(f"[{HAN}]", want) else ""
    after = r"(?=\|)" if not re.search(f"[{HAN}]$", want) else ""
    return re.search(before + re.escape(want) + after, have) is not None


LETTERS = st.text("党史学习教２2 5aＡ，、。㎡\n　", max_size=14)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=6),
    st.lists(LETTERS, min_size=1, max_size=4),
    st.tuples(st.integers(0, 5), st.integers(0, 12), st.integers(1, 6)),
)
def test_a_search_finds_exactly_what_a_scan_finds(
    empty: Index, texts: list[tuple[str, str]], phrases: list[str], cut: tuple[int, int, int]
) -> None:
    empty.clear()
    empty.put(entry(i, text, title=title) for i, (title, text) in enumerate(texts))
    which, start, length = cut
    cut_out = texts[which % len(texts)][1][start : start + length]
    for phrase in (*phrases, cut_out):
        expected = {
            f"item:{i}" for i, pair in enumerate(texts) if any(scan(text, phrase) for text in pair)
        }
        assert set(found(empty, f'"{phrase}"')) == expected


def test_a_thousand_items_are_searched_as_a_scan_would(empty: Index) -> None:
    invention = Invention(7)
    entries = invention.entries(1000)
    empty.put(entries)
    for one in entries[::100]:
        start = invention.random.randrange(len(one.text) - 8)
        for length in (1, 2, 4, 8):
            term = one.text[start : start + length]
            expected = {e.key for e in entries if scan(e.text, term) or scan(e.people[0], term)}
            hits = empty.search(f'"{term}"', bulletins=[BULLETIN], limit=2000).hits
            assert {hit.key for hit in hits} == expected, term


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("慰问 2000元", ["item:1"]),
        ("慰问 职工", ["item:2", "item:1"]),
        ("“慰问职工”", ["item:1"]),
        ('"慰问 职工"', ["item:1"]),
        ("慰问　职工", ["item:2", "item:1"]),
        ("000元", []),
        ("erp", ["item:2"]),
        ("ER", []),
        ("沈", ["item:2"]),
        ("沈知行", ["item:2"]),
        ("。，", []),
        ("", []),
        ('"', []),
        ('慰问" OR "x', []),
        ("b:1", []),
        ("filters:item", []),
    ],
)
def test_a_query(empty: Index, query: str, expected: list[str]) -> None:
    empty.put(
        [
            entry(1, "青石分公司慰问 职工，发放２０００元。"),
            entry(2, "职工上线ERP系统，集团慰问。", people=("沈知行",)),
        ]
    )
    assert sorted(found(empty, query)) == sorted(expected)


def test_the_filters(empty: Index) -> None:
    empty.put(
        [
            entry(1, "党课开讲"),
            entry(2, "党课结束", unit="白川分公司", date=dt.date(2026, 7, 4)),
            Entry("contribution:3", "contribution", 2, DAY, "", "", "党课", "上党课"),
        ]
    )
    assert found(empty, "党课", bulletins=[1]) == ["item:2", "item:1"]
    assert found(empty, "党课", bulletins={1, 2, 3}, kind="contribution") == ["contribution:3"]
    assert found(empty, "党课", unit="青石分公司") == ["item:1"]
    assert found(empty, "党课", section="行", end=DAY) == ["item:1"]
    assert found(empty, "党课", start=dt.date(2026, 7, 4)) == ["item:2"]
    assert found(empty, "党课", start=dt.date(2026, 7, 4), end=DAY) == []
    assert found(empty, "党课", unit="无此单位") == []
    assert found(empty, "党课", bulletins=[]) == []
    assert found(empty, "党课", bulletins=[9]) == []


def test_the_title_counts_more_and_of_equals_the_newest_comes_first(empty: Index) -> None:
    empty.put(
        [
            entry(1, "班组安全培训", date=dt.date(2026, 1, 3)),
            entry(2, "班组安全培训", date=dt.date(2026, 7, 3)),
            entry(3, "班组举行培训", title="安全月", date=dt.date(2025, 7, 3)),
            entry(4, "另一件事", date=dt.date(2026, 8, 3)),
        ]
    )
    assert found(empty, "安全") == ["item:3", "item:2", "item:1"]


def test_pages_follow_each_other_without_gap_behind_what_is_ranked(empty: Index) -> None:
    number = RANK_ALL + 100
    dates = [DAY + dt.timedelta(i // 10) for i in range(number)]
    empty.put(entry(i, f"第{i}次党课", date=date) for i, date in enumerate(dates))
    pages = [
        empty.search("党课", bulletins=[1], limit=70, offset=offset)
        for offset in range(0, number, 70)
    ]
    assert {page.total for page in pages} == {number}
    keys = [hit.key for page in pages for hit in page.hits]
    assert sorted(keys) == sorted(f"item:{i}" for i in range(number))
    assert keys[RANK_NEWEST:] == [f"item:{i}" for i in reversed(range(number - RANK_NEWEST))]
    assert empty.search("党课", bulletins=[1], offset=number).hits == ()


def test_long_and_many_worded_queries_are_answered(empty: Index) -> None:
    text = "".join(chr(0x4E00 + i) for i in range(3000))
    empty.put([entry(1, text)])
    assert found(empty, text) == ["item:1"]
    assert found(empty, " ".join(text)) == ["item:1"]


def test_half_characters_do_no_harm(empty: Index) -> None:
    empty.put([entry(1, "党课\ud800开讲", unit="甲\udfff")])
    assert found(empty, "党课\ud800") == ["item:1"]
    assert found(empty, "党课", unit="甲\udfff") == ["item:1"]


def test_a_rare_character_is_found(empty: Index) -> None:
    empty.put([entry(1, "𠮷野赴𰻞村"), entry(2, "东京")])
    assert found(empty, "𰻞") == ["item:1"]
    assert found(empty, "𠮷野") == ["item:1"]


def test_empty_index(tmp_path: Path) -> None:
    with open_index(tmp_path / "index.db") as index:
        assert found(index, "党课") == []
        assert index.nearest("党课开讲", bulletins=[1]) == ()
        assert index.suggest_section("党课开讲", "青石分公司", 1) is None
