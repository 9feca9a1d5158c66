"""What machines wrote back of letters: whose it is, and what nobody has found the letter of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import Bulletin, Delivery, Dispatch, Notice
from jianbao.desk.queries.deliveries import MAIL

RECENT = dt.timedelta(days=30)  # in which a notice may be about a letter that it does not name
_OVERTAKEN = dt.timedelta(days=1)  # longer than any claim
_SENT = (Delivery.State.ACCEPTED, Delivery.State.UNKNOWN)


class Place(NamedTuple):
    """The delivery that a notice is about, and by what it was found."""

    delivery: Delivery
    found: Notice.Found


def unsettled_notices(bulletin: Bulletin) -> QuerySet[Notice]:
    """Give the notices of which nobody knows whose they are: 待认领退信."""
    return Notice.objects.filter(bulletin=bulletin, delivery=None, settled_at=None)


def notices_of(delivery: Delivery) -> QuerySet[Notice]:
    """Give what was written back of one delivery, the newest first."""
    return delivery.notices.select_related("raw", "settled_by").order_by("-at", "-pk")


def notices_in(bulletin: Bulletin, *, kind: str = "") -> QuerySet[Notice]:
    """Give the notices of a bulletin, the newest first, of one kind or of all."""
    found = Notice.objects.filter(bulletin=bulletin).order_by("-at", "-pk")
    found = found.select_related("delivery__dispatch__edition__issue", "settled_by")
    return found.filter(kind=kind) if kind else found


def place_by_token(
    tokens: Collection[str], found: Notice.Found = Notice.Found.VERP
) -> Place | None:
    """Give the delivery that the first known token names, of whatever bulletin it is."""
    rows = Delivery.objects.filter(token__in=tokens, channel=MAIL)
    by_token = {row.token: row for row in rows.select_related("dispatch__bulletin")}
    first = next((by_token[one] for one in tokens if one in by_token), None)
    return Place(first, found) if first else None


def last_letters(bulletin: Bulletin, addresses: Collection[str]) -> list[Delivery]:
    """Give the last letter to each reader of the bulletin among these addresses."""
    last: dict[str, Delivery] = {}
    for row in recent_deliveries(bulletin).filter(address__in=addresses):
        last.setdefault(row.address, row)
    return list(last.values())


def recent_deliveries(bulletin: Bulletin) -> QuerySet[Delivery]:
    """Give the letters that went out lately and may have come back, the newest first."""
    since = timezone.now() - RECENT
    tried = Q(first_try_at__gte=since) | Q(accepted_at__gte=since)
    rows = Delivery.objects.filter(tried, dispatch__bulletin=bulletin, channel=MAIL)
    return rows.select_related("dispatch__bulletin").order_by("-dispatch", "pk")


def dispatches_lately(bulletin: Bulletin) -> bool:
    """Say whether a bulletin has sent anything that a notice may be about."""
    since = timezone.now() - RECENT
    return Dispatch.objects.filter(bulletin=bulletin, started_at__gte=since).exists()


def early_bounces() -> QuerySet[Notice]:
    """Give the bounces that overtook the server's own answer: their delivery stands as accepted.

    They came after its first try and have not moved it. What a person took for sent, or had sent
    once more, is left as it is.
    """
    return Notice.objects.filter(
        kind=Notice.Kind.BOUNCE,
        at__gte=timezone.now() - _OVERTAKEN,
        delivery__state__in=_SENT,
        delivery__confirmed_by=None,
    ).filter(at__gte=F("delivery__first_try_at"))
