"""The one door for every change of state of contributions, issues and dispatches.

It checks, writes and records.
Nothing else writes a state. Each move is one transaction.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jianbao.desk import rules
from jianbao.desk.actions.recording import name_of, plain, record
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Contribution, Dispatch, Edition, Event, Issue, User
from jianbao.desk.states import DISPATCH_MOVES, FOLLOWS, ISSUE_MOVES, MOVES, Move

Moved = TypeVar("Moved", Contribution, Issue, Dispatch)
_MOVES_OF: dict[type, dict[str, Move]] = {
    Contribution: MOVES,
    Issue: ISSUE_MOVES,
    Dispatch: DISPATCH_MOVES,
}


def move(
    thing: Moved,
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
    (somebody was quicker). `thing` is fresh afterwards.
    """
    declared = _MOVES_OF[type(thing)][name]
    reason, note = plain(reason), plain(note)
    _check(declared, thing, by=by, reason=reason)
    columns = {"state": declared.target, "version": F("version") + 1}
    if isinstance(thing, Contribution):
        columns |= _decision(by, reason, note)
    with transaction.atomic():
        before = _claim(declared, thing, version, columns | (changes or {}))
        if isinstance(thing, Issue) and declared.target != Issue.State.PUBLISHED:
            _require_unprinted(thing)
        thing.refresh_from_db()
        return record(
            name,
            thing,
            by=by,
            before={"state": before},
            after={"state": declared.target},
            reason=reason,
            note=note,
            undoes=undoes,
        )


def take_back(contribution: Contribution, event: Event, *, by: User) -> Event:
    """Undo the move `event`: the contribution stands as it stood before, decision and reason too.

    Raises NotAllowed, Impossible (this is no act that can be undone), or Stale (a later move was
    made). `contribution` is fresh afterwards.
    """
    declared = MOVES.get(event.verb)
    if declared is None or declared.inverse is None:
        raise Impossible("not-undoable")
    rules.require(rules.may_act(by, contribution, declared.name))
    with transaction.atomic():
        now = Contribution.objects.select_for_update().get(pk=contribution.pk)
        earlier = _moves_of(now).filter(pk__lt=event.pk).first()
        last = _moves_of(now).first()
        if last is None or last.pk != event.pk or now.state != declared.target:
            raise stale(now)
        before = str(event.before["state"])
        seen = {"pk": now.pk, "version": now.version}
        Contribution.objects.filter(**seen).update(**_as_before(before, earlier))
        contribution.refresh_from_db()
        return record(
            "undo",
            contribution,
            by=by,
            before={"state": declared.target},
            after={"state": before},
            undoes=event,
        )


def _moves_of(contribution: Contribution) -> QuerySet[Event]:
    """Give what changed its state, the last first; an undone move and its undoing both count."""
    moves = Event.objects.filter(thing=name_of(contribution), verb__in=(*MOVES, "undo"))
    return moves.select_related("by").order_by("-pk")


def _as_before(state: str, earlier: Event | None) -> dict[str, Any]:
    """Give the columns as the move before had left them; those of an undone move, of before it."""
    columns: dict[str, Any] = {"state": state, "version": F("version") + 1}
    while earlier is not None and earlier.verb == "undo" and earlier.undoes is not None:
        earlier = (
            Event.objects.filter(
                thing=earlier.thing, verb__in=(*MOVES, "undo"), pk__lt=earlier.undoes.pk
            )
            .order_by("-pk")
            .first()
        )
    return columns | {
        "reason": earlier.reason if earlier else "",
        "note": earlier.note if earlier else "",
        "decided_by_id": earlier.by_id if earlier else None,
        "decided_at": earlier.at if earlier and earlier.by_id else None,
    }


def _check(declared: Move, thing: Moved, *, by: User | None, reason: str) -> None:
    if declared.may == FOLLOWS:
        pass
    elif by is None:
        if declared.may is not None and not declared.machine:
            raise Impossible("needs-a-person")
    elif declared.may is None:
        raise Impossible("machine-only")
    elif isinstance(thing, Issue):
        rules.require(rules.may_arrange(by, thing, declared.may))
    elif isinstance(thing, Dispatch):
        rules.require(rules.may(by, declared.may, thing.bulletin))
    elif declared.may == "contribute":
        rules.require(rules.may_withdraw(by, thing))
    else:
        rules.require(rules.may_act(by, thing, declared.name))
    if declared.needs_reason and not reason:
        raise Invalid("reason-missing", field="reason")


def _decision(by: User | None, reason: str, note: str) -> dict[str, Any]:
    """Give the columns of a contribution that say who decided what, and why."""
    columns: dict[str, Any] = {}
    if by is not None or reason:
        columns |= {"reason": reason, "note": note}
    if by is not None:
        columns |= {"decided_by": by, "decided_at": timezone.now()}
    return columns


def _claim(declared: Move, thing: Moved, version: int | None, columns: dict[str, Any]) -> str:
    """Write where the row is still as it was seen; give the state it had."""
    seen = thing.version if version is None else version
    before = thing.state
    rows = type(thing).objects.filter(pk=thing.pk, version=seen, state__in=declared.sources)
    if rows.update(**columns):
        return before
    now = type(thing).objects.get(pk=thing.pk)
    if now.version != seen:
        raise stale(now)
    raise Impossible("no-such-move", move=declared.name, state=now.state)


def _require_unprinted(issue: Issue) -> None:
    """Raise Impossible when what was signed is frozen: asked with the row claimed, so in time."""
    frozen = Edition.objects.filter(snapshot__issue=issue, state=Edition.State.FROZEN)
    if frozen.exists():
        raise Impossible("being-printed")


def stale(now: Contribution | Issue | Dispatch) -> Stale:
    """Say who was quicker, and how it stands now."""
    last = Event.objects.filter(thing=name_of(now)).select_related("by").order_by("-pk").first()
    who = str((last and last.by) or _("Somebody"))
    return Stale("decided-meanwhile", who=who, state=now.get_state_display())
