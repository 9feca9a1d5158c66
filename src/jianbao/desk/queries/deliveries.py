"""The ledger as it is read: how a dispatch stands in figures that add up, and its rows."""

from __future__ import annotations

from typing import Literal, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import Delivery, Dispatch

Share = Literal["accepted", "failed", "unknown", "excluded", "pending"]
SHARES: dict[Share, tuple[str, ...]] = {
    "accepted": (Delivery.State.ACCEPTED,),
    "failed": (Delivery.State.FAILED, Delivery.State.BOUNCED),
    "unknown": (Delivery.State.UNKNOWN,),
    "excluded": (Delivery.State.EXCLUDED,),
    "pending": (Delivery.State.PENDING, Delivery.State.DEFERRED, Delivery.State.SENDING),
}
MAIL = "mail"
BY_HAND = "print"  # the channel whose rows wait for a person


class Tally(NamedTuple):
    """How many deliveries stand how; candidates were counted when the dispatch was approved."""

    candidates: int
    accepted: int
    failed: int
    unknown: int
    excluded: int
    pending: int

    @property
    def adds_up(self) -> bool:
        """Whether every candidate is accounted for."""
        return self.candidates == sum(self[1:])

    @property
    def settled(self) -> int:
        """How many have come to an end, be it that they are left out."""
        return self.candidates - self.pending

    @property
    def missed(self) -> int:
        """How many did not get it, or of whom nobody knows."""
        return self.failed + self.unknown


def tally(dispatch: Dispatch) -> Tally:
    """Count the ledger of a dispatch by one question."""
    counted = Delivery.objects.filter(dispatch=dispatch).aggregate(
        **{share: Count("pk", filter=Q(state__in=states)) for share, states in SHARES.items()}
    )
    return Tally(dispatch.candidates, **counted)


def deliveries_of(dispatch: Dispatch, *, share: Share | None = None) -> QuerySet[Delivery]:
    """Give the rows of a ledger, all or those that one figure counts, in the order of the list."""
    rows = Delivery.objects.filter(dispatch=dispatch).order_by("pk")
    return rows.filter(state__in=SHARES[share]) if share else rows


def undelivered(dispatch: Dispatch) -> QuerySet[Delivery]:
    """Give 未送达名单: who did not get it for certain, and those of whom nobody knows."""
    missed = (*SHARES["failed"], *SHARES["unknown"])
    return Delivery.objects.filter(dispatch=dispatch, state__in=missed).order_by("pk")


def due_deliveries(dispatch: Dispatch, most: int, *, mail: bool = True) -> list[Delivery]:
    """Give what is to be sent now by the desk itself, by mail or otherwise, the longest due first.

    Nothing is due of a dispatch that stands still.
    """
    rows = Delivery.objects.filter(
        dispatch=dispatch,
        dispatch__state=Dispatch.State.SENDING,
        state__in=(Delivery.State.PENDING, Delivery.State.DEFERRED),
        next_attempt_at__lte=timezone.now(),
    )
    rows = rows.filter(channel=MAIL) if mail else rows.exclude(channel__in=(MAIL, BY_HAND))
    return list(rows.order_by("next_attempt_at", "pk")[:most])


def unsettled(dispatch: Dispatch) -> QuerySet[Delivery]:
    """Give what the desk itself has not brought to an end."""
    rows = Delivery.objects.filter(dispatch=dispatch, state__in=SHARES["pending"])
    return rows.exclude(channel=BY_HAND)


def only_waits(dispatch: Dispatch) -> bool:
    """Say whether all that is left of a dispatch is to be tried later, and nothing is lost."""
    left = unsettled(dispatch)
    now = timezone.now()
    begun_or_due = Q(state=Delivery.State.SENDING) | Q(next_attempt_at__lte=now)
    return left.exists() and not left.filter(begun_or_due).exists()
