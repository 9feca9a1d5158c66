"""The story of one delivery: all that happened to it, in words, with times and who did it."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk.models import Delivery, DeliveryEvent
from jianbao.desk.queries.deliveries import tally
from jianbao.desk.queries.notices import notices_of, words_of
from jianbao.web.dispatches.bulk import acts_on
from jianbao.web.dispatches.finding import delivery_of
from jianbao.web.dispatches.places import name_of, nav_of_one
from jianbao.web.dispatches.wording import (
    DELIVERY_MARKS,
    UNKNOWN_MEANS,
    address_of,
    said_of,
    verb_name,
)
from jianbao.web.entrance import DeskRequest, bulletin_page


class Happening(NamedTuple):
    """One event in words, and how the delivery stood after it."""

    event: DeliveryEvent
    words: str
    state: str
    mark: str


@bulletin_page("see_dispatch")
@require_safe
def story(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """Show a delivery with its events and the notices that machines wrote of it."""
    found = delivery_of(request, pk, row)
    happenings = [_happening(event) for event in found.events.select_related("by")]
    context = {
        "dispatch": found.dispatch,
        "name": name_of(found.dispatch),
        "row": found,
        "address": address_of(found),
        "mark": DELIVERY_MARKS[found.state],
        "said": said_of(found),
        "happenings": happenings,
        "notices": [(notice, words_of(notice)) for notice in notices_of(found)],
        "unknown_means": UNKNOWN_MEANS if found.state == Delivery.State.UNKNOWN else "",
        "acts": [act for act in acts_on(request, found.dispatch) if found.state in act.sources],
        "side_nav": nav_of_one(request, found.dispatch, tally(found.dispatch)),
    }
    return render(request, "dispatches/story.html", context)


def _happening(event: DeliveryEvent) -> Happening:
    state = Delivery.State(event.state)
    return Happening(event, verb_name(event), str(state.label), DELIVERY_MARKS[state])
