"""The engine: claims a delivery, hands it over, writes what became of it.

A claim is committed before MAIL FROM. What broke before the final dot is tried again; what broke
after it, or whose sender died, is unknown and never sent again by itself (RFC 1047; RFC 5321, 6.1).
"""

from __future__ import annotations

import threading

import structlog
from django.conf import settings
from django.db import connections
from django.utils import timezone

from jianbao.desk.actions.dispatching import controlling, ledger, outlets
from jianbao.desk.actions.dispatching.lease import taken
from jianbao.desk.actions.dispatching.outgoing import outgoing_of
from jianbao.desk.actions.dispatching.round import Round
from jianbao.desk.actions.dispatching.settling import CLAIM, write_outcome
from jianbao.desk.models import Delivery, Dispatch
from jianbao.desk.queries.deliveries import due_deliveries, only_waits, unsettled
from jianbao.desk.queries.dispatches import dispatches_under_way
from jianbao.post.errors import PostError
from jianbao.post.smtp import open_sender

_OUTLETS_AT_ONCE = 100
log = structlog.get_logger()


def send_what_is_due(stop: threading.Event, holder: str) -> bool:
    """Start, send and finish what waits; False when there was nothing to do.

    Returns when nothing is due, or soon after `stop` is set: what is on the wire comes to its end.
    """
    worked = controlling.start_what_is_due() > 0
    for dispatch in dispatches_under_way():
        if stop.is_set():
            break
        if only_waits(dispatch):
            continue
        worked |= send_dispatch(dispatch, stop, holder)
    return worked


def send_dispatch(dispatch: Dispatch, stop: threading.Event, holder: str) -> bool:
    """Send what is due of one dispatch, unless another process does; False for nothing done."""
    with taken(dispatch, holder) as lease:
        if lease is None:
            return False
        settle_lost(dispatch)
        done = _by_outlets(dispatch, stop, holder)
        if due_deliveries(dispatch, 1):
            done += _by_mail(dispatch, Round(dispatch, lease, stop, holder))
        if not unsettled(dispatch).exists():
            controlling.finish(dispatch)
        return done > 0


def settle_lost(dispatch: Dispatch) -> int:
    """Call unknown what the last holder of the lease had claimed and never settled."""
    lost = Delivery.objects.filter(dispatch=dispatch, state=Delivery.State.SENDING)
    columns = {"claimed_until": None, "reply": ""}
    keys = lost.values_list("pk", flat=True)
    return sum(ledger.settle(pk, "lose", columns=columns) for pk in keys)


def _by_outlets(dispatch: Dispatch, stop: threading.Event, holder: str) -> int:
    """Hand it to chat groups and folders, one after the other; give how many were dealt with."""
    done = 0
    for delivery in due_deliveries(dispatch, _OUTLETS_AT_ONCE, mail=False):
        claimed = timezone.now() + CLAIM
        if stop.is_set() or not ledger.claim(delivery.pk, until=claimed, holder=holder):
            continue
        outcome = outlets.hand_over(delivery, dispatch)
        write_outcome(delivery, outcome, claimed=claimed, holder=holder)
        done += 1
    return done


def _by_mail(dispatch: Dispatch, round_: Round) -> int:
    """Send over one line, or several side by side; give how many letters were dealt with."""
    outgoing = outgoing_of(dispatch)
    if outgoing is None:
        round_.stand_still("no-mail-server", "")
        return 0
    if not round_.begin(outgoing):
        return 0
    lines = [
        threading.Thread(target=_side_line, args=(round_,), name=f"line {number}")
        for number in range(1, settings.JIANBAO.letters_at_once)
    ]
    for line in lines:
        line.start()
    try:
        _send_over_a_line(round_)
    finally:
        for line in lines:
            line.join()
    return round_.done


def _side_line(round_: Round) -> None:
    try:
        _send_over_a_line(round_)
    except Exception:
        log.exception("a line of a dispatch failed", dispatch=round_.dispatch.pk)
    finally:
        connections.close_all()


def _send_over_a_line(round_: Round) -> None:
    """Connect, and send one letter after the other for as long as there are any."""
    per_connection = settings.JIANBAO.letters_per_connection
    try:
        with open_sender(round_.outgoing.account, per_connection=per_connection) as sender:
            while (delivery := round_.next_delivery()) is not None:
                round_.send(delivery, sender)
    except PostError as error:
        round_.no_line(error)
