"""The correspondents of a bulletin: who writes, for which unit, from which address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import correspondents as acts
from jianbao.desk.models import Correspondent
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.arrange.unit_forms import CorrespondentForm
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def correspondents(request: DeskRequest) -> HttpResponse:
    """List the correspondents by unit, and note one."""
    form = CorrespondentForm(posted(request), bulletin=request.bulletin)

    def add(_said: Mapping[str, Any]) -> object:
        return acts.add_correspondent(request.bulletin, form.values, by=request.user)

    if request.method == "POST" and save(form, add):
        messages.success(request, _("%(name)s is added.") % {"name": form.values["name"]})
        return redirect("arrange_correspondents", request.bulletin.slug)
    found = request.bulletin.correspondents.select_related("unit", "user")
    people = list(found.order_by("left_at", "unit__position", "unit__name", "name"))
    context = {
        "form": form,
        "people": people,
        "count": sum(one.left_at is None for one in people),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/correspondents.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def correspondent(request: DeskRequest, one: int) -> HttpResponse:
    """Show and change one correspondent."""
    row = _one(request, one)
    form = CorrespondentForm(posted(request), bulletin=request.bulletin, row=row)

    def change(said: Mapping[str, Any]) -> None:
        acts.change_correspondent(row, form.values, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, change):
        messages.success(request, _("Saved."))
        return redirect("arrange_correspondents", request.bulletin.slug)
    context = {"form": form, "one": row, "side_nav": side_nav(request)}
    return render(request, "arrange/correspondent.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def leave(request: DeskRequest, one: int) -> HttpResponse:
    """Note that a correspondent writes no more; the message offers to undo it."""
    row = _one(request, one)
    acts.leave(row, by=request.user)
    undo = reverse("correspondent_returns", args=[request.bulletin.slug, row.pk])
    text = _("%(name)s writes no more.") % {"name": row.name}
    messages.success(request, text, extra_tags=f"undo={undo}")
    return redirect("arrange_correspondents", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_POST
def back(request: DeskRequest, one: int) -> HttpResponse:
    """Note that a correspondent writes again."""
    row = _one(request, one)
    acts.come_back(row, by=request.user)
    messages.success(request, _("%(name)s writes again.") % {"name": row.name})
    return redirect("arrange_correspondents", request.bulletin.slug)


def _one(request: DeskRequest, pk: int) -> Correspondent:
    return get_object_or_404(request.bulletin.correspondents, pk=pk)
