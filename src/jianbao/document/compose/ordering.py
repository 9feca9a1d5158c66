"""排序: the house's precedence among the items of one place.

First whom the house names among its people, then headquarters (集团, its departments, unions and
party bodies), then the units in the order of the profile, those it does not know, and nobody's;
of one unit the first to come. Sections and groups stand as the profile has them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from jianbao.document.compose.candidate import Candidate
from jianbao.document.model import Item
from jianbao.document.profile import Profile

_DEPARTMENT = re.compile(r"(?:部|室|处|办|办公厅|工会|团委|纪委|党委|机关|中心组)$")
_WHOLE = re.compile(r"(?:集团|集团公司|总公司|总厂|总部|本部|股份|公司)$")
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
Thing = TypeVar("Thing")
_OPENING = 12  # characters in which somebody who comes first is named


class Rank(NamedTuple):
    """Compared field by field, the smaller first."""

    unnamed: bool
    unsigned: bool
    not_headquarters: bool
    unit: int
    received: dt.datetime


def rank(candidate: Candidate, item: Item, profile: Profile) -> Rank:
    """Give the rank of an item among those of its place."""
    opening = item.text[:_OPENING]
    return Rank(
        unnamed=not any(opening.startswith(name) for name in profile.people),
        unsigned=not candidate.unit,
        not_headquarters=not is_headquarters(candidate.unit, profile),
        unit=_position(candidate.unit, profile),
        received=candidate.received or _LAST,
    )


def put_among(
    standing: Iterable[tuple[Rank | None, Thing]], fresh: Iterable[tuple[Rank, Thing]]
) -> list[Thing]:
    """Put new items among those that stand, whose order stays.

    Each goes behind the last one that has precedence over it; what has no rank has it over all.
    """
    row = list(standing)
    for rank_of_it, thing in sorted(fresh, key=lambda one: one[0]):
        before = (n for n, (other, _) in enumerate(row, 1) if other is None or other <= rank_of_it)
        row.insert(max(before, default=0), (rank_of_it, thing))
    return [thing for _, thing in row]


def is_headquarters(unit: str, profile: Profile) -> bool:
    """Say whether a unit is the house itself, or a department that belongs to none of its units."""
    if not unit or unit == profile.department:
        return bool(unit)
    whole = profile.units[0].name if profile.units else ""
    if unit == whole:
        return bool(_WHOLE.search(unit))
    below = any(unit != one.name and unit.startswith(one.name) for one in profile.units)
    return bool(_DEPARTMENT.search(unit)) and (not below or unit.startswith(whole or unit))


def _position(unit: str, profile: Profile) -> int:
    """Give the place of a unit in the profile, of the unit above it, or the last."""
    names = [
        (len(name), -place)
        for place, one in enumerate(profile.units)
        for name in (one.name, *one.aliases)
        if name and unit.startswith(name)
    ]
    return -max(names)[1] if names else len(profile.units)
