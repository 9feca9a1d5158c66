"""What each item of an issue states: facts of its text, its byline and its source in one list.

The issue teaches the roster: who signs it and who gets it are known in every text. Facts of a text
alone are the language room's; nothing here guesses a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from jianbao.document.model import Issue, Item
from jianbao.document.profile import EMPTY, Profile
from jianbao.language.facts import Facts, find_facts
from jianbao.language.names import NameFinder
from jianbao.language.quantities import Quantity
from jianbao.language.roster import Roster, Unit

Named = TypeVar("Named", "QuantityFact", "DateFact")


class QuantityFact(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity as printed, its value in the base unit, and `+` or 约 for an approximate one.

    `upper` is the greater end of a range (3—5名) whose smaller end is `value`.
    """

    text: str
    value: int | float
    unit: str
    approx: str
    upper: int | float | None = None


class DateFact(msgspec.Struct, frozen=True, kw_only=True):
    """A date as printed and as ISO 8601."""

    text: str
    iso: str


class ItemFacts(msgspec.Struct, frozen=True, kw_only=True):
    """事实 of one item, each named once, in the order of print."""

    id: str
    text: str
    quantities: tuple[QuantityFact, ...] = ()
    dates: tuple[DateFact, ...] = ()
    orgs: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


def facts_of_issue(
    issue: Issue, *, profile: Profile = EMPTY, names: NameFinder | None = None
) -> tuple[ItemFacts, ...]:
    """Give the facts of every item, in the order of print.

    Dates without a year are of the masthead's. `names` proposes more names than the rules find.
    Who is told to be a person in one text (院长陆静怡) is known by a bare name in the others.
    """
    roster = roster_of(issue, profile)
    year = issue.masthead.year or (issue.masthead.date.year if issue.masthead.date else None)
    items = list(issue.items())
    texts = dict.fromkeys(text for item in items for text in _texts(item))

    def facts(text: str, roster: Roster) -> Facts:
        return find_facts(text, year=year, roster=roster, names=names)

    found = {text: facts(text, roster) for text in texts}
    wider = _with_people(roster, found.values())
    found |= {text: facts(text, wider) for text in texts if _names_more(text, found[text], wider)}
    return tuple(_merged(item, [found[text] for text in _texts(item)]) for item in items)


def _with_people(roster: Roster, found: Iterable[Facts]) -> Roster:
    """Add the people found; names of two characters are words too often to be sought bare."""
    people = (person.text for facts in found for person in facts.persons)
    return Roster(roster.units, (*roster.people, *(name for name in people if len(name) > 2)))


def _names_more(text: str, facts: Facts, roster: Roster) -> bool:
    named = {mention.text for mention in roster.find_people(text)}
    return not named <= {person.text for person in facts.persons}


def roster_of(issue: Issue, profile: Profile = EMPTY) -> Roster:
    """Give the units and people that the profile knows and that sign or receive the issue."""
    known = {name for unit in profile.units for name in (unit.name, *unit.aliases)}
    units = [Unit(unit.name, unit.aliases) for unit in profile.units]
    units += [
        Unit(name) for name in dict.fromkeys(_signing_units(issue, profile)) if name not in known
    ]
    signed = (name for item in issue.items() if item.byline for name in item.byline.people)
    return Roster(units, (*profile.people, *signed))


def _signing_units(issue: Issue, profile: Profile) -> Iterator[str]:
    for department in (issue.masthead.department, profile.department):
        if department:
            yield department
    for item in issue.items():
        yield from item.byline.units if item.byline else ()


def _texts(item: Item) -> list[str]:
    """Give what an item says, part by part, so that no fact runs over the joint of two."""
    parts = [item.title or "", item.lead or "", *item.paragraphs]
    parts.append(item.source.raw if item.source else "")
    return [part for part in parts if part]


def _merged(item: Item, found: list[Facts]) -> ItemFacts:
    byline = item.byline
    return ItemFacts(
        id=item.id,
        text=item.text,
        quantities=_once(_quantity(quantity) for facts in found for quantity in facts.quantities),
        dates=_once(DateFact(text=d.text, iso=d.iso) for facts in found for d in facts.dates),
        orgs=_names(
            [org.text for facts in found for org in facts.orgs], byline.units if byline else ()
        ),
        persons=_names(
            [person.text for facts in found for person in facts.persons],
            byline.people if byline else (),
        ),
    )


def _quantity(found: Quantity) -> QuantityFact:
    return QuantityFact(
        text=found.text,
        value=_number(found.value),
        unit=found.unit,
        approx=found.approx,
        upper=None if found.upper is None else _number(found.upper),
    )


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _once(facts: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(facts))


def _names(found: Iterable[str], signed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*found, *signed)))
