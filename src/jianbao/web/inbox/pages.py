"""The pages that show: a list with its reading pane, a comparison, the header of a mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jianbao.desk.actions import deciding
from jianbao.desk.models import Contribution, Item
from jianbao.desk.queries import contribution as asked_for
from jianbao.desk.queries.issues import current_issue
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.inbox.asking import Asked, read_query
from jianbao.web.inbox.listing import FIRST, first_of, headline_of, list_context, said_when
from jianbao.web.inbox.marking import compare_paragraphs
from jianbao.web.inbox.piece import piece_context


@bulletin_page("see_inbox")
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    """Show a list, with its first contribution in the reading pane."""
    asked = read_query(request.GET, request.bulletin)
    if _wants(request, "rows"):
        return render(request, "inbox/rows.html", _list_only(request, asked))
    if _wants(request, "piece"):
        first = first_of(request.bulletin, request.user, asked)
        one = asked_for.find_contribution(request.bulletin, first) if first else None
        return _show_pane(request, asked, one, named=False)
    return _show(request, asked, None)


@bulletin_page("see_inbox")
@require_safe
def piece(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one contribution beside the list it was opened from."""
    one = contribution_of(request, pk)
    deciding.mark_seen(one, by=request.user)
    asked = read_query(request.GET, request.bulletin)
    if _wants(request, "piece"):
        return _show_pane(request, asked, one, named=True)
    return _show(request, asked, one)


@bulletin_page("see_inbox")
@require_safe
def compare(request: DeskRequest, pk: int, resemblance: int) -> HttpResponse:
    """Show a contribution and a text that it resembles side by side."""
    one = contribution_of(request, pk)
    found = asked_for.resemblance_of(one, resemblance)
    other = (found.item or found.other) if found else None
    if found is None or other is None or _bulletin_of(other) != request.bulletin.pk:
        raise Http404
    mine = [str(text) for text in one.paragraphs]
    theirs = _paragraphs_of(other)
    year = one.received_at.year
    return render(
        request,
        "inbox/compare.html",
        {
            "one": one,
            "headline": headline_of(one),
            "received": said_when(one.received_at),
            "percent": round(100 * found.likeness),
            "other": other,
            "other_is_item": isinstance(other, Item),
            "other_headline": other.headline or _("Without a headline"),
            "mine": compare_paragraphs(mine, theirs, year),
            "theirs": compare_paragraphs(theirs, mine, year),
            "back_url": reverse("inbox_piece", args=[request.bulletin.slug, one.pk]),
        },
    )


@bulletin_page("see_inbox")
@require_safe
def header(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the header of the mail that a contribution came in."""
    one = contribution_of(request, pk)
    return render(
        request,
        "inbox/header.html",
        {
            "one": one,
            "headline": headline_of(one),
            "raw_url": reverse("raw_message", args=[request.bulletin.slug, one.pk]),
            "fields": asked_for.header_of(one.raw),
            "back_url": reverse("inbox_piece", args=[request.bulletin.slug, one.pk]),
        },
    )


def contribution_of(request: DeskRequest, pk: int) -> Contribution:
    """Find a contribution of the bulletin of the address; another's does not exist here."""
    one = asked_for.find_contribution(request.bulletin, pk)
    if one is None:
        raise Http404
    return one


def _show(request: DeskRequest, asked: Asked, one: Contribution | None) -> HttpResponse:
    """Show the whole page; a list that was opened without a piece shows its first."""
    bulletin, user = request.bulletin, request.user
    context = list_context(bulletin, user, asked, one.pk if one else FIRST)
    context["named"] = one is not None
    if one is None and context["opened"]:
        one = asked_for.find_contribution(bulletin, context["opened"])
    if one is not None:
        context |= piece_context(bulletin, user, asked, one)
    issue = current_issue(bulletin)
    if issue is not None and issue.window_end:
        context["days_left"] = (issue.window_end - timezone.localdate()).days
    context["issue"] = issue
    return render(request, "inbox/index.html", context)


def _show_pane(
    request: DeskRequest, asked: Asked, one: Contribution | None, *, named: bool
) -> HttpResponse:
    """Show the reading pane alone; after an act the list and what is said about it too."""
    context: dict[str, Any] = {"asked": asked, "named": named}
    if one is not None:
        context |= piece_context(request.bulletin, request.user, asked, one)
    if len(messages.get_messages(request)):
        pk = one.pk if one else None
        context |= list_context(request.bulletin, request.user, asked, pk) | {"acted": True}
    response = render(request, "inbox/pane.html", context)
    response["HX-Push-Url"] = request.get_full_path()
    return response


def _list_only(request: DeskRequest, asked: Asked) -> dict[str, Any]:
    return list_context(request.bulletin, request.user, asked, None)


def _wants(request: DeskRequest, target: str) -> bool:
    return bool(request.htmx) and request.htmx.target == target


def _bulletin_of(other: Item | Contribution) -> int:
    return other.issue.bulletin_id if isinstance(other, Item) else other.bulletin_id


def _paragraphs_of(other: Item | Contribution) -> list[str]:
    if isinstance(other, Contribution):
        return [str(text) for text in other.paragraphs]
    content = other.content
    return [str(t) for t in (content.get("lead"), *content.get("paragraphs", ())) if t]
