"""Filters under names of one's own: kept and forgotten here, shown above the list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jianbao.desk.actions import filters
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.inbox.asking import read_query


@bulletin_page("see_inbox")
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Keep the filter that the form was shown with, under the name given."""
    query = QueryDict(request.POST.get("query", "")[:1000])
    asked = read_query(query, request.bulletin)
    kept = filters.save_filter(
        request.bulletin, request.POST.get("name", ""), asked.query, by=request.user
    )
    messages.success(request, _("Filter kept: %(name)s") % {"name": kept.name})
    return redirect(reverse("inbox", args=[request.bulletin.slug]) + asked.suffix)


@bulletin_page("see_inbox")
@require_POST
def forget(request: DeskRequest) -> HttpResponse:
    """Forget a filter by its name."""
    name = request.POST.get("name", "")
    filters.forget_filter(request.bulletin, name, by=request.user)
    messages.success(request, _("Filter forgotten: %(name)s") % {"name": name})
    return redirect("inbox", request.bulletin.slug)
