"""The lists of the inbox, each with one definition, how they are narrowed, ordered and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from jianbao.desk.models import Bulletin, Contribution, User
from jianbao.desk.queries.days import midnight

_State = Contribution.State
UNDECIDED = (_State.WAITING, _State.SHORTLISTED, _State.UNREADABLE)  # what can be handed on


class List(NamedTuple):
    """A named list: its words and what stands in it. `tab` says that the inbox shows it."""

    label: str | Promise
    holds: Callable[[User], Q]
    tab: bool = True


def _in(*states: str) -> Callable[[User], Q]:
    # One state is asked for as equal, so that the index gives its rows in order; many by name, for
    # what is asked for as not equal is found by reading every row.
    only = Q(state=states[0]) if len(states) == 1 else Q(state__in=states)
    return lambda _: only


LISTS: dict[str, List] = {
    "waiting": List(pgettext_lazy("list", "Waiting"), _in(_State.WAITING)),
    "mine": List(
        pgettext_lazy("list", "Assigned to me"),
        lambda user: Q(assigned_to=user, state__in=UNDECIDED),
    ),
    "planned": List(pgettext_lazy("list", "Planned"), _in(_State.PLANNED)),
    "shortlisted": List(pgettext_lazy("list", "Shortlisted"), _in(_State.SHORTLISTED)),
    "declined": List(pgettext_lazy("list", "Declined"), _in(_State.DECLINED)),
    "unreadable": List(pgettext_lazy("list", "Unreadable"), _in(_State.UNREADABLE)),
    "set_aside": List(pgettext_lazy("list", "Set aside"), _in(_State.SET_ASIDE)),
    "adopted": List(pgettext_lazy("list", "Adopted"), _in(_State.ADOPTED)),
    "received": List(pgettext_lazy("list", "Being read"), _in(_State.RECEIVED)),
    "all": List(pgettext_lazy("list", "All"), lambda _: Q()),
    "counted": List(
        pgettext_lazy("list", "Sent in"),
        _in(*(one for one in _State.values if one not in {_State.DIVIDED, _State.SET_ASIDE})),
        tab=False,
    ),
}
DEFAULT_LIST = "waiting"

ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-received_at", "-pk"),
    "oldest": ("received_at", "pk"),
    "unit": ("unit__position", "unit__name", "-received_at", "-pk"),
    "longest": ("-length", "-pk"),
}

_ROW = (
    *("pk", "state", "version", "piece", "channel", "received_at", "seen_at", "headline"),
    *("subject", "sender_name", "sender_address", "length", "picture_count", "file_count"),
    *("problems", "resembles", "reason", "unit__name", "suggested_section__title", "author"),
    *("revises", "assigned_to__full_name", "assigned_to__username", "raw__name"),
    *("unit", "suggested_section", "assigned_to", "raw"),
)


class Filters(NamedTuple):
    """What a list is narrowed to; what is None, empty or False narrows nothing.

    `words` must all stand in the text, headline, subject, unit or sender. `first` and `last` are
    days of receipt, both included.
    """

    words: str = ""
    unit: int | None = None
    section: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    with_pictures: bool = False
    resembling: bool = False

    @property
    def narrow(self) -> bool:
        """Whether anything is narrowed."""
        return self != Filters()


def contributions(
    bulletin: Bulletin, name: str, user: User, filters: Filters | None = None
) -> QuerySet[Contribution]:
    """Give the list `name` of a bulletin, narrowed, in no order."""
    found = Contribution.objects.filter(LISTS[name].holds(user), bulletin=bulletin)
    return _narrowed(found, filters) if filters else found


def rows(
    bulletin: Bulletin, name: str, user: User, filters: Filters, order: str
) -> QuerySet[Contribution]:
    """Give a list as the inbox shows it: in order, with what a row says and nothing longer."""
    found = contributions(bulletin, name, user, filters).order_by(*ORDERS[order])
    return found.select_related("unit", "suggested_section", "assigned_to", "raw").only(*_ROW)


def counts(bulletin: Bulletin, user: User) -> dict[str, int]:
    """Count every list that the inbox shows; each number equals its list."""
    states = dict(
        Contribution.objects.filter(bulletin=bulletin)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    counted = {name: states.get(name, 0) for name in LISTS if name in _State.values}
    mine = contributions(bulletin, "mine", user).count()
    return counted | {"mine": mine, "all": sum(states.values())}


def of_unit_this_year(bulletin: Bulletin, unit: int, user: User, today: dt.date) -> tuple[int, int]:
    """Count what a unit sent since New Year, and what of it was adopted (lists below)."""
    filters = Filters(unit=unit, first=today.replace(month=1, day=1))
    sent = contributions(bulletin, "counted", user, filters).count()
    return sent, contributions(bulletin, "adopted", user, filters).count()


def _narrowed(found: QuerySet[Contribution], filters: Filters) -> QuerySet[Contribution]:
    for word in filters.words.split()[:8]:
        found = found.filter(_says(word))
    if filters.unit:
        found = found.filter(unit=filters.unit)
    if filters.section:
        found = found.filter(suggested_section=filters.section)
    if filters.first:
        found = found.filter(received_at__gte=midnight(filters.first))
    if filters.last and filters.last < dt.date.max:
        found = found.filter(received_at__lt=midnight(filters.last + dt.timedelta(1)))
    if filters.with_pictures:
        found = found.filter(picture_count__gt=0)
    if filters.resembling:
        found = found.exclude(resembles="")
    return found


def _says(word: str) -> Q:
    return (
        Q(text__icontains=word)
        | Q(headline__icontains=word)
        | Q(subject__icontains=word)
        | Q(unit__name__icontains=word)
        | Q(sender_name__icontains=word)
        | Q(sender_address__icontains=word)
        | Q(author__icontains=word)
    )
