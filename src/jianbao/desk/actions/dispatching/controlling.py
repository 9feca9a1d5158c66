"""Starts, stops and ends a dispatch that is approved."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jianbao.desk.actions import flow
from jianbao.desk.actions.dispatching.ledger import settle
from jianbao.desk.actions.hints import deliveries_due, hint
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Delivery, Dispatch, User
from jianbao.desk.queries.deliveries import unsettled
from jianbao.desk.queries.dispatches import LATE, dispatches_to_start

BY_HAND = "by-hand"


def start(dispatch: Dispatch, *, by: User | None, version: int | None = None) -> None:
    """Let the engine begin; without `by` it is the time that was set. Raises as `flow.move`."""
    changes = {"started_at": timezone.now(), "pause_code": "", "pause_note": ""}
    flow.move(dispatch, "start_dispatch", by=by, version=version, changes=changes)
    hint(deliveries_due)


def start_what_is_due() -> int:
    """Start each dispatch whose time has come; give how many.

    One whose time passed long ago, while the desk was off, stands still until somebody says that
    it is still to go out.
    """
    started = 0
    for dispatch in dispatches_to_start():
        assert dispatch.starts_at is not None
        try:
            if timezone.now() - dispatch.starts_at > LATE:
                pause(dispatch, by=None, why="too-late")
            else:
                start(dispatch, by=None, version=dispatch.version)
                started += 1
        except DeskError:
            continue  # somebody was quicker
    return started


def pause(
    dispatch: Dispatch,
    *,
    by: User | None,
    version: int | None = None,
    why: str = BY_HAND,
    said: str = "",
) -> None:
    """Stop claiming; what is on the wire comes to its end. `why` is a code of sentences.PAUSES."""
    changes = {"pause_code": why, "pause_note": said[:500]}
    flow.move(dispatch, "pause_dispatch", by=by, version=version, changes=changes, note=said)


def resume(dispatch: Dispatch, *, by: User, version: int | None = None) -> None:
    """Go on, also with what was approved and never started. Raises as `flow.move`."""
    changes = {
        "pause_code": "",
        "pause_note": "",
        "started_at": dispatch.started_at or timezone.now(),
    }
    flow.move(dispatch, "resume_dispatch", by=by, version=version, changes=changes)
    hint(deliveries_due)


def call_off(dispatch: Dispatch, reason: str, *, by: User, version: int | None = None) -> int:
    """End a dispatch: what was not begun is left out; give how many. Raises as `flow.move`."""
    with transaction.atomic():
        changes = {"ended_at": timezone.now()}
        flow.move(
            dispatch, "call_off_dispatch", by=by, version=version, reason=reason, changes=changes
        )
        waiting = (Delivery.State.PENDING, Delivery.State.DEFERRED)
        rows = Delivery.objects.filter(dispatch=dispatch, state__in=waiting)
        columns = {"reason": "called-off"}
        return sum(
            settle(pk, "leave_out", said=reason, by=by, columns=columns)
            for pk in rows.values_list("pk", flat=True)
        )


def finish(dispatch: Dispatch) -> bool:
    """End a dispatch that nothing is left to do for; False when somebody asked again just now."""
    with transaction.atomic():
        now = lock_dispatch(dispatch)
        if now.state != Dispatch.State.SENDING or unsettled(now).exists():
            return False
        flow.move(now, "finish_dispatch", by=None, changes={"ended_at": timezone.now()})
    return True


def lock_dispatch(dispatch: Dispatch) -> Dispatch:
    """Give the dispatch as it stands, and keep others from ending or reopening it meanwhile."""
    found = Dispatch.objects.select_for_update(of=("self",)).select_related("bulletin")
    return found.get(pk=dispatch.pk)
