"""One contribution as its contributor sees it: how it stands, what was read, what can be done."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jianbao.desk import rules
from jianbao.desk.actions import handing_in
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Contribution
from jianbao.desk.queries.contribution import around
from jianbao.desk.queries.own_contributions import Printed, own_contribution, printed_in
from jianbao.web.contribute.wording import headline_of, number_of, said
from jianbao.web.entrance import DeskRequest, bulletin_page


class Print(NamedTuple):
    """A printed item: in which issue and section, and its text."""

    number: str
    section: str
    title: str
    paragraphs: list[str]


class Versioned(forms.Form):
    """The version of the contribution as it was shown."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


@bulletin_page("see_own")
@require_safe
def sent(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one contribution; while it is read, the page asks again every two seconds."""
    one = _own(request, pk)
    reading = one.state == Contribution.State.RECEIVED
    if request.htmx:
        return HttpResponse(status=204) if reading else HttpResponseClientRefresh()
    return render(request, "contribute/sent.html", _context(request, one) | {"reading": reading})


@bulletin_page("contribute")
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a contribution back, with a way to hand it in again."""
    one = _own(request, pk)
    form = Versioned(request.POST)
    if not form.is_valid():
        raise Invalid("form-unfit", field="version")
    handing_in.withdraw(one, by=request.user, version=form.cleaned_data["version"])
    again = reverse("reinstate", args=[request.bulletin.slug, one.pk])
    said_ = _("Withdrawn: %(headline)s") % {"headline": headline_of(one)}
    messages.success(request, said_, extra_tags=f"undo={again}")
    return redirect("sent", request.bulletin.slug, one.pk)


@bulletin_page("contribute")
@require_POST
def reinstate(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in again what was withdrawn."""
    one = _own(request, pk)
    handing_in.reinstate(one, by=request.user)
    messages.success(request, _("Handed in again."))
    return redirect("sent", request.bulletin.slug, one.pk)


def _own(request: DeskRequest, pk: int) -> Contribution:
    one = own_contribution(request.bulletin, request.user, pk)
    if one is None:
        raise Http404
    return one


def _context(request: DeskRequest, one: Contribution) -> dict[str, Any]:
    found = around(one)
    mine = rules.may_withdraw(request.user, one).ok
    replaceable = one.state in {"waiting", "unreadable"}
    return {
        "one": one,
        "said": said(one),
        "headline": headline_of(one),
        "beside": [line for line in one.cover.split("\n") if line.strip(" -")],
        "whole": one.piece == 0,
        "files": found.files if one.piece == 0 else (),
        "photographs": list(one.photographs.all()),  # of a piece never those of the whole
        "pieces": [
            (piece, headline_of(piece), said(piece))
            for piece in found.pieces
            if rules.may_see_contribution(request.user, piece).ok
        ],
        "revisions": list(one.revisions.filter(sent_by=request.user).order_by("pk")),
        "printed": [_print(place) for place in printed_in(one)],
        "may_replace": mine and replaceable,
        "may_withdraw": mine and replaceable,
        "may_reinstate": mine and said(one).name == "withdrawn",
    }


def _print(place: Printed) -> Print:
    content = place.item.content
    paragraphs = content.get("paragraphs") or []
    texts = [str(text) for text in paragraphs] if isinstance(paragraphs, list) else []
    lead = str(content.get("lead") or "")
    if lead:
        texts = [lead + (texts[0] if texts else ""), *texts[1:]]
    byline = str((content.get("byline") or {}).get("raw") or "")
    if byline and texts:
        texts[-1] += byline
    return Print(
        number_of(place.issue),
        place.item.section_title,
        str(content.get("title") or ""),
        texts,
    )
