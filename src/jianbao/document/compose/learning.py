"""What printed issues teach of sections: the items most like a text, and a unit's habit.

The idea of `desk.index.sections`, for a handful of issues held in memory.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jianbao.document.compose.places import Place, find_place
from jianbao.document.model import Issue, Item
from jianbao.document.profile import Profile
from jianbao.language.likeness import shingles

_NEIGHBOURS = 25  # printed items that have a say
_DOUBT = 3  # items of a unit after which its habit counts half


class Printed(NamedTuple):
    """A printed item, where it stood, and the pairs of characters of its text."""

    item: Item
    place: Place
    pairs: frozenset[str]


class Near(NamedTuple):
    """The share that each place has in the voices of the nearest items; the nearest of each."""

    shares: Mapping[Place, float]
    nearest: Mapping[Place, Item]


class Lessons:
    """Printed items, ready to be asked for what is like a text."""

    def __init__(self, back: Sequence[Issue], profile: Profile, places: Sequence[Place]) -> None:
        """Take the back issues; items whose section the profile no longer has say nothing."""
        self.printed = tuple(_printed(back, profile, places))
        self._holders = Counter(pair for one in self.printed for pair in one.pairs)
        self._crowd = Counter(one.place for one in self.printed)
        self._habits: defaultdict[str, Counter[Place]] = defaultdict(Counter)
        for one in self.printed:
            for unit in one.item.byline.units if one.item.byline else ():
                self._habits[unit][one.place] += 1

    def near(self, text: str) -> Near:
        """Ask the items that share most of the rare pairs of a text, for their own breadth.

        A large section has many items near any text, so its voices are damped.
        """
        wanted = shingles(text)
        weighed = sorted(
            (
                (self._weight(wanted & one.pairs) / math.sqrt(len(one.pairs) or 1), number)
                for number, one in enumerate(self.printed)
            ),
            reverse=True,
        )
        voices: defaultdict[Place, float] = defaultdict(float)
        nearest: dict[Place, Item] = {}
        for weight, number in weighed[:_NEIGHBOURS]:
            one = self.printed[number]
            voices[one.place] += weight / math.sqrt(self._crowd[one.place])
            nearest.setdefault(one.place, one.item)
        spoken = sum(voices.values())
        return Near({p: v / spoken for p, v in voices.items()} if spoken else {}, nearest)

    def habit(self, unit: str) -> Mapping[Place, float]:
        """Give the share of each place in what a unit had printed, damped while it is little."""
        counted = self._habits.get(unit, Counter())
        known = sum(counted.values())
        return {place: count / (known + _DOUBT) for place, count in counted.items()}

    def _weight(self, pairs: frozenset[str]) -> float:
        count = len(self.printed)
        return sum(math.log(1 + count / self._holders[pair]) for pair in sorted(pairs))


def _printed(back: Sequence[Issue], profile: Profile, places: Sequence[Place]) -> Iterator[Printed]:
    for issue in back:
        for section in issue.sections:
            groups = [("", section.items), *((g.title, g.items) for g in section.subsections)]
            for group, items in groups:
                place = find_place(places, profile, section.title, group)
                if place is not None:
                    yield from (Printed(item, place, shingles(item.text)) for item in items)
