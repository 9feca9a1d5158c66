"""Who would get a dispatch: everybody in its groups, each address once, and why some would not."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.desk.models import Capacity, Dispatch, Recipient, RecipientGroup
from jianbao.post.letter_fields import ascii_address

_ORDER = [Capacity.MAIN, Capacity.COPY, Capacity.FILE]


class Candidate(NamedTuple):
    """One recipient, in what capacity and by which groups; `reason` says why they are left out."""

    recipient: Recipient
    capacity: Capacity
    groups: tuple[str, ...]
    reason: str = ""  # sentences: left-out-…


def candidates_of(dispatch: Dispatch) -> list[Candidate]:
    """Give the candidates of a plan in the order of their groups; three questions in all."""
    groups = dispatch.groups.prefetch_related("recipients__unit")
    held: dict[int, tuple[Recipient, list[RecipientGroup]]] = {}
    for group in groups.order_by("position", "pk"):
        for one in group.recipients.all():
            if one.left_at is None:
                held.setdefault(one.pk, (one, []))[1].append(group)
    return [_candidate(dispatch, one, within) for one, within in held.values()]


def _candidate(dispatch: Dispatch, one: Recipient, groups: list[RecipientGroup]) -> Candidate:
    capacity = min((Capacity(group.capacity) for group in groups), key=_ORDER.index)
    reason = why_left_out(one)
    if reason == "unsubscribed" and not dispatch.bulletin.may_unsubscribe:
        reason = ""  # the bulletin does not let its readers go
    return Candidate(one, capacity, tuple(group.name for group in groups), reason)


def why_left_out(one: Recipient) -> str:
    """Say why a recipient gets nothing: unsubscribed, address-failing, address-unfit; else ''."""
    if one.unsubscribed_at is not None:
        return "unsubscribed"
    if one.failing_since is not None:
        return "address-failing"
    try:
        ascii_address(one.address)
    except ValueError:
        return "address-unfit"
    return ""
