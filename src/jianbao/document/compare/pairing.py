"""Which item of one issue is which of another: by text, then by id, then by likeness."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from jianbao.document.model import Item
from jianbao.language.characters import normal_form

_SAME_ID = 0.3  # the likeness from which an id that both issues use means one item
_LIKE = 0.5  # the likeness from which two items without a common id are one

Pair = tuple[int, int]  # places in the two sequences


def pair_items(before: Sequence[Item], after: Sequence[Item]) -> list[Pair]:
    """Pair each item with at most one other, in the order of `after`.

    An id alone proves nothing: readers number items as they stand, so that one new item shifts
    all ids behind it. Items with the same text are one; then those of one id that are somewhat
    alike; then the most alike ones.
    """
    pairs: dict[int, int] = {}  # after -> before
    left = set(range(len(before)))
    for candidates in (_equal(before, after), _alike(before, after, left, pairs)):
        for old, new in candidates:
            if old in left and new not in pairs:
                left.remove(old)
                pairs[new] = old
    return [(pairs[new], new) for new in sorted(pairs)]


def _equal(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Pair]:
    """Pair equal texts: with the same id first, then as they come."""
    places: dict[str, list[int]] = {}
    for number, item in enumerate(before):
        places.setdefault(normal_form(item.text), []).append(number)
    found = [(number, places.get(normal_form(item.text), [])) for number, item in enumerate(after)]
    for new, olds in found:
        yield from ((old, new) for old in olds if before[old].id == after[new].id)
    for new, olds in found:
        yield from ((old, new) for old in olds)


def _alike(
    before: Sequence[Item], after: Sequence[Item], left: set[int], taken: dict[int, int]
) -> Iterator[Pair]:
    """Rank what is still free by likeness; a common id counts much, a near place a little."""
    olds = {old: _bigrams(before[old]) for old in sorted(left)}
    news = {new: _bigrams(after[new]) for new in range(len(after)) if new not in taken}
    ranked = []
    for new, its in news.items():
        for old, others in olds.items():
            like = _likeness(others, its)
            same_id = bool(after[new].id) and before[old].id == after[new].id
            if like >= (_SAME_ID if same_id else _LIKE):
                ranked.append((-like - same_id, abs(old - new), old, new))
    yield from ((old, new) for _, _, old, new in sorted(ranked))


def _bigrams(item: Item) -> Counter[str]:
    text = normal_form(item.text)
    return Counter(map("".join, itertools.pairwise(text))) or Counter([text])


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """Give Dice's coefficient of two bags: 1 for the same, 0 for nothing in common."""
    return 2 * (a & b).total() / (a.total() + b.total())


def moved_pairs(pairs: Sequence[Pair]) -> set[Pair]:
    """Give the fewest pairs that must have been taken out of line for the rest to keep theirs.

    What stays is a longest increasing run of the old places, found by patience sorting.
    """
    tops: list[int] = []  # the lowest old place that ends a run of each length
    ends: list[int] = []  # which pair that is
    before: list[int | None] = []
    for number, (old, _) in enumerate(pairs):
        length = bisect.bisect_left(tops, old)
        tops[length : length + 1] = [old]
        ends[length : length + 1] = [number]
        before.append(ends[length - 1] if length else None)
    moved = set(pairs)
    place = ends[-1] if ends else None
    while place is not None:
        moved.discard(pairs[place])
        place = before[place]
    return moved
