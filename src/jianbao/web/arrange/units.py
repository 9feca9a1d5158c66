"""The units of a bulletin as a tree: added, renamed, moved, closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions.units import (
    add_unit,
    change_unit,
    close_unit,
    move_unit,
    reopen_unit,
)
from jianbao.desk.models import Unit
from jianbao.desk.queries.units import tree
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.arrange.unit_forms import UnitForm
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: DeskRequest) -> HttpResponse:
    """Show the tree of units, and add one."""
    form = UnitForm(posted(request), bulletin=request.bulletin)

    def add(_said: Mapping[str, Any]) -> object:
        return add_unit(request.bulletin, form.facts, by=request.user)

    if request.method == "POST" and save(form, add):
        messages.success(request, _("%(name)s is added.") % {"name": form.facts.name})
        return redirect("arrange_units", request.bulletin.slug)
    branches = tree(request.bulletin)
    context = {
        "form": form,
        "branches": branches,
        "open_count": sum(branch.unit.closed_at is None for branch in branches),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/units.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: DeskRequest, unit: int) -> HttpResponse:
    """Show and change one unit."""
    row = _unit(request, unit)
    form = UnitForm(posted(request), bulletin=request.bulletin, row=row)

    def change(said: Mapping[str, Any]) -> None:
        today = timezone.localdate()
        change_unit(row, form.facts, by=request.user, mark=said["seen"], today=today)

    if request.method == "POST" and save(form, change):
        messages.success(request, _("Saved."))
        return redirect("arrange_units", request.bulletin.slug)
    context = {
        "form": form,
        "unit": row,
        "names": row.names.order_by("-until", "name"),
        "people": row.correspondents.all(),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/unit.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def close(request: DeskRequest, unit: int) -> HttpResponse:
    """Close a unit; the message offers to undo it."""
    row = _unit(request, unit)
    close_unit(row, by=request.user)
    undo = reverse("reopen_unit", args=[request.bulletin.slug, row.pk])
    text = _("%(name)s is closed.") % {"name": row.name}
    messages.success(request, text, extra_tags=f"undo={undo}")
    return redirect("arrange_units", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_POST
def reopen(request: DeskRequest, unit: int) -> HttpResponse:
    """Open a closed unit again."""
    row = _unit(request, unit)
    reopen_unit(row, by=request.user)
    messages.success(request, _("%(name)s is open again.") % {"name": row.name})
    return redirect("arrange_units", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_POST
def move(request: DeskRequest, unit: int) -> HttpResponse:
    """Move a unit up or down among its siblings."""
    row = _unit(request, unit)
    move_unit(row, -1 if request.POST.get("step") == "-1" else 1, by=request.user)
    return redirect(reverse("arrange_units", args=[request.bulletin.slug]) + f"#u{row.pk}")


def _unit(request: DeskRequest, pk: int) -> Unit:
    return get_object_or_404(request.bulletin.units, pk=pk)
