"""What machines wrote back of letters: whose it is, and what nobody has found the letter of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from jianbao.desk import vault
from jianbao.desk.models import Bulletin, Delivery, Dispatch, Notice
from jianbao.desk.queries.deliveries import MAIL
from jianbao.post.message import parse_message

RECENT = dt.timedelta(days=30)  # in which a notice may be about a letter that it does not name
_OVERTAKEN = dt.timedelta(days=1)  # longer than any claim
_LARGEST_SHOWN = 5 << 20  # bytes
_LONGEST_SHOWN = 20_000  # characters
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


def notices_in(bulletin: Bulletin, *, unsettled: bool, kind: str = "") -> QuerySet[Notice]:
    """Give the notices of a bulletin, the newest first: those to be claimed or all, of one kind."""
    found = unsettled_notices(bulletin) if unsettled else Notice.objects.filter(bulletin=bulletin)
    found = found.select_related("raw", "settled_by", "delivery__dispatch__edition__issue")
    found = found.order_by("-at", "-pk")
    return found.filter(kind=kind) if kind else found


def words_of(notice: Notice) -> str:
    """Say what a notice says in short: the status, then the server's words."""
    if notice.status in notice.said:
        return notice.said
    return f"{notice.status} {notice.said}".strip()


def text_of(notice: Notice) -> str:
    """Give what the message says in words, as far as it is shown; '' of one that is too large."""
    if notice.raw.size > _LARGEST_SHOWN:
        return ""
    message = parse_message(vault.read_stored(notice.raw.sha256))
    return message.text[:_LONGEST_SHOWN]


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


def letters_like(bulletin: Bulletin, words: str) -> QuerySet[Delivery]:
    """Give the recent letters to whom these words fit: a name, a part of an address, a unit."""
    rows = recent_deliveries(bulletin).select_related("dispatch__edition__issue")
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(address__icontains=word) | Q(unit_name__icontains=word)
        )
    return rows


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
