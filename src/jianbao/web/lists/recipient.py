"""One recipient: who it is, in which groups, and what was sent; added, changed, taken off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import recipients as acts
from jianbao.desk.models import Recipient
from jianbao.desk.queries.addresses import familiar_domains, meant_domain
from jianbao.desk.queries.recipients import history_of
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.lists.forms import RecipientForm
from jianbao.web.lists.index import tell_left
from jianbao.web.lists.places import lists_nav


@bulletin_page("arrange_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Put one on the lists."""
    form = RecipientForm(posted(request), bulletin=request.bulletin)
    made: list[Recipient] = []

    def put(_said: Mapping[str, Any]) -> None:
        made.append(acts.add_recipient(request.bulletin, form.facts, by=request.user))

    if request.method == "POST" and save(form, put):
        messages.success(request, _("%(name)s is added.") % {"name": made[0].name})
        _warn(request, made[0])
        return redirect("recipients", request.bulletin.slug)
    context = {"form": form, "side_nav": lists_nav(request)}
    return render(request, "lists/add.html", context, status=status(form))


@bulletin_page("arrange_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def recipient(request: DeskRequest, one: int) -> HttpResponse:
    """Show and change one recipient."""
    row = _one(request, one)
    form = RecipientForm(posted(request), bulletin=request.bulletin, row=row)

    def change(said: Mapping[str, Any]) -> None:
        acts.change_recipient(row, form.facts, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, change):
        messages.success(request, _("Saved."))
        _warn(request, row)
        return redirect("recipients", request.bulletin.slug)
    context = {
        "form": form,
        "one": row,
        "history": history_of(row),
        "meant": meant_domain(row.address, familiar_domains(request.bulletin)),
        "side_nav": lists_nav(request),
    }
    return render(request, "lists/recipient.html", context, status=status(form))


@bulletin_page("arrange_lists")
@require_POST
def leave(request: DeskRequest, one: int) -> HttpResponse:
    """Take one off the lists; the message offers to undo it."""
    tell_left(request, acts.leave(request.bulletin, [one], by=request.user))
    return redirect("recipients", request.bulletin.slug)


@bulletin_page("arrange_lists")
@require_POST
def trust(request: DeskRequest, one: int) -> HttpResponse:
    """Take the address for right again."""
    row = _one(request, one)
    acts.trust_address(row, by=request.user)
    messages.success(request, _("The next letter goes to %(address)s again.") % vars(row))
    return redirect("recipient", request.bulletin.slug, one)


@bulletin_page("arrange_lists")
@require_POST
def subscribe(request: DeskRequest, one: int) -> HttpResponse:
    """Let somebody who unsubscribed get the bulletin again, as they asked."""
    row = _one(request, one)
    acts.subscribe_again(row, by=request.user, note=request.POST.get("note", "")[:500])
    messages.success(request, _("%(name)s gets the bulletin again.") % vars(row))
    return redirect("recipient", request.bulletin.slug, one)


def _warn(request: DeskRequest, row: Recipient) -> None:
    meant = meant_domain(row.address, familiar_domains(request.bulletin))
    if meant:
        said = _("%(address)s looks mistyped: is %(domain)s meant?")
        messages.warning(request, said % {"address": row.address, "domain": meant})


def _one(request: DeskRequest, pk: int) -> Recipient:
    return get_object_or_404(request.bulletin.recipients.select_related("bulletin"), pk=pk)
