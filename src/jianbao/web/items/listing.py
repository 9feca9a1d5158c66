"""The list of the items of the issue being made: whose they are, how long, what is still to do."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jianbao.desk.models import Item
from jianbao.desk.queries import own_items
from jianbao.desk.queries.item import present_in, text_of
from jianbao.desk.queries.own_items import Standing
from jianbao.web.contribute.wording import number_of
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.items.wording import kind_said
from jianbao.web.phrases import language_of_page


class Row(NamedTuple):
    """An item of the list, what is to be said of it, and where it is written."""

    item: Item
    standing: Standing
    kind: str
    url: str
    here: list[str]


@bulletin_page("edit")
@require_safe
def items(request: DeskRequest) -> HttpResponse:
    """List one's own items of the issue being made, or all of them."""
    mine = request.GET.get("list") != "all"
    issue = own_items.issue_in_hand(request.bulletin)
    whose = request.user if mine else None
    language = language_of_page()
    found = own_items.standing_of(issue, whose, language=language) if issue else []
    slug = request.bulletin.slug
    here = present_in([one.item for one in found], request.user)
    rows = [
        Row(
            one.item,
            one,
            kind_said(text_of(one.item).kind),
            reverse("item", args=[slug, one.item.pk]),
            here.get(one.item.pk, []),
        )
        for one in found
    ]
    context = {
        "issue": issue,
        "number": number_of(issue) if issue else "",
        "mine": mine,
        "rows": rows,
        "counts": own_items.counts(issue, request.user),
        "open": sum(row.standing.grave for row in rows),
        "withdrawn": own_items.withdrawn_from(issue) if issue else [],
        "url": reverse("items", args=[slug]),
    }
    return render(request, "items/list.html", context)
