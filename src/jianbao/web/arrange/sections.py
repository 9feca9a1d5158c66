"""The sections of a bulletin: their order, names, groups and lengths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions.sections import add_section, change_section, moved, order_sections
from jianbao.web.arrange.forms import NewSectionForm, SectionForm
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.digits import number_in, numbers_in
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def sections(request: DeskRequest) -> HttpResponse:
    """List the sections in the order of print, and add one."""
    form = NewSectionForm(posted(request))

    def add(_said: Mapping[str, Any]) -> object:
        return add_section(request.bulletin, form.values, by=request.user)

    if request.method == "POST" and save(form, add):
        messages.success(request, _("The section is added."))
        return redirect("arrange_sections", request.bulletin.slug)
    context = {
        "form": form,
        "sections": list(request.bulletin.sections.all()),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/sections.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: DeskRequest, section: int) -> HttpResponse:
    """Show and change one section."""
    row = get_object_or_404(request.bulletin.sections, pk=section)
    form = SectionForm(posted(request), row=row)

    def change(said: Mapping[str, Any]) -> None:
        change_section(row, form.values, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, change):
        messages.success(request, _("Saved."))
        return redirect("arrange_sections", request.bulletin.slug)
    context = {"form": form, "section": row, "side_nav": side_nav(request)}
    return render(request, "arrange/section.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def order(request: DeskRequest) -> HttpResponse:
    """Put the sections in order: `move` is a key and a step, or `order` holds all the keys."""
    known = list(request.bulletin.sections.values_list("pk", flat=True))
    wanted = numbers_in(request.POST.getlist("order"))
    named, _colon, step = request.POST.get("move", "").partition(":")
    key = number_in(named)
    if key in known and step in {"1", "-1"}:
        wanted = moved(known, key, int(step))
    order_sections(request.bulletin, wanted, by=request.user)
    if request.htmx:
        return HttpResponse(status=204)
    return redirect("arrange_sections", request.bulletin.slug)
