"""The story of one delivery: all that happened to it, in words, with times and who did it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk import rules
from jianbao.desk.actions.dispatching.outlets import mark_printed
from jianbao.desk.models import Delivery
from jianbao.desk.queries.deliveries import BY_HAND, tally
from jianbao.desk.queries.notices import notices_of, words_of
from jianbao.web.dispatches.bulk import acts_on
from jianbao.web.dispatches.finding import delivery_of
from jianbao.web.dispatches.places import name_of, nav_of_one
from jianbao.web.dispatches.wording import (
    DELIVERY_MARKS,
    UNKNOWN_MEANS,
    address_of,
    said_of,
    state_name,
    verb_name,
)
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("see_dispatch")
@require_safe
def story(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """Show a delivery with its events and the notices that machines wrote of it."""
    found = delivery_of(request, pk, row)
    happenings = [
        (event, verb_name(event, found.channel)) for event in found.events.select_related("by")
    ]
    context = {
        "dispatch": found.dispatch,
        "name": name_of(found.dispatch),
        "row": found,
        "address": address_of(found),
        "state": state_name(found),
        "mark": DELIVERY_MARKS[found.state],
        "said": said_of(found),
        "happenings": happenings,
        "notices": [(notice, words_of(notice)) for notice in notices_of(found)],
        "unknown_means": UNKNOWN_MEANS if found.state == Delivery.State.UNKNOWN else "",
        "acts": [act for act in acts_on(request, found.dispatch) if found.state in act.sources],
        "may_print": found.channel == BY_HAND
        and found.state == Delivery.State.PENDING
        and rules.may(request.user, "send", request.bulletin).ok,
        "side_nav": nav_of_one(request, found.dispatch, tally(found.dispatch)),
    }
    return render(request, "dispatches/story.html", context)


@bulletin_page("send")
@require_POST
def printed(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """Note that the print shop carried an order out."""
    found = delivery_of(request, pk, row)
    mark_printed(found, by=request.user, note=request.POST.get("note", "").strip())
    return redirect("delivery", request.bulletin.slug, pk, row)
