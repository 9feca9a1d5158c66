"""起草: asking for a draft, how far it is, and what became of each contribution."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jianbao.desk import rules
from jianbao.desk.actions.composing import ask_for_draft, call_off_draft, take_back_draft
from jianbao.desk.models import Composition, Issue
from jianbao.desk.queries.compositions import (
    Fate,
    can_be_taken_back,
    fates_of,
    last_composition,
    what_to_look_at,
    why_left_out,
)
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.waiting import count_waiting
from jianbao.web.board.finding import issue_of, may_arrange
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import in_a_row


class Made(NamedTuple):
    """A contribution that became an item, the number that this has now, and what to look at."""

    fate: Fate
    number: int
    looks: list[str]


class LeftOut(NamedTuple):
    """A contribution that became none, and why not."""

    fate: Fate
    why: str


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def composing(request: DeskRequest, issue: int) -> HttpResponse:
    """Show the last draft of an issue; a POST asks for one more."""
    one = issue_of(request, issue)
    if request.method == "POST":
        ask_for_draft(one, by=request.user)
        return redirect("board_compose", request.bulletin.slug, one.pk)
    return render(request, "board/draft.html", _context(request, one))


@bulletin_page("see_issue")
@require_safe
def progress(request: DeskRequest, issue: int) -> HttpResponse:
    """Say how far a draft is; once it has ended, the page is shown anew."""
    one = issue_of(request, issue)
    composition = last_composition(one)
    if not request.htmx:
        return redirect("board_compose", request.bulletin.slug, one.pk)
    if composition is None or composition.state != Composition.State.ASKED:
        return HttpResponseClientRefresh()
    return render(request, "board/draft_progress.html", _context(request, one))


@bulletin_page("edit")
@require_POST
def call_off(request: DeskRequest, issue: int) -> HttpResponse:
    """Stop a draft that is being made."""
    one = issue_of(request, issue)
    call_off_draft(_last(one), by=request.user)
    messages.success(request, _("Called off. Nothing was put into the issue."))
    return redirect("board_of", request.bulletin.slug, one.pk)


@bulletin_page("edit")
@require_POST
def take_back(request: DeskRequest, issue: int) -> HttpResponse:
    """Take everything that the last draft made back."""
    one = issue_of(request, issue)
    event = _last(one).event
    if event is None:
        raise Http404
    take_back_draft(event, by=request.user)
    messages.success(request, _("The draft is taken back; its contributions wait again."))
    return redirect("board_of", request.bulletin.slug, one.pk)


def _last(issue: Issue) -> Composition:
    composition = last_composition(issue)
    if composition is None:
        raise Http404
    composition.issue = issue
    return composition


def _context(request: DeskRequest, issue: Issue) -> dict[str, Any]:
    composition = last_composition(issue)
    context: dict[str, Any] = {
        "issue": issue,
        "composition": composition,
        "may_draft": may_arrange(request, issue) and issue.state == Issue.State.OPEN,
        "may_inbox": rules.may(request.user, "see_inbox", request.bulletin).ok,
        "waiting": count_waiting(request.bulletin),
    }
    if composition is None or composition.state != Composition.State.DONE:
        return context
    fates = fates_of(composition)
    return context | {
        "places": _places(issue, fates.made),
        "made": len(fates.made),
        "left_out": [LeftOut(one, why_left_out(one.reason, one.instead)) for one in fates.left_out],
        "may_take_back": context["may_draft"] and can_be_taken_back(composition),
        "taken_back": composition.event is not None and not can_be_taken_back(composition),
    }


def _places(issue: Issue, made: tuple[Fate, ...]) -> list[tuple[str, list[Made]]]:
    """Put what became items under their sections and groups, as the draft placed them."""
    numbers = dict(items_of(issue).values_list("pk", "position"))
    rows = (
        Made(one, numbers.get(one.item or 0, -1) + 1, [what_to_look_at(mark) for mark in one.marks])
        for one in made
    )
    found = groupby(rows, key=lambda row: in_a_row(row.fate.section, row.fate.group))
    return [(place, list(inside)) for place, inside in found]
