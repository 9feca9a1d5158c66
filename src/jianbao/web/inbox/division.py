"""拆分: choosing the paragraphs where the pieces of a contribution begin."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jianbao.desk import rules
from jianbao.desk.actions.dividing import Cut, divide
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Contribution
from jianbao.desk.states import MOVES
from jianbao.web.digits import number_in, numbers_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.inbox.acts import tell, to_piece
from jianbao.web.inbox.asking import read_query
from jianbao.web.inbox.listing import headline_of
from jianbao.web.inbox.pages import contribution_of


class Paragraph(NamedTuple):
    """A paragraph, whether a piece may begin at it, and how that would be called."""

    place: int
    text: str
    begins: bool
    headline: str


@bulletin_page("decide")
@require_http_methods(["GET", "HEAD", "POST"])
def division(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the paragraphs with the proposed cuts; divide where the editor says."""
    one = contribution_of(request, pk)
    asked = read_query(request.GET, request.bulletin)
    if request.method == "POST":
        version = number_in(request.POST.get("version", ""))
        if version is None:
            raise Invalid("form-unfit", field="version")
        event = divide(one, _cuts(request.POST), by=request.user, version=version)
        tell(request, event, "divide", one)
        first = one.pieces.order_by("piece").values_list("pk", flat=True).first()
        return to_piece(request, asked, first)
    rules.require(rules.may_act(request.user, one, "divide"))
    if one.state not in MOVES["divide"].sources:
        raise Impossible("no-such-move")
    context = {
        "one": one,
        "headline": headline_of(one),
        "paragraphs": _proposed(one),
        "proposed": len(one.proposed_pieces),
        "back_url": reverse("inbox_piece", args=[request.bulletin.slug, pk]) + asked.suffix,
    }
    return render(request, "inbox/divide.html", context)


def _cuts(given: QueryDict) -> list[Cut]:
    starts = numbers_in(given.getlist("starts"))
    return [Cut(place, given.get(f"headline-{place}", "")) for place in starts]


def _proposed(one: Contribution) -> list[Paragraph]:
    """Give every paragraph; proposals count paragraphs from 1. Without any, the first begins."""
    called = {
        int(piece["from"]) - 1: str(piece.get("headline", "")) for piece in one.proposed_pieces
    } or {0: one.headline}
    return [
        Paragraph(place, str(text), place in called, called.get(place, ""))
        for place, text in enumerate(one.paragraphs)
    ]
