"""In which order what matches is shown: words, their rarity, the title, age; never reads a table.

BM25 over the user's own words (not over tokens), raised a little for what is new.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence

import msgspec

Counter = Callable[[str], int]

_K1, _B = 1.2, 0.5
_TITLE = 3  # a word in the title counts as often in the text
_NEW, _YEAR = 0.25, 365.25
_WHOLE_TITLE = 0.5


class Weighing(msgspec.Struct, frozen=True):
    """What a score is measured against.

    `counters` count the terms and `rarities` weigh them, in the same order; `usual` is the mean
    length of a text, `newest` the date of the newest match, from which age counts.
    """

    counters: tuple[Counter, ...]
    rarities: tuple[float, ...]
    usual: float
    newest: dt.date


def rarity(matching: int, entries: int) -> float:
    """Give the weight of a word that `matching` of `entries` have; it is never negative."""
    return math.log(1 + (max(entries - matching, 0) + 0.5) / (matching + 0.5))


def score(weighing: Weighing, normal: Sequence[str], date: dt.date) -> float:
    """Score an entry by the normal forms of its title, its text and its people."""
    title, text, people = normal
    length = 1 - _B + _B * len(text) / weighing.usual if weighing.usual else 1.0
    in_title, found = 0, 0.0
    for count, weight in zip(weighing.counters, weighing.rarities, strict=True):
        titled = count(title) if title else 0
        times = _TITLE * titled + count(text) + count(people)
        found += weight * times * (_K1 + 1) / (times + _K1 * length) if times else 0.0
        in_title += titled > 0
    age = (weighing.newest - date).days / _YEAR
    whole = _WHOLE_TITLE if in_title == len(weighing.counters) else 0.0
    return found * (1 + _NEW * 2**-age) + whole
