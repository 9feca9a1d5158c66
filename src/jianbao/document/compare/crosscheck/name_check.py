"""Where the originals name a person, unit or title of the item, or one spelled nearly like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jianbao.document.compare.crosscheck.statements import Studied
from jianbao.document.compare.crosscheck.verdicts import Mention, mention_of
from jianbao.language.likeness import letters
from jianbao.language.roster import Roster

_ALIKE = 0.5  # the share of common characters from which two names or titles are one misspelled
_SHORTEST_HALF = 2  # characters of a unit, and of the part of it named behind


class Names:
    """What the originals call people and units, and what is known of who sent them."""

    def __init__(self, originals: Sequence[Studied], roster: Roster, signed: Iterable[str]) -> None:
        """Take the originals and `signed`, names of the units and people who sent them."""
        self.originals = originals
        self.roster = roster
        self.signed = frozenset(name for name in signed if name)
        self._units = {
            fact.slot: mention_of(index, fact)
            for index, original in reversed(list(enumerate(originals)))
            for fact in reversed(original.names)
            if fact.slot
        }
        self._signed_units = {roster.canonical(name) for name in self.signed} - {None}

    def find(self, kind: str, name: str) -> Mention | None:
        """Give where an original has the name, or that its senders bear it, or None."""
        found = self._literal(name, kind)
        if found is None and name in self.signed:
            return Mention(-1, name, 0, 0)
        if found or kind not in {"org", "byline"}:
            return found
        return self._as_unit(name) or self._in_two_parts(name)

    def _literal(self, name: str, kind: str = "") -> Mention | None:
        for index, original in enumerate(self.originals):
            start = original.text.find(name)
            while start >= 0:
                end = start + len(name)
                if kind != "person" or not _in_longer_name(original, start, end):
                    return Mention(index, name, start, end)
                start = original.text.find(name, end)
        return self._without_blanks(name)

    def _without_blanks(self, name: str) -> Mention | None:
        wanted = letters(name)
        for index, original in enumerate(self.originals):
            for fact in original.names:
                if wanted and letters(fact.value) == wanted:
                    return mention_of(index, fact)
        return None

    def _as_unit(self, name: str) -> Mention | None:
        """Find the unit under another of its names."""
        unit = self.roster.canonical(name)
        if name in self.signed or (unit and unit in self._signed_units):
            return Mention(-1, name, 0, 0)
        return self._units.get(unit) if unit else None

    def _in_two_parts(self, name: str) -> Mention | None:
        """Find 青石分公司烧成车间 where the original says 烧成车间, and 青石分公司 elsewhere."""
        for size in range(_SHORTEST_HALF, len(name) - _SHORTEST_HALF + 1):
            whole, part = name[:size], name[size:]
            if self._as_unit(whole) or self._literal(whole):
                found = self._as_unit(part) or self._literal(part)
                if found:
                    return found
        return None

    def nearest(self, kind: str, name: str, said: frozenset[str]) -> Mention | None:
        """Give the name of an original that was most likely meant; none that the item says too."""
        wanted = {"byline": {"person", "org"}}.get(kind, {kind})
        near = [
            (alike, mention_of(index, fact))
            for index, original in enumerate(self.originals)
            for fact in original.names
            if fact.kind in wanted and fact.value not in said
            if (alike := _likeness(fact.kind, name, fact.value))
        ]
        best = max(near, key=lambda pair: pair[0], default=None)
        return best[1] if best else self._misspelled(name) if kind == "person" else None

    def _misspelled(self, name: str) -> Mention | None:
        """Find a name of three characters or more that differs in one, however it stands there."""
        if len(name) < 3:
            return None
        for index, original in enumerate(self.originals):
            for start in places_nearly(name, original.text):
                end = start + len(name)
                return Mention(index, original.text[start:end], start, end)
        return None


def _in_longer_name(original: Studied, start: int, end: int) -> bool:
    """Say whether a name is only a part of another there: 王青 in 王青禾."""
    return any(
        fact.kind == "person"
        and fact.start <= start < fact.end
        and fact.end - fact.start > end - start
        for fact in original.names
    )


def _likeness(kind: str, name: str, other: str) -> float:
    """Say how alike two names are, 0 for names of two people or of two things."""
    if kind == "person":
        return _one_person(name, other)
    common = sum(min(name.count(c), other.count(c)) for c in set(name))
    share = 2 * common / (len(name) + len(other))
    return share if share > _ALIKE and (kind == "title" or name[:1] == other[:1]) else 0.0


def _one_person(name: str, other: str) -> float:
    """Say how alike two names are that differ in one character, or in its place, or lack one."""
    short, long = sorted((name, other), key=len)
    if len(short) == len(long):
        same = sum(a == b for a, b in zip(name, other, strict=True))
        near = same == len(name) - 1 or sorted(name) == sorted(other)
        near = near and (len(name) > 2 or name[0] == other[0])
        return (same + 1) / (len(name) + 1) if near else 0.0
    without_one = {long[:i] + long[i + 1 :] for i in range(1, len(long))}
    return len(short) / (len(long) + 1) if short in without_one else 0.0


def places_nearly(name: str, text: str) -> Iterator[int]:
    """Give the places where all characters of a name but its last or a middle one stand."""
    start = text.find(name[0])
    while 0 <= start <= len(text) - len(name):
        there = text[start : start + len(name)]
        differing = sum(a != b for a, b in zip(name, there, strict=True))
        if differing == 1 and there[1:].isalpha():
            yield start
        start = text.find(name[0], start + 1)
