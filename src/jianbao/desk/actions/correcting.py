"""Corrects what reading recognised: a person knows better than the machine. Decides nothing."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.hints import hint, to_be_indexed
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Contribution, Event, Unit, User


def set_unit(contribution: Contribution, unit: Unit | None, *, by: User, version: int) -> Event:
    """Say which unit a contribution is from; None for none that is known.

    Raises NotAllowed, Invalid for a unit of another bulletin, or Stale.
    """
    rules.require(rules.may_decide(by, contribution))
    if unit is not None and unit.bulletin_id != contribution.bulletin_id:
        raise Invalid("not-of-this-bulletin", field="unit")
    before = contribution.unit
    with transaction.atomic():
        seen = Contribution.objects.filter(pk=contribution.pk, version=version)
        if not seen.update(unit=unit, unit_because="person", version=F("version") + 1):
            raise flow.stale(Contribution.objects.get(pk=contribution.pk))
        contribution.refresh_from_db()
        event = record(
            "set_unit",
            contribution,
            by=by,
            before={"unit": before.pk, "name": before.name} if before else {},
            after={"unit": unit.pk, "name": unit.name} if unit else {},
        )
    hint(to_be_indexed)
    return event
