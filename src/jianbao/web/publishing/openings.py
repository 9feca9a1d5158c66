"""Who opened an edition while signed in: a figure for those who send it, and the list behind it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.openings import openings_of
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.finding import edition_of

_PER_PAGE = 100


@bulletin_page("see_dispatch")
@require_safe
def readers(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """List who opened an edition, and say what that counts."""
    edition = edition_of(request, pk, number)
    slug, name = request.bulletin.slug, number_of(edition.issue)
    trail = [
        (_("Issues"), reverse("issues", args=[slug])),
        (name, reverse("edition", args=[slug, pk, number])),
        (_("Readers"), ""),
    ]
    page = Paginator(openings_of(edition), _PER_PAGE).get_page(request.GET.get("page"))
    context = {"edition": edition, "number": name, "page": page, "trail": trail}
    return render(request, "publishing/readers.html", context)
