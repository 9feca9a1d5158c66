"""What is left to be done by machines: reading, sending, polling, reminding. The sweep asks."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from jianbao.desk.models import Contribution, Handover, Issue, Letter, Mailbox

_HINTED = dt.timedelta(seconds=10)  # in which the hint of a fresh one does its work
_AT_ONCE = 500
BEFORE_DUE = dt.timedelta(hours=9)  # a step is due in the evening: reminded of in the morning


def unread_contributions() -> list[int]:
    """Give contributions that nobody reads, the oldest first."""
    now = timezone.now()
    free = Q(reading_claimed_until=None) | Q(reading_claimed_until__lt=now)
    unread = Contribution.objects.filter(
        free, state=Contribution.State.RECEIVED, piece=0, received_at__lt=now - _HINTED
    )
    return list(unread.order_by("received_at").values_list("pk", flat=True)[:_AT_ONCE])


def unstudied_pieces() -> list[int]:
    """Give pieces of divided contributions whose facts were not looked for."""
    pieces = Contribution.objects.filter(piece__gt=0, state=Contribution.State.WAITING, facts={})
    return list(pieces.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])


def letters_are_due() -> bool:
    """Say whether a letter waits to be sent, or one has lost its sender."""
    now = timezone.now()
    due = Q(state=Letter.State.PENDING, next_attempt_at__lte=now)
    lost = Q(state=Letter.State.SENDING, claimed_until__lt=now)
    return Letter.objects.filter(due | lost).exists()


def turns_to_remind_of() -> list[int]:
    """Give the handovers in force that are soon due and were not reminded of, or are overdue."""
    now = timezone.now()
    last = Handover.objects.filter(issue=OuterRef("issue")).order_by("-pk").values("pk")[:1]
    in_force = Handover.objects.filter(pk=Subquery(last), issue__state=Issue.State.IN_REVIEW)
    soon = Q(due_at__gt=now, due_at__lte=now + BEFORE_DUE, reminded_at=None)
    late = Q(due_at__lte=now) & (Q(reminded_at=None) | Q(reminded_at__lt=F("due_at")))
    fresh = Q(due_at__gt=now, at__gt=F("due_at") - BEFORE_DUE)  # handed over just now
    return list(in_force.filter(soon | late).exclude(fresh).values_list("pk", flat=True)[:_AT_ONCE])


def due_mailboxes() -> list[int]:
    """Give mailboxes that are to be polled now and are polled by nobody."""
    now = timezone.now()
    due = Q(next_poll_at=None) | Q(next_poll_at__lte=now)
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    mailboxes = Mailbox.objects.filter(due, free, active=True, bulletin__archived_at=None)
    return list(mailboxes.values_list("pk", flat=True))
