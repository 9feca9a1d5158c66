"""我的来稿: what I sent and what my unit sent, what became of it, and until when to send more."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, Contribution, Unit, User
from jianbao.desk.queries import own_contributions as own
from jianbao.desk.queries.today import current, local_day, period_of
from jianbao.web.contribute.wording import Said, headline_of, number_of, said
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page

ROWS = 40


class Row(NamedTuple):
    """One contribution of the list."""

    one: Contribution
    headline: str
    said: Said
    printed: str


class Choice(NamedTuple):
    """One list or year to choose."""

    label: str
    url: str
    current: bool


class Figures(NamedTuple):
    """What came from a unit in a year and what of it was printed, with the lists counted."""

    name: str
    sent: int
    sent_url: str
    printed: int
    printed_url: str


@bulletin_page("see_own")
@require_safe
def mine(request: DeskRequest) -> HttpResponse:
    """List what the person and their units sent, by year, with what may be known of it."""
    bulletin, user = request.bulletin, request.user
    day = local_day()
    everything = own.own_contributions(bulletin, user)
    name = request.GET.get("list", "all")
    name = name if name in own.LISTS else "all"
    year, unit = _asked_year(request), _asked_unit(request)
    found = own.in_list(everything, name)
    found = own.in_year(found, year) if year else found
    found = found.filter(unit=unit) if unit else found
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    period = period_of(bulletin, current(bulletin), day)
    left = period.days_left(day)
    return render(
        request,
        "contribute/mine.html",
        {
            "page": page,
            "rows": _rows(list(page.object_list)),
            "lists": _lists(bulletin, name, year, unit),
            "years": _years(bulletin, everything, name, year, unit),
            "figures": _figures(bulletin, user, everything, day.year),
            "year": day.year,
            "unit": unit,
            "narrowed": name != "all" or bool(year or unit),
            "all_url": _address(bulletin),
            "period": period,
            "days_left": left,
            "days_over": -left,
            "may_contribute": rules.may(user, "contribute", bulletin),
        },
    )


def _asked_year(request: DeskRequest) -> int:
    year = number_in(request.GET.get("year", "")) or 0
    return year if 1990 <= year <= 2200 else 0


def _asked_unit(request: DeskRequest) -> Unit | None:
    key = number_in(request.GET.get("unit", ""))
    return None if key is None else request.bulletin.units.filter(pk=key).first()


def _rows(found: list[Contribution]) -> list[Row]:
    places: dict[int, str] = {}
    for item in own.printed_of(found):
        for origin in item.origins.all():
            places.setdefault(origin.contribution_id, number_of(item.issue))
    return [Row(one, headline_of(one), said(one), places.get(one.pk, "")) for one in found]


def _lists(bulletin: Bulletin, name: str, year: int, unit: Unit | None) -> list[Choice]:
    return [
        Choice(str(label), _address(bulletin, one, year, unit), one == name)
        for one, label in own.LISTS.items()
    ]


def _years(
    bulletin: Bulletin,
    everything: QuerySet[Contribution],
    name: str,
    year: int,
    unit: Unit | None,
) -> list[Choice]:
    years = own.years_of(everything)
    if len(years) < 2 and not year:
        return []
    every = Choice(_("Every year"), _address(bulletin, name, 0, unit), not year)
    return [
        every,
        *(Choice(str(one), _address(bulletin, name, one, unit), one == year) for one in years),
    ]


def _figures(
    bulletin: Bulletin, user: User, everything: QuerySet[Contribution], year: int
) -> list[Figures]:
    """Count this year's contributions of each of the person's units; or their own, of none."""
    rows = own.in_year(everything, year)
    units = Unit.objects.filter(pk__in=rules.units_of_contributor(user, bulletin))
    found: list[Figures] = []
    for unit in units or (None,):
        theirs = rows.filter(unit=unit) if unit else rows
        found.append(
            Figures(
                unit.name if unit else _("Mine"),
                own.in_list(theirs, "all").count(),
                _address(bulletin, "all", year, unit),
                own.in_list(theirs, "adopted").count(),
                _address(bulletin, "adopted", year, unit),
            )
        )
    return found


def _address(bulletin: Bulletin, name: str = "all", year: int = 0, unit: Unit | None = None) -> str:
    asked: dict[str, Any] = {"list": name if name != "all" else "", "year": year or ""}
    asked["unit"] = unit.pk if unit else ""
    query = urlencode({key: value for key, value in asked.items() if value})
    return reverse("contribute", args=[bulletin.slug]) + (f"?{query}" if query else "")
