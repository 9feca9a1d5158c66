"""The one writer of the ledger: a delivery changes by a declared move, and each leaves a row.

A move is one short transaction: a conditional update on where the delivery stood, and an event.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from jianbao.desk.actions.recording import plain
from jianbao.desk.models import Delivery, Dispatch, User
from jianbao.desk.states import DELIVERY_MOVES

# Run for every letter. Built anew by the ORM each time, they take more than all else that sending
# one does (bench/delivery).
_CLAIM = """
UPDATE desk_delivery
SET state = %(target)s, claimed_until = %(until)s, attempts = attempts + 1,
    first_try_at = COALESCE(first_try_at, %(now)s)
WHERE id = %(delivery)s AND state IN ({sources}) AND next_attempt_at <= %(now)s AND EXISTS
    (SELECT 1 FROM desk_dispatch WHERE id = desk_delivery.dispatch_id AND state = %(sending)s)
"""
_TELL = """
INSERT INTO desk_deliveryevent (delivery_id, verb, state, at, said, by_id, holder)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def claim(delivery: int, *, until: dt.datetime, holder: str) -> bool:
    """Claim a delivery that is due, before a byte of it is sent; False when it is not to be sent.

    It is committed on return. `until` names the claim: `settle_claim` redeems it.
    """
    declared, moment = DELIVERY_MOVES["claim"], connection.ops.adapt_datetimefield_value
    names = {f"source{number}": state for number, state in enumerate(declared.sources)}
    values = {
        "delivery": delivery,
        "until": moment(until),
        "now": moment(timezone.now()),
        "target": declared.target,
        "sending": Dispatch.State.SENDING,
        **names,
    }
    sql = _CLAIM.format(sources=", ".join(f"%({name})s" for name in names))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        if not cursor.rowcount:
            return False
        _tell(delivery, "claim", declared.target, holder=holder)
    return True


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
        _tell(delivery, verb, state, said=said, by=by, holder=holder)


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
        _tell(delivery, move, declared.target, said=said, by=by, holder=holder)
    return True


def _tell(
    delivery: int,
    verb: str,
    state: str,
    *,
    said: str = "",
    by: User | None = None,
    holder: str = "",
) -> None:
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL, [delivery, verb, state, at, plain(said)[:1000], by.pk if by else None, holder]
        )
