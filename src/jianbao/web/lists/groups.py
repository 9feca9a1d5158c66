"""The groups of the lists: order, capacity, how many are in each, and the imprint beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import grouping_recipients as acts
from jianbao.desk.models import RecipientGroup
from jianbao.desk.queries.imprint_groups import difference
from jianbao.desk.queries.recipients import groups_with_counts
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.lists.forms import GroupForm
from jianbao.web.lists.places import lists_nav


@bulletin_page("arrange_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: DeskRequest) -> HttpResponse:
    """List the groups, say where they differ from the imprint, and add one."""
    form = GroupForm(posted(request))

    def add(_said: Mapping[str, Any]) -> object:
        return acts.add_group(request.bulletin, form.values, by=request.user)

    if request.method == "POST" and save(form, add):
        messages.success(request, _("%(name)s is added.") % form.values)
        return redirect("recipient_groups", request.bulletin.slug)
    context = {
        "form": form,
        "groups": list(groups_with_counts(request.bulletin)),
        "differs": difference(request.bulletin),
        "side_nav": lists_nav(request),
    }
    return render(request, "lists/groups.html", context, status=status(form))


@bulletin_page("arrange_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: DeskRequest, group: int) -> HttpResponse:
    """Show and change one group."""
    row = _group(request, group)
    form = GroupForm(posted(request), row=row)

    def change(said: Mapping[str, Any]) -> None:
        acts.change_group(row, form.values, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, change):
        messages.success(request, _("Saved."))
        return redirect("recipient_groups", request.bulletin.slug)
    context = {
        "form": form,
        "group": row,
        "people": row.recipients.filter(left_at=None).count(),
        "side_nav": lists_nav(request),
    }
    return render(request, "lists/group.html", context, status=status(form))


@bulletin_page("arrange_lists")
@require_POST
def from_imprint(request: DeskRequest) -> HttpResponse:
    """Make the groups that the imprint names and that are missing."""
    made = acts.add_groups_of_imprint(request.bulletin, by=request.user)
    said = ngettext("%(n)s group is added.", "%(n)s groups are added.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("recipient_groups", request.bulletin.slug)


@bulletin_page("arrange_lists")
@require_POST
def move(request: DeskRequest, group: int) -> HttpResponse:
    """Move a group up or down in the order."""
    row = _group(request, group)
    acts.move_group(row, -1 if request.POST.get("step") == "-1" else 1, by=request.user)
    return redirect(reverse("recipient_groups", args=[request.bulletin.slug]) + f"#g{row.pk}")


@bulletin_page("arrange_lists")
@require_POST
def drop(request: DeskRequest, group: int) -> HttpResponse:
    """Drop a group; the message offers to undo it."""
    row = _group(request, group)
    event = acts.drop_group(row, by=request.user)
    undo = reverse("undo_list_act", args=[request.bulletin.slug, event.pk])
    said = _("The group %(name)s is dropped; its recipients stay on the lists.")
    messages.success(request, said % {"name": row.name}, extra_tags=f"undo={undo}")
    return redirect("recipient_groups", request.bulletin.slug)


def _group(request: DeskRequest, pk: int) -> RecipientGroup:
    return get_object_or_404(request.bulletin.recipient_groups.select_related("bulletin"), pk=pk)
