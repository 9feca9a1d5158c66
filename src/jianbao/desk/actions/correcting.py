"""Corrects what reading recognised: a person knows better than the machine. Decides nothing."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from jianbao.desk import rules
from jianbao.desk.actions.hints import hint, to_be_indexed
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Contribution, Event, Unit, User


def set_unit(contribution: Contribution, unit: Unit | None, *, by: User) -> Event:
    """Say which unit a contribution is from; None for none that is known.

    Raises NotAllowed, or Invalid for a unit of another bulletin.
    """
    rules.require(rules.may_decide(by, contribution))
    if unit is not None and unit.bulletin_id != contribution.bulletin_id:
        raise Invalid("not-of-this-bulletin", field="unit")
    before = contribution.unit
    with transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(
            unit=unit, unit_because="person", version=F("version") + 1
        )
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
