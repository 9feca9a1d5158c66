"""The search index on invented items: putting, searching, likeness, duplicates, sections.

searching.py [ITEMS]    20000 when left out
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from clock import show
from jianbao.desk.index import Entry, Index, open_index
from jianbao.desk.index.entries import facts_near

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from desk.index.invented_items import BULLETIN, Invention

ASKED = 60  # queries of each kind


def main() -> None:
    """Print the tables."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    invention = Invention(1, days=3650)
    entries = invention.entries(number)
    later = invention.entries(200)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.db"
        with open_index(path) as index:
            _put(index, entries, later)
            _weigh(path, entries)
            _search(index, entries, invention)
            _compare(index, later)


def _put(index: Index, entries: Sequence[Entry], later: Sequence[Entry]) -> None:
    all_of_them = _taken(lambda: index.put(entries)) / len(entries)
    one_by_one = [_taken(lambda entry=entry: index.put([entry])) for entry in later]
    figures = {"100 in a transaction": all_of_them, "one by one": statistics.median(one_by_one)}
    show(f"put into an index of {len(entries)} items, CPU", figures, unit="items", rate=True)


def _weigh(path: Path, entries: Sequence[Entry]) -> None:
    text = sum(len(entry.whole.encode()) for entry in entries)
    size = sum(file.stat().st_size for file in path.parent.iterdir())
    print(f"\n  {size / 1e6:.0f} MB on disk, {size / text:.1f} x the text")


def _search(index: Index, entries: Sequence[Entry], invention: Invention) -> None:
    kinds = {
        "one character": [_cut(invention, entries, 1) for _ in range(ASKED)],
        "two characters": [_cut(invention, entries, 2) for _ in range(ASKED)],
        "four characters": [_cut(invention, entries, 4) for _ in range(ASKED)],
        "phrase of nine": [f'"{_cut(invention, entries, 9)}"' for _ in range(ASKED)],
        "two words": [
            f"{_cut(invention, entries, 2)} {_cut(invention, entries, 2)}" for _ in range(ASKED)
        ],
    }
    print("\nsearch: 20 hits with marks, and the exact count; CPU")
    for name, queries in kinds.items():
        _spread(name, [_search_for(index, query) for query in queries])
    filtered = [(query, invention.random.choice(entries)) for query in kinds["two characters"]]
    _spread(
        "two characters of a unit",
        [_search_for(index, query, unit=entry.unit) for query, entry in filtered],
    )


def _search_for(index: Index, query: str, unit: str | None = None) -> Callable[[], object]:
    return lambda: index.search(query, bulletins=[BULLETIN], unit=unit)


def _compare(index: Index, later: Sequence[Entry]) -> None:
    print("\ncompare one text; CPU")
    month, whole, sections = [], [], []
    for entry in later[:ASKED]:
        month.append(_duplicates(index, entry, around=True))
        whole.append(_duplicates(index, entry, around=False))
        sections.append(lambda entry=entry: index.suggest_section(entry.text, entry.unit, BULLETIN))
    _spread("duplicates, a month around", month)
    _spread("duplicates, whole archive", whole)
    _spread("suggest a section", sections)


def _duplicates(index: Index, entry: Entry, *, around: bool) -> Callable[[], object]:
    facts = facts_near(entry.text, entry.date)
    return lambda: index.near_duplicates(
        entry.text, facts=facts, bulletins=[BULLETIN], around=entry.date if around else None
    )


def _cut(invention: Invention, entries: Sequence[Entry], length: int) -> str:
    text = invention.random.choice(entries).text
    start = invention.random.randrange(len(text) - length)
    return text[start : start + length]


def _spread(name: str, calls: Sequence[Callable[[], object]]) -> None:
    taken = sorted(min(_taken(call), _taken(call)) * 1000 for call in calls)
    median, most = statistics.median(taken), taken[int(len(taken) * 0.95)]
    print(f"  {name:34} median {median:6.1f} ms   95 of 100 within {most:6.1f} ms")


def _taken(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


if __name__ == "__main__":
    main()
