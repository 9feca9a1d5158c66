"""A list of the inbox as its page shows it: tabs with counts, rows by day, pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from jianbao.desk.models import Bulletin, Contribution, SavedFilter, User
from jianbao.desk.queries import inbox
from jianbao.desk.queries.reasons import reason_in_words
from jianbao.web.digits import number_in
from jianbao.web.inbox.asking import Asked

ROWS = 50  # on one page
FIRST = 0  # no contribution has this key
_SEEKABLE = 2000  # rows in which the next one to open is looked for
RESEMBLES: dict[str, tuple[str, str | Promise]] = {
    "duplicate": ("warn", gettext_lazy("Looks like a duplicate")),
    "suspect": ("warn", gettext_lazy("Resembles another")),
    "printed": ("warn", gettext_lazy("Printed before")),
}
_SHAPES = {"unreadable": "bad", "planned": "ok", "adopted": "ok"}


class Chip(NamedTuple):
    """A state in a word and a shape."""

    state: str
    text: str


class Tab(NamedTuple):
    """A list to choose, with its count."""

    name: str
    label: str
    holds: int
    url: str
    current: bool


@dataclass(frozen=True)
class Row:
    """One contribution in a list; all that its template says, said already, for there are many."""

    contribution: Contribution
    url: str
    moment: str
    when: str
    headline: str
    choose: str
    sender: str
    notes: list[str]
    chips: list[Chip] = field(default_factory=list)
    current: bool = False


class Day(NamedTuple):
    """The rows of one day; `holds` is None where the day goes on on another page."""

    label: str
    rows: list[Row]
    holds: int | None


class _Counted(Paginator[Any]):
    """A paginator told beforehand how many rows there are."""

    def __init__(self, rows: QuerySet[Contribution], known: int | None) -> None:
        super().__init__(rows, ROWS)
        self._known = rows.count() if known is None else known

    @cached_property
    def count(self) -> int:
        """Give the number of all rows."""
        return self._known


def list_context(
    bulletin: Bulletin, user: User, asked: Asked, opened: int | None
) -> dict[str, Any]:
    """Give the template what a list needs; `opened` is the key of what the reading pane shows.

    FIRST stands for the first row of the page; its key comes back as `opened`.
    """
    counts = inbox.counts(bulletin, user)
    page = _page(bulletin, user, asked, counts)
    found = list(page.object_list)
    if opened == FIRST:
        opened = found[0].pk if found else None
    shown = [_row(one, bulletin, asked, current=one.pk == opened) for one in found]
    saved = SavedFilter.objects.filter(user=user, bulletin=bulletin)
    return {
        "asked": asked,
        "opened": opened,
        "tabs": _tabs(bulletin, asked, counts),
        "list_label": inbox.LISTS[asked.name].label,
        "waiting_count": counts["waiting"],
        "page": page,
        "days": _days(shown, page) if asked.order in {"newest", "oldest"} else [Day("", shown, 0)],
        "saved": [(one.name, f"{_home(bulletin)}?{one.query}") for one in saved],
    }


def first_of(bulletin: Bulletin, user: User, asked: Asked) -> int | None:
    """Give the key of the first contribution of the page that was asked for."""
    found = inbox.rows(bulletin, asked.name, user, asked.filters, asked.order)
    start = ((number_in(asked.page) or 1) - 1) * ROWS
    return (
        found.values_list("pk", flat=True)[max(0, start) :].first()
        if start
        else (found.values_list("pk", flat=True).first())
    )


def neighbour_of(bulletin: Bulletin, user: User, asked: Asked, pk: int) -> int | None:
    """Give the contribution to open after `pk` is decided: the next in its list, or the one before.

    One that is not in the list leads to the first of it.
    """
    found = inbox.rows(bulletin, asked.name, user, asked.filters, asked.order)
    keys = list(found.values_list("pk", flat=True)[:_SEEKABLE])
    if pk not in keys:
        return keys[0] if keys else None
    place = keys.index(pk)
    rest = keys[place + 1 : place + 2] or keys[max(0, place - 1) : place]
    return rest[0] if rest else None


def said_when(moment: dt.datetime, *, with_day: bool = True) -> str:
    """Say a moment of this year without its year."""
    local = timezone.localtime(moment)
    clock = local.strftime("%H:%M").removeprefix("0")
    if not with_day:
        return clock
    return f"{_said_day(local.date())} {clock}"


def chips_of(one: Contribution, *, with_state: bool) -> list[Chip]:
    """Give the states that a row shows; `with_state` where a list mixes them."""
    chips = []
    if with_state or one.state in {"unreadable", "received"}:
        chips.append(Chip(_SHAPES.get(one.state, "open"), one.get_state_display()))
    if one.resembles in RESEMBLES:
        state, text = RESEMBLES[one.resembles]
        chips.append(Chip(state, str(text)))
    if one.revises_id:
        chips.append(Chip("open", _("Revised")))
    if one.problems and one.state != "unreadable":
        chips.append(Chip("warn", _("Has problems")))
    if one.reason:
        chips.append(Chip("open", reason_in_words(one.reason)))
    if one.assigned_to:
        chips.append(Chip("open", _("With %(who)s") % {"who": one.assigned_to}))
    return chips


def headline_of(one: Contribution) -> str:
    """Name a contribution: by its headline, or what else is known of it."""
    return one.headline or one.subject or one.raw.name or _("Without a headline")


def _home(bulletin: Bulletin) -> str:
    return reverse("inbox", args=[bulletin.slug])


def _tabs(bulletin: Bulletin, asked: Asked, counts: dict[str, int]) -> list[Tab]:
    return [
        Tab(name, str(one.label), counts[name], _tab_url(bulletin, name), name == asked.name)
        for name, one in inbox.LISTS.items()
        if one.tab and (counts[name] or name not in {"received", "mine"} or name == asked.name)
    ]


def _tab_url(bulletin: Bulletin, name: str) -> str:
    return _home(bulletin) + (f"?list={name}" if name != inbox.DEFAULT_LIST else "")


def _page(
    bulletin: Bulletin, user: User, asked: Asked, counts: dict[str, int]
) -> Page[Contribution]:
    found = inbox.rows(bulletin, asked.name, user, asked.filters, asked.order)
    known = None if asked.filters.narrow else counts.get(asked.name)
    return _Counted(found, known).get_page(asked.page)


def _row(one: Contribution, bulletin: Bulletin, asked: Asked, *, current: bool) -> Row:
    url = reverse("inbox_piece", args=[bulletin.slug, one.pk]) + asked.suffix
    mixed = asked.name in {"all", "mine", "counted"}
    headline = headline_of(one)
    return Row(
        one,
        url,
        timezone.localtime(one.received_at).isoformat(timespec="seconds"),
        said_when(one.received_at, with_day=asked.order not in {"newest", "oldest"}),
        headline,
        _("Choose %(headline)s") % {"headline": headline},
        (one.unit.name if one.unit else "") or one.sender_name or one.sender_address or "—",
        _notes(one),
        chips_of(one, with_state=mixed),
        current,
    )


def _notes(one: Contribution) -> list[str]:
    """Say how long it is, what came with it, and where it may go."""
    said = []
    if one.length:
        said.append(ngettext("%(n)s character", "%(n)s characters", one.length) % {"n": one.length})
    if one.picture_count:
        said.append(_("%(n)s pictures") % {"n": one.picture_count})
    if one.file_count:
        said.append(_("%(n)s files") % {"n": one.file_count})
    if one.suggested_section:
        said.append(_("for %(section)s") % {"section": one.suggested_section.title})
    return said


def _days(rows: list[Row], page: Page[Contribution]) -> list[Day]:
    grouped = [
        (day, list(found))
        for day, found in groupby(
            rows, key=lambda row: timezone.localdate(row.contribution.received_at)
        )
    ]
    last = len(grouped) - 1
    return [
        Day(
            _said_day(day),
            found,
            None
            if (place == last and page.has_next()) or (place == 0 and page.has_previous())
            else len(found),
        )
        for place, (day, found) in enumerate(grouped)
    ]


def _said_day(day: dt.date) -> str:
    today = timezone.localdate()
    if day == today:
        return pgettext("day", "Today")
    if day == today - dt.timedelta(1):
        return pgettext("day", "Yesterday")
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")
