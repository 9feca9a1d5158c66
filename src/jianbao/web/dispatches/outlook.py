"""Who would get a dispatch: the figures of a choice of groups, each with the people behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jianbao.desk.models import Bulletin, Capacity, RecipientGroup
from jianbao.desk.queries.candidates import Candidate, candidates_in
from jianbao.desk.queries.dispatch_words import LEFT_OUT
from jianbao.web.digits import numbers_in
from jianbao.web.dispatches.places import nav_of_all
from jianbao.web.dispatches.wording import Words
from jianbao.web.entrance import DeskRequest, bulletin_page

_PER_PAGE = 100


class Share(NamedTuple):
    """Some of the candidates: what they have in common, how many, where they are listed."""

    label: Words
    amount: int
    url: str


class Outlook(NamedTuple):
    """How many would get it, in which capacity, and who would not, for which reason."""

    getting: Share
    by_capacity: list[Share]
    by_group: list[tuple[str, int]]
    left_out: list[Share]


def outlook_of(bulletin: Bulletin, groups: Iterable[int], found: list[Candidate]) -> Outlook:
    """Count candidates; `groups` are the keys that their lists are asked for with."""
    getting = [one for one in found if not one.reason]
    capacities = Counter(one.capacity for one in getting)
    reasons = Counter(one.reason for one in found if one.reason)
    named = Counter(name for one in found for name in one.groups)
    address = reverse("dispatch_candidates", args=[bulletin.slug])

    def share(label: Words, count: int, **asked: str) -> Share:
        query = urlencode([("groups", key) for key in groups] + list(asked.items()))
        return Share(label, count, f"{address}?{query}")

    return Outlook(
        share("", len(getting), who="getting"),
        [share(one.label, capacities[one], who=one.value) for one in Capacity if capacities[one]],
        list(named.items()),
        [
            share(LEFT_OUT.get(reason, reason), count, who=reason)
            for reason, count in reasons.items()
        ],
    )


@bulletin_page("see_dispatch")
@require_safe
def figures(request: DeskRequest) -> HttpResponse:
    """Give the figures of the groups that are ticked, as a part of the page of a plan."""
    groups = groups_in(request)
    keys = [group.pk for group in groups]
    found = candidates_in(request.bulletin, groups)
    context = {"outlook": outlook_of(request.bulletin, keys, found), "chosen": len(keys)}
    return render(request, "dispatches/figures.html", context)


@bulletin_page("see_dispatch")
@require_safe
def candidates(request: DeskRequest) -> HttpResponse:
    """List those whom one of the figures counts."""
    who = request.GET.get("who", "getting")
    found = [
        one
        for one in candidates_in(request.bulletin, groups_in(request))
        if (one.reason == who if one.reason else who in ("getting", one.capacity))
    ]
    context = {
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "why": LEFT_OUT.get(who, ""),
        "capacity": Capacity(who).label if who in Capacity.values else "",
        "side_nav": nav_of_all(request),
    }
    return render(request, "dispatches/candidates.html", context)


def groups_in(request: DeskRequest) -> QuerySet[RecipientGroup]:
    """Give the groups of this bulletin that an address names."""
    keys = numbers_in(request.GET.getlist("groups"))
    return RecipientGroup.objects.filter(bulletin=request.bulletin, pk__in=keys)
