"""Hands a contribution to an editor (转给). Decides nothing about it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Contribution, Event, User
from jianbao.desk.queries.inbox import UNDECIDED


def assign(
    contribution: Contribution, to: User | None, *, by: User, version: int, note: str = ""
) -> Event:
    """Hand it to an editor of the bulletin, or to nobody in particular (None).

    Raises NotAllowed, Invalid (not an editor), Impossible (it is decided), or Stale.
    """
    rules.require(rules.may_decide(by, contribution))
    if to is not None and not rules.may_decide(to, contribution).ok:
        raise Invalid("not-an-editor", field="to")
    with transaction.atomic():
        before = contribution.assigned_to
        rows = Contribution.objects.filter(pk=contribution.pk, version=version, state__in=UNDECIDED)
        if not rows.update(assigned_to=to, version=F("version") + 1):
            _refuse(contribution, version)
        contribution.refresh_from_db()
        return record(
            "assign",
            contribution,
            by=by,
            before={"to": before.pk, "name": str(before)} if before else {},
            after={"to": to.pk, "name": str(to)} if to else {},
            note=note,
        )


def _refuse(contribution: Contribution, version: int) -> None:
    now = Contribution.objects.get(pk=contribution.pk)
    if now.version == version:
        raise Impossible("no-such-move", move="assign", state=now.state)
    raise flow.stale(now)
