"""The editor of one item: shows it, looks at what is being typed, saves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.going_back import keep_theirs
from jianbao.desk.actions.leaving import leave_as_is, point_out_again
from jianbao.desk.actions.presence import leave, note_presence
from jianbao.desk.errors import Invalid, Stale
from jianbao.desk.models import Item
from jianbao.desk.queries.item import find_item, others_at
from jianbao.desk.sentences import sentence
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.items import showing
from jianbao.web.items.cards import mended
from jianbao.web.items.fields import Fields, fields_in
from jianbao.web.items.showing import Desk
from jianbao.web.items.stale import both_texts


@bulletin_page("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an item to be written, or save it."""
    desk = Desk(item_of(request, pk), request.user)
    if request.method == "POST":
        return _save(request, desk)
    note_presence(desk.item, by=request.user)
    return render(request, "items/item.html", showing.page(desk))


@bulletin_page("edit")
@require_POST
def look(request: DeskRequest, pk: int) -> HttpResponse:
    """Look at what is being typed: margin, checks and length of it. Saves nothing."""
    desk = Desk(item_of(request, pk), request.user)
    fields = fields_in(request.POST, desk.before.kind)
    return render(request, "items/beside.html", showing.beside(desk, fields))


@bulletin_page("edit")
@require_POST
def presence(request: DeskRequest, pk: int) -> HttpResponse:
    """Note that this person has the item open, or closes it, and say who else has."""
    one = item_of(request, pk)
    if "leave" in request.POST:
        leave(one, by=request.user)
        return HttpResponse(status=204)
    note_presence(one, by=request.user)
    context = {"item": one, "others": others_at(one, request.user)}
    return render(request, "items/others.html", context)


def item_of(request: DeskRequest, pk: int) -> Item:
    """Find an item of the bulletin of the address; another's does not exist here."""
    found = find_item(request.bulletin, pk)
    if found is None:
        raise Http404
    return found


def _save(request: DeskRequest, desk: Desk) -> HttpResponse:
    """Save what was sent; a button of a card mends it first or leaves it as it is."""
    sent = request.POST
    fields = fields_in(sent, desk.before.kind)
    revision = number_in(sent.get("revision", ""))
    if revision is None:
        raise Invalid("form-unfit", field="revision")
    if "way" in sent:
        return _settle(request, desk, fields)
    why = "edit"
    if "fix" in sent:
        fields, why = mended(fields, desk.cards(fields), sent["fix"]) or fields, "fix"
    if sentence_left_out := sent.get("take", ""):
        fields = fields._replace(body=f"{fields.body.rstrip()}\n{sentence_left_out}")
    try:
        save_item(
            desk.item,
            desk.read(fields),
            by=request.user,
            revision=revision,
            autosave="autosave" in sent,
            why=why,
        )
    except Stale as error:
        return _stale(request, desk.item.pk, fields, error)
    _leave(request, desk)
    return _saved(request, desk, fields)


def _leave(request: DeskRequest, desk: Desk) -> None:
    if keep := request.POST.get("keep"):
        leave_as_is(desk.item, keep, by=request.user)
    if again := request.POST.get("again"):
        point_out_again(desk.item, again, by=request.user)


def _saved(request: DeskRequest, desk: Desk, fields: Fields) -> HttpResponse:
    """Show what follows the text where a script saved it, else the page anew."""
    if request.htmx:
        return render(request, "items/beside.html", showing.beside(desk.anew(), fields))
    messages.success(request, _("Saved"))
    return redirect("item", request.bulletin.slug, desk.item.pk)


def _stale(request: DeskRequest, pk: int, fields: Fields, error: Stale) -> HttpResponse:
    """Show both texts: what was saved meanwhile, and what was not, which stays in the form."""
    now = Desk(item_of(request, pk), request.user)
    context: dict[str, Any] = {"stale": both_texts(now, fields, sentence(error))}
    if request.htmx:
        return render(request, "items/stale.html", context | {"item": now.item}, status=409)
    context |= {"base": request.POST.get("revision"), "unsaved": True}
    return render(request, "items/item.html", showing.page(now, fields) | context, status=409)


def _settle(request: DeskRequest, desk: Desk, fields: Fields) -> HttpResponse:
    """Do what was chosen of two texts: one of them stands, or mine is mended by hand beside it."""
    way, seen = request.POST["way"], number_in(request.POST.get("seen", ""))
    if seen is None or way not in {"mine", "theirs", "merge"}:
        raise Invalid("form-unfit", field="way")
    mine = desk.read(fields)
    try:
        if way == "mine":
            save_item(desk.item, mine, by=request.user, revision=seen)
        elif way == "theirs":
            keep_theirs(desk.item, mine, by=request.user, revision=seen)
        else:
            context = {"stale": both_texts(desk, fields, merging=True), "base": seen}
            context |= showing.page(desk, fields) | {"unsaved": True}
            return render(request, "items/item.html", context)
    except Stale as error:
        return _stale(request, desk.item.pk, fields, error)
    return _saved(request, desk, fields)
