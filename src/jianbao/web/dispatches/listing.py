"""The dispatches of a bulletin with their figures, and every delivery that failed of late."""

from __future__ import annotations

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.models import Delivery, Dispatch
from jianbao.desk.queries.deliveries import Tally
from jianbao.desk.queries.dispatch_words import why_paused
from jianbao.desk.queries.dispatches import dispatchable_editions, dispatches_of
from jianbao.desk.queries.ledger_rows import last_changes, missed_lately, tallies
from jianbao.web.dispatches.places import name_of, nav_of_all
from jianbao.web.dispatches.wording import (
    DELIVERY_MARKS,
    DISPATCH_MARKS,
    Figure,
    figures_of,
    said_of,
    state_name,
)
from jianbao.web.entrance import DeskRequest, bulletin_page

_PER_PAGE, _ROWS_PER_PAGE = 20, 50


class Line(NamedTuple):
    """A dispatch of the list: its name, how it is marked, why it stands still, its figures."""

    dispatch: Dispatch
    name: str
    mark: str
    why: str
    tally: Tally
    figures: list[Figure]


class MissedLine(NamedTuple):
    """A delivery that failed: the row, what it is a dispatch of, its mark, the server's words."""

    row: Delivery
    name: str
    state: str
    mark: str
    said: str
    at: object


@bulletin_page("see_dispatch")
@require_safe
def dispatches(request: DeskRequest) -> HttpResponse:
    """List the dispatches, the newest first; those in one state when it is asked for."""
    rows, state = dispatches_of(request.bulletin), request.GET.get("state", "")
    if state in Dispatch.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    counted = tallies(found)
    may_prepare = rules.may(request.user, "prepare_dispatch", request.bulletin).ok
    context = {
        "page": page,
        "lines": [_line(one, counted[one.pk]) for one in found],
        "state": Dispatch.State(state).label if state in Dispatch.State.values else "",
        "may_prepare": may_prepare,
        "is_any_out": dispatchable_editions(request.bulletin).exists() if may_prepare else False,
        "side_nav": nav_of_all(request),
    }
    return render(request, "dispatches/list.html", context)


@bulletin_page("see_dispatch")
@require_safe
def missed(request: DeskRequest) -> HttpResponse:
    """List what failed or is unknown of the last 90 days: the same rows that 今日 counts."""
    rows = missed_lately(request.bulletin)
    page = Paginator(rows, _ROWS_PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    when = last_changes(found)
    lines = [
        MissedLine(
            row,
            name_of(row.dispatch),
            state_name(row),
            DELIVERY_MARKS[row.state],
            said_of(row),
            when.get(row.pk),
        )
        for row in found
    ]
    context = {"page": page, "lines": lines, "side_nav": nav_of_all(request)}
    return render(request, "dispatches/missed.html", context)


def _line(dispatch: Dispatch, tally: Tally) -> Line:
    shown = [one for one in figures_of(tally) if one.amount]
    return Line(
        dispatch,
        name_of(dispatch),
        DISPATCH_MARKS[dispatch.state],
        why_paused(dispatch),
        tally,
        shown,
    )
