"""Which items of one issue tell much alike. It compares letters, and decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from jianbao.desk.models import Item
from jianbao.language.duplicates import SUSPECT
from jianbao.language.likeness import containment, shingles

_HEADLINES = 0.6  # share of common pairs of two headlines on one topic


class Pair(NamedTuple):
    """Two items; `texts` says that the texts are alike, else it is the headlines alone."""

    first: Item
    second: Item
    texts: bool


def repeated_pairs(items: Sequence[Item]) -> tuple[Pair, ...]:
    """Give the pairs of items whose texts or headlines are alike, in the order of print."""
    read = [(item, _pairs_in(_text(item)), _pairs_in(item.headline)) for item in items]
    return tuple(
        Pair(one[0], other[0], texts)
        for one, other in combinations(read, 2)
        if (texts := containment(one[1], other[1]) >= SUSPECT)
        or containment(one[2], other[2]) >= _HEADLINES
    )


def _text(item: Item) -> str:
    return "".join(map(str, (item.content.get("lead") or "", *item.content.get("paragraphs", ()))))


@lru_cache(maxsize=2000)
def _pairs_in(text: str) -> frozenset[str]:
    return shingles(text)
