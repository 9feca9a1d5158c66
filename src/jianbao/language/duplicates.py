"""Whether two texts report the same thing; never searches for candidates."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from jianbao.language.facts import Facts
from jianbao.language.likeness import likeness
from jianbao.language.organisations import Organisation

Verdict = Literal["duplicate", "suspect", "same-pattern", "different"]

# Shares of common pairs of characters, chosen on labelled pairs of bulletin items.
SURE = 0.60
SUSPECT = 0.35


class Comparison(NamedTuple):
    """The likeness of two texts, the kinds of fact they contradict each other in, the verdict.

    same-pattern: the words agree, but people, dates or numbers do not: another event told in the
    same words, to be shown and not to be stopped.
    """

    verdict: Verdict
    likeness: float
    conflicts: tuple[str, ...]


def compare_reports(first: str, second: str, facts: tuple[Facts, Facts]) -> Comparison:
    """Compare two texts and what was found in each (`facts`, in the same order)."""
    alike, against = likeness(first, second), conflicts(*facts)
    verdict: Verdict = "different"
    if alike >= SURE:
        verdict = "same-pattern" if against else "duplicate"
    elif alike >= SUSPECT and not against:
        verdict = "suspect"
    return Comparison(verdict, alike, against)


def conflicts(first: Facts, second: Facts) -> tuple[str, ...]:
    """Name the kinds of fact of which both texts have some and share none.

    A name agrees with one that holds it: 青江港务 and 青江港务集团.
    """
    found = []
    if _contradict({p.text for p in first.persons}, {p.text for p in second.persons}):
        found.append("persons")
    if _contradict({_unit(o) for o in first.orgs}, {_unit(o) for o in second.orgs}):
        found.append("orgs")
    if _contradict({d.iso for d in first.dates}, {d.iso for d in second.dates}):
        found.append("dates")
    numbers = [{(q.value, q.unit) for q in facts.quantities} for facts in (first, second)]
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        found.append("quantities")
    return tuple(found)


def _unit(organisation: Organisation) -> str:
    return organisation.canonical or organisation.text


def _contradict(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    return bool(a and b) and not any(x in y or y in x for x in a for y in b)
