"""The language model at an item: asked, its proposal shown against the text, taken or left."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk import rules
from jianbao.desk.actions import proposing as acts
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Item, ModelCall
from jianbao.desk.queries import model_calls
from jianbao.desk.queries.proposals import Reviewed, key_of, reviewed
from jianbao.document.compare.crosscheck import CheckedFact
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.items.differing import marked_difference
from jianbao.web.phrases import language_of_page


class Asking(forms.Form):
    """What is asked for: the purpose, the revision that was seen, and how long it may be."""

    purpose = forms.ChoiceField(choices=[("shorten", ""), ("headline", "")])
    revision = forms.IntegerField(min_value=1)
    limit = forms.IntegerField(min_value=1, max_value=20_000, required=False)


class Fact(NamedTuple):
    """A fact to be looked at before the proposal is taken."""

    key: str
    text: str
    changed: bool
    original: str


@bulletin_page("edit")
@require_POST
def ask(request: DeskRequest, item: int) -> HttpResponse:
    """Ask the model and show what came of it; a person waits for the answer."""
    row = _item(request, item)
    form = Asking(request.POST)
    if not form.is_valid():
        raise Invalid("form-unfit", field=next(iter(form.errors)))
    given = form.cleaned_data
    call = acts.ask(
        row,
        given["purpose"],
        by=request.user,
        revision=given["revision"],
        limit=given["limit"],
    )
    if request.htmx:
        return render(request, "items/proposal.html", _context(request, call))
    return redirect("item_proposal", request.bulletin.slug, row.pk, call.pk)


@bulletin_page("edit")
@require_safe
def proposal(request: DeskRequest, item: int, call: int) -> HttpResponse:
    """Show a proposal against the text it would replace."""
    context = _context(request, _call(request, item, call))
    return render(request, "items/proposal_page.html", context)


@bulletin_page("edit")
@require_POST
def take(request: DeskRequest, item: int, call: int) -> HttpResponse:
    """Save the item with a proposal; every fact that differs has been ticked."""
    row = _call(request, item, call)
    acts.accept(row, by=request.user, acknowledged=request.POST.getlist("acknowledged"))
    messages.success(request, _("The proposal was taken; the text before it stays in the history."))
    return redirect("item", request.bulletin.slug, item)


def _item(request: DeskRequest, pk: int) -> Item:
    found = Item.objects.select_related("issue__bulletin", "section")
    item = get_object_or_404(found, pk=pk, issue__bulletin=request.bulletin)
    rules.require(rules.may_edit(request.user, item))
    return item


def _call(request: DeskRequest, item: int, pk: int) -> ModelCall:
    return get_object_or_404(ModelCall, pk=pk, item=_item(request, item))


def _context(request: DeskRequest, call: ModelCall) -> dict[str, Any]:
    found = reviewed(call) if call.accepted_at is None else None
    return {
        "call": call,
        "item": call.item,
        "purpose": model_calls.PURPOSES[call.purpose],
        "fate": model_calls.fate_of(call),
        "trouble": model_calls.error_in_words(call, language_of_page()) if call.error else "",
        "found": found,
        **(_shown(found) if found else {}),
    }


def _shown(found: Reviewed) -> dict[str, Any]:
    """Give what the template shows of a proposal."""
    old = _own(found, before=True)
    new = _own(found, before=False)
    return {
        "lines": _lines(found, old, new),
        "old_length": len("".join(old)),
        "new_length": len("".join(new)),
        "facts": [_fact(fact) for fact in found.altered],
        "dropped": found.dropped,
    }


def _own(found: Reviewed, *, before: bool) -> tuple[str, ...]:
    item = found.before if before else found.after
    return (item.title or "",) if found.proposal.kind == "headline" else item.paragraphs


def _lines(found: Reviewed, old: tuple[str, ...], new: tuple[str, ...]) -> list[SafeString]:
    head = 0
    if found.proposal.kind == "shorten":
        head = len((found.after.title or "") + (found.after.lead or ""))
    spans = [(max(fact.start - head, 0), fact.end - head) for fact in found.altered]
    return marked_difference(old, new, spans)


def _fact(fact: CheckedFact) -> Fact:
    return Fact(key_of(fact), fact.text, fact.verdict == "changed", fact.original)
