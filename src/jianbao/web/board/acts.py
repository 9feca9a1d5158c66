"""Moves on the board: each reads what was sent, calls one action, and shows what stands now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk.actions.arranging.items import move_item, step_item
from jianbao.desk.actions.arranging.sections import hide_section
from jianbao.desk.actions.arranging.undoing import undo_arrangement
from jianbao.desk.actions.composing import take_back_draft
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Event, Issue, Item
from jianbao.desk.queries.arranged import last_arrangement
from jianbao.desk.queries.compositions import COMPOSED
from jianbao.desk.queries.order import Slot
from jianbao.web.board.finding import issue_of, item_of
from jianbao.web.board.places import places_for
from jianbao.web.board.showing import Seen, board_context, moved_to
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page

_STEPS = {"up": -1, "down": 1}


@bulletin_page("edit")
@require_POST
def move(request: DeskRequest, issue: int) -> HttpResponse:
    """Move an item: `step` is its key and up or down; or `item` goes where `to` or fields say."""
    one = issue_of(request, issue)
    key, colon, step = request.POST.get("step", "").partition(":")
    item = item_of(one, number_in(key if colon else request.POST.get("item", "")))
    event = step_item(item, _step(step), by=request.user) if colon else _move(request, item)
    return _answer(request, one, item.pk, moved=event is not None)


@bulletin_page("edit")
@require_safe
def move_to(request: DeskRequest, issue: int, item: int) -> HttpResponse:
    """Ask where an item shall go: in a dialog, or on a page of its own."""
    one = issue_of(request, issue)
    row = item_of(one, item)
    context = {"issue": one, "item": row, "places": places_for(request.user, one, row)}
    name = "board/move_to.html#question" if request.htmx else "board/move_to.html"
    return render(request, name, context)


@bulletin_page("edit")
@require_POST
def undo(request: DeskRequest, issue: int) -> HttpResponse:
    """Take one's own last act on this issue back."""
    one = issue_of(request, issue)
    event = last_arrangement(one, request.user)
    if event is None:
        raise Impossible("nothing-to-undo")
    take_back = take_back_draft if event.verb == COMPOSED else undo_arrangement
    take_back(event, by=request.user)
    item = event.after.get("moved")
    return _show(request, one, _said_of(event), item if isinstance(item, int) else None)


@bulletin_page("edit")
@require_POST
def hide(request: DeskRequest, issue: int) -> HttpResponse:
    """Leave an empty section out of this issue."""
    one = issue_of(request, issue)
    title = request.POST.get("section", "")
    hide_section(one, title, by=request.user)
    return _show(request, one, _("“%(title)s” is hidden in this issue.") % {"title": title}, None)


def _move(request: DeskRequest, item: Item) -> Event | None:
    given = QueryDict(request.POST["to"]) if request.POST.get("to") else request.POST
    before, after = number_in(given.get("before", "")), number_in(given.get("after", ""))
    slot = Slot(given.get("section", ""), given.get("group", ""))
    return move_item(item, slot, by=request.user, before=before, after=after)


def _step(text: str) -> int:
    if text not in _STEPS:
        raise Invalid("form-unfit", field="step")
    return _STEPS[text]


def _said_of(event: Event) -> str:
    if event.verb == COMPOSED:
        return _("The draft is taken back; its contributions wait again.")
    item = event.after.get("item")
    if item is None:
        return _("The last change is taken back.")
    return _("“%(headline)s” is back at item %(n)s.") % {
        "headline": item,
        "n": event.before.get("number"),
    }


def _answer(request: DeskRequest, issue: Issue, item: int, *, moved: bool) -> HttpResponse:
    """Show the board after a move, with the item marked on its page."""
    if not moved:
        return _show(request, issue, _("It stands there already."), item)
    return _show(request, issue, "", item)


def _show(request: DeskRequest, issue: Issue, said: str, item: int | None) -> HttpResponse:
    """Show the board anew: as a part of the page, or whole after a form without script."""
    issue.refresh_from_db()
    issue.bulletin = request.bulletin
    if not request.htmx:
        return _lead_back(request, issue, said, item)
    page = None if item else number_in(request.POST.get("page", ""))
    context = board_context(request, issue, Seen(item=item, page=page))
    current = context["current"]
    context["said"] = said or (moved_to(current) if current else "")
    return render(request, "board/answer.html", context)


def _lead_back(request: DeskRequest, issue: Issue, said: str, item: int | None) -> HttpResponse:
    messages.success(request, said or _("Moved."))
    address = reverse("board_of", args=[request.bulletin.slug, issue.pk])
    return redirect(f"{address}?item={item}#item-{item}" if item else address)
