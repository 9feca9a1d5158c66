"""The units and people that are known, and where a text names them; it learns nothing by itself."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import ahocorasick_rs

from jianbao.language.characters import is_han
from jianbao.language.likeness import letters, shingles

_HEAD = 2  # characters of a group's short name: 青港 in 青港集团, 青港物流
_SHARED = 2  # names that must agree before what they share counts as learnt


class Unit(NamedTuple):
    """单位: the name the bulletin prints, and every other form seen."""

    name: str
    aliases: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A known name in a text: as printed, where, and the name it stands for."""

    text: str
    start: int
    end: int
    canonical: str


class Roster:
    """Known units with their aliases, and known people. Equal input gives equal answers."""

    def __init__(self, units: Iterable[Unit] = (), people: Iterable[str] = ()) -> None:
        """Take units and people; names of one character are too short to be looked for."""
        self.units = tuple(units)
        self.people = tuple(dict.fromkeys(name for name in people if len(name) > 1))
        self._canonical: dict[str, str] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                if len(name) > 1:
                    self._canonical.setdefault(name, unit.name)

    @functools.cached_property
    def _by_letters(self) -> dict[str, str]:
        return {letters(name): unit for name, unit in reversed(self._canonical.items())}

    def canonical(self, name: str) -> str | None:
        """Give the unit that `name` stands for, blanks and marks aside, or None."""
        return self._canonical.get(name) or self._by_letters.get(letters(name))

    def find_units(self, text: str) -> list[Mention]:
        """Find known units, the longest name at each place."""
        return _mentions(self._unit_names, text, self._canonical)

    def find_people(self, text: str) -> list[Mention]:
        """Find known people, the longest name at each place."""
        return _mentions(self._people_names, text, {})

    @functools.cached_property
    def _unit_names(self) -> _Names:
        return _Names(self._canonical)

    @functools.cached_property
    def _people_names(self) -> _Names:
        return _Names(self.people)

    @functools.cached_property
    def heads(self) -> frozenset[str]:
        """Short names of groups, learnt from the names that begin with them: 青港."""
        return self._shared(lambda name: name[:_HEAD])

    @functools.cached_property
    def endings(self) -> frozenset[str]:
        """Endings of names, learnt from the names that end with them: 铸锻."""
        return self._shared(lambda name: name[-_HEAD:])

    def _shared(self, part: Callable[[str], str]) -> frozenset[str]:
        names = [name for name in self._canonical if len(name) >= 2 * _HEAD]
        counted = Counter(part(name) for name in names if is_han(part(name)))
        shared = {piece for piece, times in counted.items() if times >= _SHARED}
        return frozenset(piece for piece in shared if piece[-1] not in "部处科室办组所站队班")

    def near(self, name: str, *, limit: int = 3) -> list[str]:
        """Give up to `limit` known units most like an unknown name, the likest first."""
        wanted = shingles(name)
        scored: list[tuple[float, str]] = []
        for spelled, unit in self._canonical.items():
            known = shingles(spelled)
            shared = len(wanted & known)
            if shared:
                scored.append((-2 * shared / (len(wanted) + len(known)), unit))
        best = dict.fromkeys(unit for score, unit in sorted(scored) if score <= -1 / 3)
        return list(best)[:limit]


class _Names:
    """Names to look for all at once."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self.search = ahocorasick_rs.AhoCorasick(
            self.names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )


def _mentions(names: _Names, text: str, canonical: dict[str, str]) -> list[Mention]:
    if not names.names:
        return []
    found = names.search.find_matches_as_indexes(text)
    return [Mention(text[a:b], a, b, canonical.get(text[a:b], text[a:b])) for _, a, b in found]


EMPTY = Roster()
