"""The lists (发放名单) as they are looked at: filtered, counted, and who is not on them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet

from jianbao.desk.models import Bulletin, Delivery, Recipient, RecipientGroup, Role, Unit, User
from jianbao.desk.queries.addresses import address_problem, clean_address, own_addresses

_ON = Q(left_at=None)
STATES: dict[str, Q] = {
    "on": _ON,
    "failing": _ON & Q(failing_since__isnull=False),
    "unsubscribed": _ON & Q(unsubscribed_at__isnull=False),
    "nowhere": _ON & Q(groups=None),  # in no group: gets nothing
    "left": Q(left_at__isnull=False),
}
_HISTORY = 50


class Filter(NamedTuple):
    """Who of the lists is asked for; what is empty asks nothing. Groups and units by key."""

    words: str = ""
    group: int | None = None
    unit: int | None = None
    capacity: str = ""
    state: str = "on"


class Proposal(NamedTuple):
    """Somebody known to the desk who is on no list of the bulletin."""

    name: str
    address: str
    unit: Unit | None = None  # that they write for
    reads: bool = False  # has an account as a reader; else writes


def recipients(bulletin: Bulletin, wanted: Filter) -> QuerySet[Recipient]:
    """Give those who fit, in the order of groups and of entering; two questions for any number."""
    groups = RecipientGroup.objects.filter(bulletin=bulletin)
    found = Recipient.objects.filter(STATES.get(wanted.state, _ON), bulletin=bulletin)
    if wanted.group is not None:
        found = found.filter(groups=wanted.group)
    if wanted.unit is not None:
        found = found.filter(unit=wanted.unit)
    if wanted.capacity:
        in_capacity = groups.filter(capacity=wanted.capacity)
        found = found.filter(
            pk__in=Recipient.groups.through.objects.filter(recipientgroup__in=in_capacity).values(
                "recipient"
            )
        )
    for word in wanted.words.split():
        found = found.filter(_bears(word))
    found = found.annotate(place=Min("groups__position")).order_by(
        F("place").asc(nulls_last=True), "pk"
    )
    return found.select_related("unit").prefetch_related(Prefetch("groups", queryset=groups))


def count_by_state(bulletin: Bulletin) -> dict[str, int]:
    """Give how many are in each of the STATES."""
    counts = {name: Count("pk", filter=which, distinct=True) for name, which in STATES.items()}
    found: dict[str, int] = Recipient.objects.filter(bulletin=bulletin).aggregate(**counts)
    return found


def groups_with_counts(bulletin: Bulletin) -> QuerySet[RecipientGroup]:
    """Give the groups in their order; `people` are on the lists, of them `failing` get nothing."""
    on = Q(recipients__left_at=None, recipients__isnull=False)
    kept_out = Q(recipients__failing_since__isnull=False)
    return bulletin.recipient_groups.annotate(
        people=Count("recipients", filter=on),
        failing=Count("recipients", filter=on & kept_out),
    ).order_by("position", "pk")


def history_of(one: Recipient) -> list[Delivery]:
    """Give what was sent to one, the newest first."""
    found = one.deliveries.select_related("dispatch__edition__issue").order_by("-pk")
    return list(found[:_HISTORY])


def proposals(bulletin: Bulletin) -> list[Proposal]:
    """Give the correspondents and the readers with an account who are on no list yet.

    Who left the lists is not proposed again.
    """
    known = set(bulletin.recipients.values_list("address", flat=True))
    own = own_addresses()
    writers = bulletin.correspondents.filter(left_at=None).exclude(address="")
    readers = User.objects.filter(
        grants__role=Role.READER, grants__bulletin=bulletin, is_active=True
    ).exclude(email="")
    found = [
        *(Proposal(one.name, one.address, one.unit) for one in writers.select_related("unit")),
        *(Proposal(str(one), clean_address(one.email), reads=True) for one in readers.distinct()),
    ]
    by_address: dict[str, Proposal] = {}
    for one in found:
        by_address.setdefault(one.address, one)
    return [
        one
        for address, one in by_address.items()
        if address not in known and not address_problem(address, own)
    ]


def _bears(word: str) -> Q:
    return (
        Q(name__icontains=word)
        | Q(address__icontains=word)
        | Q(post__icontains=word)
        | Q(note__icontains=word)
        | Q(unit__name__icontains=word)
    )
