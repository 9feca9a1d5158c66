"""What follows for a claimed delivery from how it went: its state, and when it is tried again."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from jianbao.desk.actions.dispatching import ledger
from jianbao.desk.models import Delivery
from jianbao.post.smtp import Accepted, Deferred, Outcome, Rejected

CLAIM = dt.timedelta(minutes=15)  # longer than a server may take to answer the final dot
GIVE_UP = dt.timedelta(hours=48)  # after the first attempt
_PAUSES = (1, 5, 15, 60, 240)  # minutes after each attempt; the last from then on


def write_outcome(
    delivery: Delivery, outcome: Outcome, *, claimed: dt.datetime, holder: str
) -> None:
    """Write what became of a delivery; `delivery` is as it was before it was claimed."""
    if isinstance(outcome, Accepted):
        move, said, columns = "accept", outcome.reply, {"accepted_at": timezone.now()}
    elif isinstance(outcome, Rejected):
        move, said, columns = "fail", outcome.reply, {}
    elif isinstance(outcome, Deferred):
        later = _next_attempt(delivery)
        move, said = ("defer" if later else "fail"), outcome.reply
        columns = {"next_attempt_at": later} if later else {}
    else:
        move, said, columns = "lose", outcome.reason, {}
    ledger.settle_claim(
        delivery.pk, move, claimed=claimed, said=said, holder=holder, columns=dict(columns)
    )


def _next_attempt(delivery: Delivery) -> dt.datetime | None:
    """Say when to try again; None after two days."""
    now = timezone.now()
    later = now + dt.timedelta(minutes=_PAUSES[min(delivery.attempts, len(_PAUSES) - 1)])
    return None if later - (delivery.first_try_at or now) > GIVE_UP else later
