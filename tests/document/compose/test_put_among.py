"""New items among those that stand: nothing that stands changes its order, whatever its ranks."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.compose.ordering import Rank, put_among

DAY = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
_ranks = st.integers(0, 5).map(
    lambda unit: Rank(
        unnamed=True, unsigned=False, not_headquarters=unit > 1, unit=unit, received=DAY
    )
)


@given(st.lists(st.none() | _ranks, max_size=8), st.lists(_ranks, max_size=6))
def test_what_stands_keeps_its_order_and_the_new_go_by_rank(
    standing: list[Rank | None], fresh: list[Rank]
) -> None:
    stood = [(rank, f"old {n}") for n, rank in enumerate(standing)]
    new = [(rank, f"new {n}") for n, rank in enumerate(fresh)]
    row = put_among(stood, new)
    assert sorted(row) == sorted([name for _, name in (*stood, *new)])
    assert [name for name in row if name.startswith("old")] == [name for _, name in stood]
    by_name = {name: rank for rank, name in (*stood, *new)}
    among_new = [by_name[name] for name in row if name.startswith("new")]
    assert among_new == sorted(fresh)
    for name in row:
        rank = by_name[name]
        behind = [by_name[other] for other in row[row.index(name) + 1 :] if other[:3] == "old"]
        if name.startswith("new"):  # nobody with precedence stands behind a new one
            assert rank is not None
            assert all(other is not None and other > rank for other in behind)


def test_among_ranked_items_the_whole_is_sorted() -> None:
    one, two, three, four = (
        Rank(unnamed=True, unsigned=False, not_headquarters=True, unit=n, received=DAY)
        for n in range(4)
    )
    assert put_among([(one, "a"), (three, "c")], [(four, "d"), (two, "b")]) == list("abcd")
