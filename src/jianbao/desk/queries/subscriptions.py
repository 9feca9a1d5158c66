"""What one address gets from this desk, by which lists, and whom to ask about it."""

from __future__ import annotations

from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Recipient


class Subscription(NamedTuple):
    """A bulletin that has the address on its lists."""

    recipient: Recipient
    groups: tuple[str, ...]
    gets: bool
    ask: str  # the address of who may be asked; '' when nobody has one

    @property
    def may_stop(self) -> bool:
        """Say whether the reader decides alone that nothing more comes."""
        return self.recipient.bulletin.may_unsubscribe


def subscriptions_of(address: str) -> list[Subscription]:
    """Give what an address gets, by bulletin; archived bulletins send nothing."""
    rows = _rows(address).select_related("bulletin").prefetch_related("groups")
    return [_subscription(row) for row in rows.order_by("bulletin__title", "pk")]


def count_subscriptions(address: str) -> int:
    """Count the bulletins that have an address on their lists."""
    return _rows(address).count()


def whom_to_ask(bulletin: Bulletin) -> str:
    """Give the address that answers of readers go to, or ''."""
    return bulletin.submission_address or parseaddr(settings.JIANBAO.letters_from)[1]


def _rows(address: str) -> QuerySet[Recipient]:
    on_lists = Recipient.objects.filter(left_at=None, bulletin__archived_at=None)
    return on_lists.filter(address=address.lower())


def _subscription(row: Recipient) -> Subscription:
    return Subscription(
        row,
        groups=tuple(group.name for group in row.groups.all()),
        gets=row.unsubscribed_at is None or not row.bulletin.may_unsubscribe,
        ask=whom_to_ask(row.bulletin),
    )
