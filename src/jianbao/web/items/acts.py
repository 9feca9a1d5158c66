"""Acts on whole items: a new one, handing on, joining, taking out and bringing back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import handing_on, joining_items, withdrawing
from jianbao.desk.actions.blank_items import make_blank_item
from jianbao.desk.actions.editing import EDITABLE
from jianbao.desk.errors import DeskError, Invalid
from jianbao.desk.models import Event, Issue
from jianbao.desk.queries.item import originals_of
from jianbao.desk.queries.roster import known_to
from jianbao.desk.sentences import sentence
from jianbao.document import model
from jianbao.document.item_kinds import KINDS
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.items.fields import fields_in, item_in
from jianbao.web.items.forms import HandingOn, Joining, PlaceChoice
from jianbao.web.items.pages import item_of
from jianbao.web.items.showing import bylines_known
from jianbao.web.items.wording import kind_said, kinds_described
from jianbao.web.phrases import told

_METHODS = ["GET", "HEAD", "POST"]


@bulletin_page("edit")
@require_http_methods(_METHODS)
def new(request: DeskRequest) -> HttpResponse:
    """Ask for the kind of a new item, then for its fields; or make it."""
    sent = request.POST if request.method == "POST" else request.GET
    kind, issue = sent.get("kind", ""), _asked_for(request)
    if kind not in KINDS:
        return render(request, "items/kinds.html", {"kinds": kinds_described(), "issue": issue})
    known = known_to(request.bulletin)
    fields = fields_in(request.POST, kind)
    form = PlaceChoice(request.POST or None, request.bulletin, issue)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        section, group = form.chosen
        content = item_in(fields, model.Item(), [*known.units])
        try:
            made = make_blank_item(
                request.bulletin,
                content,
                by=request.user,
                today=timezone.localdate(),
                section=section,
                group=group,
                into=issue,
            )
        except DeskError as error:
            refusal = sentence(error)
        else:
            return redirect("item", request.bulletin.slug, made.pk)
    shape = KINDS[kind]
    context = {
        "kind": kind,
        "issue": issue,
        "kind_name": kind_said(kind),
        "fields": fields,
        "form": form,
        "refusal": refusal,
        "shape": shape,
        "bylines": bylines_known(known),
        "back_url": reverse("items", args=[request.bulletin.slug]),
    }
    return render(request, "items/new.html", context, status=422 if request.POST else 200)


def _asked_for(request: DeskRequest) -> Issue | None:
    """Give the issue that the board names; None stands for the open one."""
    pk = number_in(request.GET.get("issue", ""))
    if pk is None:
        return None
    issue = request.bulletin.issues.filter(pk=pk, state__in=EDITABLE).first()
    if issue is None:
        raise Http404
    return issue


@bulletin_page("edit")
@require_http_methods(_METHODS)
def hand_on(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask to whom an item is handed, or hand it on."""
    item = item_of(request, pk)
    form = HandingOn(request.POST or None if request.method == "POST" else None, item)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        handing_on.hand_on(item, to, by=request.user)
        messages.success(request, told(_("Handed on"), to or _("Nobody in particular")))
        return redirect("item", request.bulletin.slug, pk)
    return _ask(request, pk, _("Hand on to whom?"), _("Hand on"), {"form": form, "item": item})


@bulletin_page("edit")
@require_http_methods(_METHODS)
def join(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask what is joined to an item, or join it."""
    item = item_of(request, pk)
    form = Joining(request.POST if request.method == "POST" else None, item)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        event = joining_items.join(
            item,
            list(given["contributions"]),
            list(given["items"]),
            by=request.user,
            revision=given["revision"],
        )
        undo = reverse("item_part", args=[request.bulletin.slug, pk, event.pk])
        messages.success(request, _("Joined, with credits to each."), extra_tags=f"undo={undo}")
        return redirect("item", request.bulletin.slug, pk)
    question = _("What is joined to this item?")
    context = {"form": form, "item": item}
    return _ask(request, pk, question, _("Join"), context, template="items/join.html")


@bulletin_page("edit")
@require_POST
def part(request: DeskRequest, pk: int, event: int) -> HttpResponse:
    """Part again what was joined."""
    item = item_of(request, pk)
    done = Event.objects.filter(pk=event, thing=f"item:{item.pk}").first()
    if done is None:
        raise Http404
    joining_items.part(done, by=request.user)
    messages.success(request, _("Parted again; the text before stands."))
    return redirect("item", request.bulletin.slug, pk)


@bulletin_page("edit")
@require_http_methods(_METHODS)
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what becomes of an item that is taken out, or take it out."""
    item = item_of(request, pk)
    if request.method == "POST":
        revision = number_in(request.POST.get("revision", ""))
        if revision is None:
            raise Invalid("form-unfit", field="revision")
        withdrawing.withdraw_item(item, by=request.user, revision=revision)
        undo = reverse("item_reinstate", args=[request.bulletin.slug, pk])
        said = told(_("Taken out"), item.headline)
        messages.success(request, said, extra_tags=f"undo={undo}")
        return redirect("items", request.bulletin.slug)
    context = {"item": item, "waiting": originals_of(item)}
    return _ask(request, pk, _("Take it out of the issue?"), _("Take out"), context)


@bulletin_page("edit")
@require_POST
def reinstate(request: DeskRequest, pk: int) -> HttpResponse:
    """Bring an item back that was taken out."""
    item = item_of(request, pk)
    withdrawing.reinstate_item(item, by=request.user)
    messages.success(request, told(_("Brought back"), item.headline))
    return redirect("item", request.bulletin.slug, pk)


def _ask(
    request: DeskRequest,
    pk: int,
    question: str,
    verb: str,
    context: dict[str, Any],
    *,
    template: str = "items/ask.html",
) -> HttpResponse:
    """Show the form of an act."""
    context |= {
        "question": question,
        "verb": verb,
        "back_url": reverse("item", args=[request.bulletin.slug, pk]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)
