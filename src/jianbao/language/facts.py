"""What a text states: quantities, dates, organisations, people and titles, with their places."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.language.chunks import cut
from jianbao.language.dates import DateFound, find_dates
from jianbao.language.names import NameFinder
from jianbao.language.organisations import (
    Organisation,
    find_organisations,
    known_organisations,
)
from jianbao.language.persons import Person, find_persons
from jianbao.language.proposals import accept_organisations, accept_persons
from jianbao.language.quantities import Quantity, find_quantities
from jianbao.language.roster import EMPTY, Roster
from jianbao.language.titles import Title, find_titles


class Facts(NamedTuple):
    """事实: each kind in order of place; a name that occurs twice stands twice."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateFound, ...] = ()
    orgs: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    titles: tuple[Title, ...] = ()


def find_facts(
    text: str,
    *,
    year: int | None = None,
    roster: Roster = EMPTY,
    names: NameFinder | None = None,
) -> Facts:
    """Find the facts of a text; spans count characters of `text`.

    `year` is that of dates printed without one. `roster` holds the units and people that are
    known, `names` a finder that proposes more than the rules find.
    """
    dates = find_dates(text, year=year)
    titles = find_titles(text)
    taken = [(date.start, date.end) for date in dates]
    quantities = find_quantities(text, taken=taken)
    taken += [(quantity.start, quantity.end) for quantity in quantities]
    units = known_organisations(text, roster)
    pieces = cut(text, taken=taken, whole=[(unit.start, unit.end) for unit in units])
    proposed = names.propose(text) if names else ()
    orgs = find_organisations(pieces, units, roster=roster)
    known = [(org.start, org.end) for org in orgs]
    persons = find_persons(pieces, roster=roster, taken=known)
    known += [(person.start, person.end) for person in persons]
    persons += accept_persons(pieces, proposed, known)
    orgs += accept_organisations(pieces, proposed, known, roster)
    return Facts(
        tuple(quantities),
        tuple(dates),
        tuple(sorted(orgs, key=_place)),
        tuple(sorted(persons, key=_place)),
        tuple(titles),
    )


def _place(found: Organisation | Person) -> tuple[int, int]:
    return found.start, found.end
