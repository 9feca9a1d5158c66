"""The units of a bulletin: as a tree, as a list to export, and those that sent nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import Bulletin, Contribution, Correspondent, Unit, UnitName

_State = Contribution.State


class Branch(NamedTuple):
    """A unit in the tree: how deep it stands, and its other names."""

    unit: Unit
    depth: int
    aliases: tuple[str, ...]
    former: tuple[UnitName, ...]


def tree(bulletin: Bulletin) -> list[Branch]:
    """Give all units, parents before children, siblings in their order; closed ones too."""
    units = list(bulletin.units.prefetch_related("names", "correspondents"))
    known = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    found = list(_branches(children, None, 0))
    met = {branch.unit.pk for branch in found}
    # a ring of parents would hide its units: they stand at the top instead
    return found + [_branch(unit, 0) for unit in units if unit.pk not in met]


def _branches(
    children: dict[int | None, list[Unit]], parent: int | None, depth: int
) -> Iterator[Branch]:
    for unit in children.get(parent, ()):
        yield _branch(unit, depth)
        yield from _branches(children, unit.pk, depth + 1)


def _branch(unit: Unit, depth: int) -> Branch:
    names = sorted(unit.names.all(), key=lambda name: (name.until or dt.date.max, name.pk))
    return Branch(
        unit,
        depth,
        tuple(name.name for name in names if name.kind == UnitName.Kind.ALIAS),
        tuple(name for name in names if name.kind == UnitName.Kind.FORMER),
    )


def below(unit: Unit) -> set[int]:
    """Give the keys of a unit and of every unit below it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.filter(bulletin=unit.bulletin_id).values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found, waiting = {unit.pk}, [unit.pk]
    while waiting:
        fresh = [pk for pk in children.get(waiting.pop(), ()) if pk not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def expected(bulletin: Bulletin) -> QuerySet[Unit]:
    """Give the units that should send something: not closed, and marked so."""
    return bulletin.units.filter(contributes=True, closed_at=None)


def silent(bulletin: Bulletin, first: dt.date) -> QuerySet[Unit]:
    """Give the expected units of which nothing arrived since the day `first`, with who writes.

    What was set aside counts as nothing. `last_sent` is when something last came.
    """
    start = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    sent = Contribution.objects.filter(unit=OuterRef("pk")).exclude(state=_State.SET_ASIDE)
    writers = Correspondent.objects.filter(left_at=None)
    return (
        expected(bulletin)
        .filter(~Exists(sent.filter(received_at__gte=start)))
        .annotate(
            last_sent=Max(
                "contribution__received_at", filter=~Q(contribution__state=_State.SET_ASIDE)
            )
        )
        .prefetch_related(Prefetch("correspondents", queryset=writers))
    )
