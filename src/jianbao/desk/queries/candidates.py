"""Who would get a dispatch: everybody in its groups, each address once, and why some would not."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Capacity, Dispatch, Recipient, RecipientGroup
from jianbao.desk.queries.addresses import address_problem, own_addresses

_ORDER = [Capacity.MAIN, Capacity.COPY, Capacity.FILE]


class Candidate(NamedTuple):
    """One recipient, in what capacity and by which groups; `reason` says why they are left out."""

    recipient: Recipient
    capacity: Capacity
    groups: tuple[str, ...]
    reason: str = ""  # sentences: left-out-…


def candidates_of(dispatch: Dispatch) -> list[Candidate]:
    """Give the candidates of a plan in the order of their groups; five questions in all."""
    return candidates_in(dispatch.bulletin, dispatch.groups.all())


def candidates_in(bulletin: Bulletin, groups: QuerySet[RecipientGroup]) -> list[Candidate]:
    """Give those who would get what is sent to these groups; five questions in all."""
    held: dict[int, tuple[Recipient, list[RecipientGroup]]] = {}
    for group in groups.prefetch_related("recipients__unit").order_by("position", "pk"):
        for one in group.recipients.all():
            if one.left_at is None:
                held.setdefault(one.pk, (one, []))[1].append(group)
    own = own_addresses()
    return [_candidate(bulletin, one, within, own) for one, within in held.values()]


def _candidate(
    bulletin: Bulletin, one: Recipient, groups: list[RecipientGroup], own: Collection[str]
) -> Candidate:
    capacity = min((Capacity(group.capacity) for group in groups), key=_ORDER.index)
    let_go = one.unsubscribed_at is not None and bulletin.may_unsubscribe
    reason = "unsubscribed" if let_go else why_unreachable(one, own)
    return Candidate(one, capacity, tuple(group.name for group in groups), reason)


def why_unreachable(one: Recipient, own: Collection[str]) -> str:
    """Say why nothing is sent to an address: address-failing or a code of `addresses`; else ''."""
    return "address-failing" if one.failing_since else address_problem(one.address, own)
