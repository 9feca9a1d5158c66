"""Where the originals say a figure of the item, or another figure in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from jianbao.document.compare.crosscheck.date_parts import agrees, replaces
from jianbao.document.compare.crosscheck.hedges import read_hedge
from jianbao.document.compare.crosscheck.statements import Statement, Studied
from jianbao.document.compare.crosscheck.surroundings import Place
from jianbao.language.numerals import NUMERAL, format_numeral

_DECISIVE = 5.0  # how much more alike another place must be to say that a figure belongs there
_ENOUGH = 4.0  # how alike a place must be for its figure to be the one that was changed
_LIKE_HEDGE = 3.0  # what is given to a place that is as sure or unsure as the item
_SAID = 3.0  # what is taken off a place whose figure the item states elsewhere
_NUMBER = re.compile(rf"\d+|[{NUMERAL}]+")
_NUMERALS = frozenset(f"0123456789.．{NUMERAL}")


class Witness(NamedTuple):
    """A place of an original that a fact of the item is held against."""

    which: int
    statement: Statement
    likeness: float


class Findings(NamedTuple):
    """The likest place that says the same, and the likest that say something else, if any.

    `rival` is the likest of all; for `other` places count less whose figure the item states too.
    """

    same: Witness | None
    rival: Witness | None
    other: Witness | None

    @property
    def borne_out(self) -> bool:
        """Whether the originals say it, and of the same thing as the item."""
        if self.same is None:
            return False
        return self.rival is None or self.rival.likeness - self.same.likeness < _DECISIVE

    @property
    def contradiction(self) -> Witness | None:
        """The place of another figure that an original has where the item says this one."""
        if self.same:
            return None if self.borne_out else self.rival
        return self.other if self.other and self.other.likeness >= _ENOUGH else None


def look_up(
    fact: Statement, item: Studied, originals: Sequence[Studied], stated: frozenset[tuple[str, str]]
) -> Findings:
    """Look a figure of the item up in the originals; `stated` are value and slot of all it states.

    A figure counts as said where a figure of the original comes to the same, or where the same
    words stand; of several places the one in the likest surroundings is meant.
    """
    place = Place(item.around, fact.start, fact.end)

    def weigh(index: int, found: Statement) -> Witness:
        like = place.likeness(originals[index].around, found.start, found.end)
        return Witness(index, found, like)

    same: list[Witness] = []
    others: list[Witness] = []
    for index, original in enumerate(originals):
        for found in original.figures:
            if says_same(fact, found):
                same.append(weigh(index, found))
            elif _comparable(fact, found):
                others.append(weigh(index, found))
    if not same:
        same = list(_literal(fact, originals, weigh))

    def as_sure(witness: Witness) -> float:
        return witness.likeness + _LIKE_HEDGE * (witness.statement.hedge == fact.hedge)

    def unsaid(witness: Witness) -> float:
        found = witness.statement
        return witness.likeness - _SAID * ((found.value, found.slot) in stated)

    return Findings(
        same=max(same, key=as_sure, default=None),
        rival=max(others, key=lambda witness: witness.likeness, default=None),
        other=max(others, key=unsaid, default=None),
    )


def says_same(fact: Statement, found: Statement) -> bool:
    """Say whether a figure of the item comes to the same as one of an original."""
    if fact.kind == "date" == found.kind:
        return agrees(fact, found)
    return (fact.kind, fact.value, fact.slot) == (found.kind, found.value, found.slot)


def _comparable(fact: Statement, found: Statement) -> bool:
    """Say whether one figure can stand in the place of the other."""
    if fact.kind != found.kind:
        return False
    if fact.kind == "date":
        return replaces(fact, found)
    return fact.slot == found.slot or (fact.kind == "quantity" and fact.value == found.value)


def _literal(
    fact: Statement,
    originals: Sequence[Studied],
    weigh: Callable[[int, Statement], Witness],
) -> Iterator[Witness]:
    """Find the words of the figure, or the same number in the other numerals."""
    for index, original in enumerate(originals):
        for words in _spellings(fact):
            for start in _occurrences(words, original.text):
                end = start + len(words)
                if _free(fact, original, start, end):
                    hedge = read_hedge(original.text, start, end) if fact.kind == "quantity" else ""
                    found = fact._replace(text=words, start=start, end=end, hedge=hedge)
                    yield weigh(index, found)


def _spellings(fact: Statement) -> tuple[str, ...]:
    number = _NUMBER.match(fact.text)
    if fact.kind != "quantity" or not number or not fact.value.isdecimal():
        return (fact.text,)
    unit, value = fact.text[number.end() :], int(fact.value)
    if not unit or unit[0] in "余多来万亿千百十" or value >= 10**8:
        return (fact.text,)
    spelled = ["一" if value == 1 else format_numeral(value), str(value)]
    spelled += ["两"] if value == 2 else []
    measures = [unit, "个人"] if fact.slot == "人" else [unit]
    others = (word + measure for word in spelled for measure in measures)
    return tuple(dict.fromkeys([fact.text, *others]))


def _occurrences(words: str, text: str) -> Iterator[int]:
    """Give the places of the words where they are no part of a longer number."""
    start = text.find(words)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(words) : start + len(words) + 1]
        longer = before in _NUMERALS if words[0] in _NUMERALS else False
        longer = longer or (words[-1].isdecimal() and after.isdecimal())
        if not before or not longer:
            yield start
        start = text.find(words, start + 1)


def _free(fact: Statement, original: Studied, start: int, end: int) -> bool:
    """Say whether the words are not those of another figure of the original."""
    if fact.kind == "number" and fact.slot[:1].isalpha() and not fact.slot.startswith("第"):
        return fact.slot == "clock" or original.text[end : end + 1] == fact.slot
    return not any(
        found.kind == fact.kind and found.start < end and start < found.end
        for found in original.figures
    )
