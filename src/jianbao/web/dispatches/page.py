"""The page of one dispatch: before its approval what would be frozen, then how it stands."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from jianbao.desk import rules
from jianbao.desk.models import Dispatch
from jianbao.desk.queries import events
from jianbao.desk.queries.deliveries import Tally, tally
from jianbao.desk.queries.dispatch_words import why_paused
from jianbao.desk.queries.dispatches import why_not_sendable
from jianbao.desk.queries.ledger_rows import groups_in
from jianbao.desk.queries.openings import count_readers
from jianbao.desk.sentences import SENTENCES
from jianbao.desk.states import DISPATCH_MOVES
from jianbao.web.dispatches.draft import show_draft
from jianbao.web.dispatches.finding import dispatch_of, ledger_of
from jianbao.web.dispatches.mail_server import Strain, strain_now
from jianbao.web.dispatches.places import name_of, nav_of_one
from jianbao.web.dispatches.wording import DISPATCH_MARKS, UNKNOWN_MEANS, done_words, figures_of
from jianbao.web.entrance import DeskRequest, bulletin_page


class Line(NamedTuple):
    """An act on a dispatch: when, what, by whom, and why or what a server said."""

    at: dt.datetime
    words: str
    who: str
    note: str


@bulletin_page("see_dispatch")
@require_safe
def dispatch(request: DeskRequest, pk: int) -> HttpResponse:
    """Show how a dispatch stands; before its approval, what would be frozen."""
    found = dispatch_of(request, pk)
    if found.approved_at is None:
        return show_draft(request, found)
    counted = tally(found)
    context = _standing(request, found, counted) | {
        "side_nav": nav_of_one(request, found, counted),
        "groups": groups_in(found),
        "readers": count_readers(found.edition),
        "moves": _moves(request, found),
        "no_longer": SENTENCES.get(why_not_sendable(found.edition), ""),
        "lines": _story_of(found),
    }
    return render(request, "dispatches/dispatch.html", context)


@bulletin_page("see_dispatch")
@require_safe
def progress(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the figures as they stand; the whole page anew once it is sent no more."""
    found = ledger_of(request, pk)
    if not request.htmx:
        return redirect("dispatch", request.bulletin.slug, pk)
    if found.state != Dispatch.State.SENDING:
        return HttpResponseClientRefresh()
    return render(request, "dispatches/progress.html", _standing(request, found, tally(found)))


def _standing(request: DeskRequest, found: Dispatch, counted: Tally) -> dict[str, Any]:
    sending = found.state == Dispatch.State.SENDING
    strain: Strain | None = strain_now() if sending else None
    return {
        "dispatch": found,
        "name": name_of(found),
        "mark": DISPATCH_MARKS[found.state],
        "why": why_paused(found),
        "tally": counted,
        "figures": figures_of(counted),
        "unknown_means": UNKNOWN_MEANS if counted.unknown else "",
        "sending": sending,
        "strain": strain,
        "may_send": rules.may(request.user, "send", request.bulletin).ok,
    }


def _moves(request: DeskRequest, found: Dispatch) -> set[str]:
    """Give the moves that a person makes of a dispatch in this state."""
    return {
        name.removesuffix("_dispatch")
        for name, move in DISPATCH_MOVES.items()
        if found.state in move.sources
        and move.may in rules.CAPABILITIES
        and rules.may(request.user, move.may, request.bulletin).ok
    }


def _story_of(found: Dispatch) -> list[Line]:
    """Give what the log says of a dispatch, the first act first."""
    wanted = events.Wanted(thing=f"dispatch:{found.pk}")
    rows = events.events(found.bulletin, wanted).order_by("pk")
    return [
        Line(row.at, done_words(row), str(row.by or ""), row.reason or row.note) for row in rows
    ]
