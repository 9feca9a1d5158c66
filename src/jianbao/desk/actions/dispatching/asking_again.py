"""What a person decides on deliveries: send again, take for sent, leave out.

Nothing is ever sent a second time by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.dispatching.controlling import lock_dispatch
from jianbao.desk.actions.dispatching.ledger import settle
from jianbao.desk.actions.hints import deliveries_due, hint
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Delivery, Dispatch, User


def resend(dispatch: Dispatch, rows: Collection[int], *, by: User, reason: str = "") -> int:
    """补发: let these be sent once more, under the same Message-ID; give how many.

    What was accepted is sent again too when it is asked for, with a reason. A finished dispatch
    goes on; a paused one stays paused; one that was called off is not taken up again.
    """
    _require_open(dispatch, by)
    chosen = Delivery.objects.filter(dispatch=dispatch, pk__in=rows)
    if not reason and chosen.filter(state=Delivery.State.ACCEPTED).exists():
        raise Invalid("reason-missing", field="reason")
    columns: dict[str, Any] = {
        "attempts": 0,
        "asked": F("asked") + 1,
        "first_try_at": None,
        "next_attempt_at": timezone.now(),
        "confirmed_by": None,
        "delayed_at": None,
    }
    with transaction.atomic():
        now = lock_dispatch(dispatch)
        done = _settle_each(now, rows, "resend", by=by, reason=reason, columns=columns)
        if done and now.state == Dispatch.State.FINISHED:
            flow.move(now, "reopen_dispatch", by=by, changes={"ended_at": None})
    dispatch.refresh_from_db()
    hint(deliveries_due)
    return done


def confirm(dispatch: Dispatch, rows: Collection[int], *, by: User, reason: str = "") -> int:
    """视为已发: take unknown deliveries for sent, say because the reader has it; give how many."""
    rules.require(rules.may(by, "send", dispatch.bulletin))
    columns = {"confirmed_by": by, "accepted_at": timezone.now()}
    with transaction.atomic():
        return _settle_each(dispatch, rows, "confirm", by=by, reason=reason, columns=columns)


def leave_out(dispatch: Dispatch, rows: Collection[int], reason: str, *, by: User) -> int:
    """Leave out what has not been sent yet; give how many. Raises Invalid without a reason."""
    rules.require(rules.may(by, "send", dispatch.bulletin))
    if not reason.strip():
        raise Invalid("reason-missing", field="reason")
    columns = {"reason": "by-hand"}
    with transaction.atomic():
        return _settle_each(dispatch, rows, "leave_out", by=by, reason=reason, columns=columns)


def _require_open(dispatch: Dispatch, by: User) -> None:
    rules.require(rules.may(by, "send", dispatch.bulletin))
    if dispatch.state in (Dispatch.State.CANCELLED, Dispatch.State.DRAFT):
        raise Impossible("dispatch-not-open")


def _settle_each(
    dispatch: Dispatch,
    rows: Collection[int],
    move: str,
    *,
    by: User,
    reason: str,
    columns: dict[str, Any],
) -> int:
    """Make a move of every chosen row that stands in a state for it; one Event says how many."""
    own = Delivery.objects.filter(dispatch=dispatch, pk__in=rows).order_by("pk")
    done = sum(
        settle(pk, move, said=reason, by=by, columns=columns)
        for pk in own.values_list("pk", flat=True)
    )
    if done:
        record(move, dispatch, by=by, after={"deliveries": done}, reason=reason)
    return done
