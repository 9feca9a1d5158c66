"""The one door for every change of state: checks, writes, records, in one transaction.

Nothing else writes a state.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Contribution, Event, User
from jianbao.desk.states import MOVES, Move


def move(  # noqa: PLR0913 - a move is said in full: what, who, seen when, why
    contribution: Contribution,
    name: str,
    *,
    by: User | None,
    version: int | None = None,
    reason: str = "",
    note: str = "",
    changes: dict[str, Any] | None = None,
    undoes: Event | None = None,
) -> Event:
    """Make the move `name`: check the rule, claim the row, add one Event.

    `version` is the one the actor saw; `changes` are further columns written in the same update.
    Raises NotAllowed, Invalid (a reason is missing), Impossible (no such move from here), or Stale
    (somebody was quicker). `contribution` is fresh afterwards.
    """
    declared = MOVES[name]
    _check(declared, contribution, by=by, reason=reason)
    with transaction.atomic():
        before = _claim(
            declared, contribution, version, _columns(declared, by, reason, note, changes)
        )
        contribution.refresh_from_db()
        return record(
            name,
            contribution,
            by=by,
            before={"state": before},
            after={"state": declared.target},
            reason=reason,
            note=note,
            undoes=undoes,
        )


def _check(declared: Move, contribution: Contribution, *, by: User | None, reason: str) -> None:
    if by is None:
        if declared.may is not None and declared.name != "retry":
            raise Impossible("needs-a-person")
    elif declared.may is None:
        raise Impossible("machine-only")
    else:
        rules.require(rules.may_decide(by, contribution))
    if declared.needs_reason and not reason:
        raise Invalid("reason-missing", field="reason")


def _columns(
    declared: Move, by: User | None, reason: str, note: str, changes: dict[str, Any] | None
) -> dict[str, Any]:
    columns: dict[str, Any] = {"state": declared.target, "version": F("version") + 1}
    if by is not None or reason:
        columns |= {"reason": reason, "note": note}
    if by is not None:
        columns |= {"decided_by": by, "decided_at": timezone.now()}
    return columns | (changes or {})


def _claim(
    declared: Move, contribution: Contribution, version: int | None, columns: dict[str, Any]
) -> str:
    """Write where the row is still as it was seen; give the state it had."""
    seen = contribution.version if version is None else version
    before = contribution.state
    rows = Contribution.objects.filter(pk=contribution.pk, version=seen, state__in=declared.sources)
    if rows.update(**columns):
        return before
    now = Contribution.objects.only("state", "version", "decided_by").get(pk=contribution.pk)
    if now.version != seen:
        raise Stale("changed-meanwhile", who=str(now.decided_by or ""), state=now.state)
    raise Impossible("no-such-move", move=declared.name, state=now.state)
