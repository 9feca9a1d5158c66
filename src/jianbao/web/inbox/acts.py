"""Decisions on one contribution: each reads its form, calls one action, and opens the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import assigning, correcting, deciding, undoing
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Contribution, Event, User
from jianbao.desk.sentences import sentence
from jianbao.web.digits import numbers_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.inbox import forms
from jianbao.web.inbox.asking import Asked, read_query
from jianbao.web.inbox.listing import headline_of, neighbour_of
from jianbao.web.inbox.pages import contribution_of
from jianbao.web.inbox.wording import DONE, QUESTIONS
from jianbao.web.phrases import told

Given = dict[str, Any]
_Do = Callable[[Contribution, User, Given], Event]


def _plan(one: Contribution, by: User, given: Given) -> Event:
    return deciding.plan(
        one, given["section"], by=by, version=given["version"], today=timezone.localdate()
    )


ACTS: dict[str, tuple[type[forms.Versioned], _Do]] = {
    "plan": (forms.Planning, _plan),
    "merge": (
        forms.Merging,
        lambda one, by, given: deciding.merge(one, given["item"], by=by, version=given["version"]),
    ),
    "shortlist": (
        forms.Keeping,
        lambda one, by, given: deciding.shortlist(one, by=by, **given),
    ),
    "decline": (
        forms.Declining,
        lambda one, by, given: deciding.decline(one, by=by, **given),
    ),
    "set-aside": (
        forms.SettingAside,
        lambda one, by, given: deciding.set_aside(one, by=by, **given),
    ),
    "assign": (
        forms.Assigning,
        lambda one, by, given: assigning.assign(
            one, given["to"], by=by, version=given["version"], note=given["note"]
        ),
    ),
    "reconsider": (
        forms.Versioned,
        lambda one, by, given: deciding.reconsider(one, by=by, **given),
    ),
    "retry": (forms.Versioned, lambda one, by, given: deciding.retry(one, by=by, **given)),
}
_STAYS = {"assign", "reconsider", "retry"}  # after these the same contribution is of interest
_MISSING = {"section": "section-missing", "item": "item-missing", "reason": "reason-missing"}


@bulletin_page("decide")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Ask what the decision `name` needs (GET), or make it and show the next contribution."""
    if name not in ACTS:
        raise Http404
    one = contribution_of(request, pk)
    form_class, do = ACTS[name]
    asked = read_query(request.GET, request.bulletin)
    if request.method != "POST":
        return _ask(request, name, one, form_class(None, request.bulletin, one))
    form = form_class(request.POST, request.bulletin)
    if not form.is_valid() and "version" not in form.errors:
        return _ask(request, name, one, form)
    following = pk if name in _STAYS else neighbour_of(request.bulletin, request.user, asked, pk)
    event = do(one, request.user, cleaned(form))
    tell(request, event, name.replace("-", "_"), one)
    return to_piece(request, asked, following)


@bulletin_page("decide")
@require_http_methods(["GET", "HEAD", "POST"])
def set_unit(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask which unit a contribution is from, or correct it."""
    one = contribution_of(request, pk)
    if request.method != "POST":
        return _ask(request, "unit", one, forms.CorrectingUnit(None, request.bulletin, one))
    form = forms.CorrectingUnit(request.POST, request.bulletin)
    if not form.is_valid() and "version" not in form.errors:
        return _ask(request, "unit", one, form)
    given = cleaned(form)
    correcting.set_unit(one, given["unit"], by=request.user, version=given["version"])
    asked = read_query(request.GET, request.bulletin)
    messages.success(request, str(DONE["set_unit"]))
    return to_piece(request, asked, pk)


@bulletin_page("decide")
@require_POST
def undo(request: DeskRequest, events: str) -> HttpResponse:
    """Take acts back; several are named with a hyphen between them."""
    keys = numbers_in(events.split("-"))[:500]
    found = list(Event.objects.filter(pk__in=keys, bulletin=request.bulletin).order_by("-pk"))
    if not found:
        raise Http404
    if len(found) > 1:
        return _undo_many(request, found)
    undone = undoing.undo(found[0], by=request.user)
    messages.success(request, str(DONE["undo"]))
    return redirect("inbox_piece", request.bulletin.slug, int(undone.thing.partition(":")[2]))


def _ask(request: DeskRequest, name: str, one: Contribution, form: forms.Asking) -> HttpResponse:
    """Show the form of an act: in the dialog that asked for it, or as a page of its own."""
    asked = read_query(request.GET, request.bulletin)
    question, verb = QUESTIONS.get(name, (DONE.get(name, ""), _("Do it")))
    context = {
        "one": one,
        "headline": headline_of(one),
        "question": question,
        "verb": verb,
        "form": form,
        "url": request.get_full_path(),
        "back_url": reverse("inbox_piece", args=[request.bulletin.slug, one.pk]) + asked.suffix,
    }
    status = 422 if form.is_bound else 200
    if not request.htmx:
        return render(request, "inbox/ask.html", context, status=status)
    response = render(request, "inbox/ask.html#question", context, status=status)
    response["HX-Retarget"] = "#ask"
    response["HX-Reswap"] = "innerHTML"
    return response


def _undo_many(request: DeskRequest, found: list[Event]) -> HttpResponse:
    undone = undoing.undo_many(found, by=request.user)
    if undone.events:
        said = ngettext("%(n)s contribution", "%(n)s contributions", len(undone.events))
        messages.success(request, told(DONE["undo"], said % {"n": len(undone.events)}))
    for _undone, error in undone.refused[:5]:
        messages.warning(request, sentence(error))
    return redirect("inbox", request.bulletin.slug)


def cleaned(form: forms.Versioned) -> Given:
    """Give what a form holds. Raises Invalid for its first missing field."""
    if form.is_valid():
        return form.cleaned_data
    field = next(iter(form.errors))
    raise Invalid(_MISSING.get(field, "form-unfit"), field=field)


def tell(request: DeskRequest, event: Event, name: str, one: Contribution) -> None:
    """Say on the next page what was done, with a way back where there is one."""
    undoable = name not in {"reconsider", "retry"}
    address = reverse("inbox_undo", args=[request.bulletin.slug, str(event.pk)])
    messages.success(
        request,
        told(DONE[name], headline_of(one)),
        extra_tags=f"undo={address}" if undoable else "",
    )


def to_piece(request: DeskRequest, asked: Asked, pk: int | None) -> HttpResponse:
    """Lead to a contribution in the list that was asked for, or to the list when none is left."""
    slug = request.bulletin.slug
    if pk is None:
        return redirect(reverse("inbox", args=[slug]) + asked.suffix)
    return redirect(reverse("inbox_piece", args=[slug, pk]) + asked.suffix)
