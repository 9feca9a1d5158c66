"""What a contributor may know of their own and their unit's contributions, list by list.

A decision is told when the issue it was taken for is published, never before: until then what is
planned, kept or declined is alike "in hand".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, Contribution, Issue, Item, Unit, User

Standing = Literal[
    "reading",
    "unreadable",
    "waiting",
    "in_hand",
    "kept",
    "declined",
    "adopted",
    "divided",
    "withdrawn",
    "set_aside",
]
STANDINGS: dict[Standing, str | Promise] = {
    "reading": pgettext_lazy("standing", "Being read"),
    "unreadable": pgettext_lazy("standing", "Could not be read"),
    "waiting": pgettext_lazy("standing", "Waiting for the editors"),
    "in_hand": pgettext_lazy("standing", "With the editors"),
    "kept": pgettext_lazy("standing", "Kept for a later issue"),
    "declined": pgettext_lazy("standing", "Not used"),
    "adopted": pgettext_lazy("standing", "Printed"),
    "divided": pgettext_lazy("standing", "Divided into several"),
    "withdrawn": pgettext_lazy("standing", "Withdrawn"),
    "set_aside": pgettext_lazy("standing", "Not taken as a contribution"),
}
LISTS: dict[str, str | Promise] = {
    "all": pgettext_lazy("own list", "Everything sent in"),
    "open": pgettext_lazy("own list", "Not settled yet"),
    "adopted": pgettext_lazy("own list", "Printed"),
    "away": pgettext_lazy("own list", "Withdrawn or not taken"),
}
_State = Contribution.State
_AWAY = (_State.SET_ASIDE,)
_BY_STATE: dict[str, Standing] = {
    _State.RECEIVED: "reading",
    _State.UNREADABLE: "unreadable",
    _State.WAITING: "waiting",
    _State.ADOPTED: "adopted",
    _State.DIVIDED: "divided",
}
_TOLD: dict[str, Standing] = {_State.SHORTLISTED: "kept", _State.DECLINED: "declined"}


class Printed(NamedTuple):
    """Where a contribution was printed."""

    item: Item
    issue: Issue


def own_contributions(bulletin: Bulletin, user: User) -> QuerySet[Contribution]:
    """Give what a person handed in and what their units sent, the newest first.

    The pieces of a divided one stand for it. `told` says whether the decision on it may be known.
    """
    units = rules.units_of_contributor(user, bulletin)
    mine = Contribution.objects.filter(Q(sent_by=user) | Q(unit__in=units), bulletin=bulletin)
    shown = mine.exclude(state=_State.DIVIDED).filter(~Q(state=_State.SET_ASIDE) | Q(sent_by=user))
    return with_told(shown).select_related("unit", "raw").order_by("-received_at", "-pk")


def own_contribution(bulletin: Bulletin, user: User, pk: int) -> Contribution | None:
    """Give one that the person may see, whatever became of it, or None."""
    found = with_told(Contribution.objects.filter(bulletin=bulletin, pk=pk))
    one = found.select_related("unit", "raw", "bulletin", "revises", "sent_by").first()
    return one if one is not None and rules.may_see_contribution(user, one).ok else None


def in_list(found: QuerySet[Contribution], name: str) -> QuerySet[Contribution]:
    """Narrow to a list of `LISTS`; an unknown name is that of all that was sent in."""
    if name == "away":
        return found.filter(state__in=_AWAY)
    sent = found.exclude(state__in=_AWAY)
    if name == "adopted":
        return sent.filter(state=_State.ADOPTED)
    if name == "open":
        return sent.exclude(state=_State.ADOPTED).exclude(_published_since(), state__in=list(_TOLD))
    return sent


def in_year(found: QuerySet[Contribution], year: int) -> QuerySet[Contribution]:
    """Narrow to what was received in a year of the desk's calendar."""
    first, last = (timezone.make_aware(dt.datetime(y, 1, 1)) for y in (year, year + 1))  # noqa: DTZ001 - made aware here
    return found.filter(received_at__gte=first, received_at__lt=last)


def years_of(found: QuerySet[Contribution]) -> list[int]:
    """Give the years in which something was received, the latest first."""
    days = found.order_by().datetimes("received_at", "year", order="DESC")
    return [day.year for day in days]


def standing_of(one: Contribution) -> Standing:
    """Say how a contribution stands as its contributor may know it."""
    if one.state == _State.SET_ASIDE:
        return "withdrawn" if one.reason == "withdrawn" else "set_aside"
    if one.state in _TOLD and getattr(one, "told", False):
        return _TOLD[one.state]
    return _BY_STATE.get(one.state, "in_hand")


def printed_in(one: Contribution) -> list[Printed]:
    """Give the printed items that were made from it; of an issue in the making, nothing."""
    items = Item.objects.filter(
        origins__contribution=one,
        withdrawn_at__isnull=True,
        issue__state=Issue.State.PUBLISHED,
    ).select_related("issue", "section", "unit")
    return [Printed(item, item.issue) for item in items]


def printed_of(found: Sequence[Contribution]) -> QuerySet[Item]:
    """Give the printed items made from any of these contributions, with their origins."""
    items = Item.objects.filter(
        origins__contribution__in=[one.pk for one in found],
        withdrawn_at__isnull=True,
        issue__state=Issue.State.PUBLISHED,
    )
    return items.select_related("issue").prefetch_related("origins").distinct()


def units_to_name(bulletin: Bulletin, user: User) -> QuerySet[Unit]:
    """Give the units that a person may say a contribution is from; editors name any."""
    units = bulletin.units.filter(closed_at__isnull=True)
    own = rules.units_of_contributor(user, bulletin)
    is_editor = rules.may(user, "see_inbox", bulletin).ok
    return units if is_editor or not own else units.filter(pk__in=own)


def with_told(found: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Say of each contribution, as `told`, whether the decision on it may be known."""
    return found.annotate(told=_published_since())


def _published_since() -> Exists:
    """Say of a contribution whether an issue made after its decision, or around it, is published.

    Old issues that are only filed are published as soon as they are opened, and tell nothing.
    """
    made_here = Q(opened_at__lte=OuterRef("decided_at")) | Q(
        published_at__gt=F("opened_at") + dt.timedelta(hours=1)
    )
    printed = Q(state=Issue.State.PUBLISHED, corrects__isnull=True)
    issues = Issue.objects.filter(printed, bulletin=OuterRef("bulletin"))
    return Exists(issues.filter(made_here, published_at__gte=OuterRef("decided_at")))
