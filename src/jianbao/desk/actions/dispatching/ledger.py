"""The one writer of the ledger: a delivery changes by a declared move, and each leaves a row.

A move is one short transaction: a conditional update on where the delivery stood, and an event.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from jianbao.desk.actions.recording import plain
from jianbao.desk.models import Delivery, DeliveryEvent, Dispatch, User
from jianbao.desk.states import DELIVERY_MOVES


def claim(delivery: int, *, until: dt.datetime, holder: str) -> bool:
    """Claim a delivery that is due, before a byte of it is sent; False when it is not to be sent.

    It is committed on return. `until` names the claim: `settle_claim` redeems it.
    """
    now = timezone.now()
    due = Q(next_attempt_at__lte=now, dispatch__state=Dispatch.State.SENDING)
    columns: dict[str, Any] = {
        "claimed_until": until,
        "attempts": F("attempts") + 1,
        "first_try_at": Coalesce("first_try_at", Now()),
    }
    return _moved(delivery, "claim", where=due, holder=holder, columns=columns)


def settle_claim(
    delivery: int,
    move: str,
    *,
    claimed: dt.datetime,
    said: str,
    holder: str = "",
    columns: dict[str, Any] | None = None,
) -> bool:
    """Write what became of a claimed delivery: accept, defer, fail or lose.

    False when the claim had run out: what is known now is added to its story, its state stays as
    somebody else has left it.
    """
    where = Q(claimed_until=claimed)
    given = {"claimed_until": None, "reply": plain(said)[:1000], **(columns or {})}
    if _moved(delivery, move, where=where, said=said, holder=holder, columns=given):
        return True
    note(delivery, "late", said=said, holder=holder)
    return False


def settle(
    delivery: int,
    move: str,
    *,
    said: str = "",
    by: User | None = None,
    holder: str = "",
    columns: dict[str, Any] | None = None,
) -> bool:
    """Make another move of a delivery; False when it stands in no state for it.

    Whether `by` may make it was asked by the caller, once for all the rows of an act.
    """
    return _moved(delivery, move, said=said, by=by, holder=holder, columns=columns or {})


def note(
    delivery: int,
    verb: str,
    *,
    said: str = "",
    by: User | None = None,
    holder: str = "",
    columns: dict[str, Any] | None = None,
) -> None:
    """Add to the story of a delivery what changes no state: a delay, a receipt, a late answer.

    `columns` are those that tell of it beside the state.
    """
    with transaction.atomic():
        rows = Delivery.objects.select_for_update().filter(pk=delivery)
        state = rows.values_list("state", flat=True).get()
        if columns:
            rows.update(**columns)
        DeliveryEvent.objects.create(
            delivery_id=delivery,
            verb=verb,
            state=state,
            said=plain(said)[:1000],
            by=by,
            holder=holder,
        )


def _moved(
    delivery: int,
    move: str,
    *,
    where: Q | None = None,
    said: str = "",
    by: User | None = None,
    holder: str = "",
    columns: dict[str, Any],
) -> bool:
    declared = DELIVERY_MOVES[move]
    with transaction.atomic():
        rows = Delivery.objects.filter(where or Q(), pk=delivery, state__in=declared.sources)
        if not rows.update(state=declared.target, **columns):
            return False
        DeliveryEvent.objects.create(
            delivery_id=delivery,
            verb=move,
            state=declared.target,
            said=plain(said)[:1000],
            by=by,
            holder=holder,
        )
    return True
