"""Adds, renames, moves and closes units (单位). A unit is never deleted, a name never forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.changing import change, stale
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Unit, UnitName, User
from jianbao.desk.queries.seen import mark_of_values, values_of
from jianbao.desk.queries.units import below

COLUMNS = ("name", "parent", "code", "contributes")


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """What is said of a unit. `former` are names it bore, without or with the day they ended."""

    name: str
    parent: Unit | None = None
    code: str = ""
    contributes: bool = True
    aliases: Sequence[str] = ()
    former: Sequence[str] = ()


def seen(unit: Unit) -> str:
    """Give the mark of everything that `change_unit` changes."""
    names = sorted(unit.names.values_list("kind", "name"))
    return mark_of_values([values_of(unit, COLUMNS), names])


def add_unit(bulletin: Bulletin, facts: UnitFacts, *, by: User | None) -> Unit:
    """Add a unit behind its siblings. Raises NotAllowed, or Invalid when the name is taken."""
    _allow(bulletin, by)
    _check_parent(bulletin, None, facts.parent)
    try:
        with transaction.atomic():
            last = bulletin.units.aggregate(last=Max("position"))["last"]
            unit = Unit.objects.create(
                bulletin=bulletin,
                position=0 if last is None else last + 1,
                **{name: getattr(facts, name) for name in COLUMNS},
            )
            for kind, names in (("alias", facts.aliases), ("former", facts.former)):
                _note_names(unit, kind, (name for name in names if name != unit.name))
            record("add_unit", unit, by=by, after={"name": unit.name})
    except IntegrityError as error:
        raise Invalid("unit-taken", field="name", name=facts.name) from error
    return unit


def change_unit(
    unit: Unit, facts: UnitFacts, *, by: User, mark: str | None, today: dt.date
) -> None:
    """Change a unit; the name that it loses stays with it as a former one, until `today`.

    Raises NotAllowed, Invalid (name taken, or a place below itself), or Stale.
    """
    _allow(unit.bulletin, by)
    _check_parent(unit.bulletin, unit, facts.parent)
    try:
        with transaction.atomic():
            now = Unit.objects.select_for_update().get(pk=unit.pk)
            if mark is not None and seen(now) != mark:
                raise stale(now)
            _change_names(now, facts, today, by)
            values = {name: getattr(facts, name) for name in COLUMNS}
            change(now, values, by=by, bulletin=unit.bulletin, verb="change_unit")
    except IntegrityError as error:
        raise Invalid("unit-taken", field="name", name=facts.name) from error
    unit.refresh_from_db()


def close_unit(unit: Unit, *, by: User) -> None:
    """Close a unit: nothing is expected of it, what it sent stays its own. Raises Impossible."""
    _allow(unit.bulletin, by)
    if unit.closed_at is not None:
        raise Impossible("unit-closed")
    values = {"closed_at": timezone.now()}
    change(unit, values, by=by, bulletin=unit.bulletin, verb="close_unit")


def reopen_unit(unit: Unit, *, by: User) -> None:
    """Open a closed unit again. Raises Impossible."""
    _allow(unit.bulletin, by)
    if unit.closed_at is None:
        raise Impossible("unit-open")
    change(unit, {"closed_at": None}, by=by, bulletin=unit.bulletin, verb="reopen_unit")


def move_unit(unit: Unit, step: int, *, by: User) -> None:
    """Move a unit among its siblings, up (-1) or down (1); at an end it stays."""
    _allow(unit.bulletin, by)
    with transaction.atomic():
        units = unit.bulletin.units.select_for_update()
        siblings = [other for other in units if other.parent_id == unit.parent_id]
        places = sorted(other.position for other in siblings)
        if len(set(places)) < len(places):
            places = list(range(places[0], places[0] + len(places)))
        order = [other for other in siblings if other.pk != unit.pk]
        at = max(0, [other.pk for other in siblings].index(unit.pk) + step)
        order.insert(at, unit)
        for other, place in zip(order, places, strict=True):
            other.position = place
        Unit.objects.bulk_update(order, ["position"])
        record("move_unit", unit, by=by, after={"before": [other.name for other in order]})


def _allow(bulletin: Bulletin, by: User | None) -> None:
    if by is not None:
        rules.require(rules.may(by, "arrange_bulletin", bulletin))


def _check_parent(bulletin: Bulletin, unit: Unit | None, parent: Unit | None) -> None:
    if parent is None:
        return
    if parent.bulletin_id != bulletin.pk:
        raise Invalid("not-of-this-bulletin", field="parent")
    if unit is not None and parent.pk in below(unit):
        raise Invalid("unit-below-itself", field="parent", name=unit.name)


def _change_names(unit: Unit, facts: UnitFacts, today: dt.date, by: User | None) -> None:
    """Make the other names those of `facts`, and keep the name that goes."""
    bore = {name.name: name for name in unit.names.all()}
    gone = unit.name if facts.name != unit.name else ""
    former = [name for name in (*facts.former, gone) if name not in ("", facts.name)]
    aliases = [name for name in facts.aliases if name not in (*former, facts.name)]
    wanted = {*aliases, *former}
    if wanted == bore.keys() and set(aliases) == _aliases(bore.values()):
        return
    unit.names.exclude(name__in=wanted).delete()
    _note_names(unit, UnitName.Kind.ALIAS, aliases)
    _note_names(unit, UnitName.Kind.FORMER, former)
    if gone:
        since = max((n.until for n in bore.values() if n.until), default=None)
        unit.names.filter(name=gone).update(since=since, until=today)
    record(
        "name_unit",
        unit,
        by=by,
        before={"names": sorted(bore)},
        after={"names": sorted(wanted)},
    )


def _aliases(names: Iterable[UnitName]) -> set[str]:
    return {name.name for name in names if name.kind == UnitName.Kind.ALIAS}


def _note_names(unit: Unit, kind: str, names: Iterable[str]) -> None:
    for name in dict.fromkeys(names):
        unit.names.update_or_create(name=name, defaults={"kind": kind})
