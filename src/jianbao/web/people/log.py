"""日志: what was done, by whom, when, from what to what."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk.models import Bulletin, User
from jianbao.desk.queries import events, people
from jianbao.web.entrance import DeskRequest, bulletin_page, desk_page
from jianbao.web.people.forms import LogFilter
from jianbao.web.people.places import bulletin_nav, desk_nav
from jianbao.web.surroundings import Destination

_PER_PAGE = 50


@bulletin_page("see_events")
@require_safe
def of_bulletin(request: DeskRequest) -> HttpResponse:
    """Show the log of a bulletin."""
    known = people.people_of(request.bulletin)
    return _log(request, request.bulletin, known, bulletin_nav(request))


@desk_page("arrange_desk")
@require_safe
def of_desk(request: HttpRequest) -> HttpResponse:
    """Show the log of everything."""
    return _log(request, None, User.objects.all(), desk_nav(request))


def _log(
    request: HttpRequest,
    bulletin: Bulletin | None,
    known: QuerySet[User],
    side_nav: list[Destination],
) -> HttpResponse:
    form = LogFilter(request.GET or None, people=known.order_by("full_name", "pk"))
    page = Paginator(events.events(bulletin, form.wanted), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "lines": events.lines(list(page.object_list)),
        "whole_desk": bulletin is None,
        "side_nav": side_nav,
    }
    return render(request, "people/log.html", context)
