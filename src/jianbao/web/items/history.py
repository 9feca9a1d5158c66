"""What an item was, and what it may become again; and the shorter text that it could have."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions import going_back, shortening
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Item, Revision
from jianbao.desk.queries.arrangement import item_length_of
from jianbao.desk.queries.item import (
    approved_text_of,
    lines_of,
    originals_of,
    revision_of,
    text_of,
)
from jianbao.document import model
from jianbao.document.compare.reading_text import as_read
from jianbao.document.item_parts import count_characters
from jianbao.document.shortening import shorten_item
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.items.marking import diff_shown
from jianbao.web.items.pages import item_of
from jianbao.web.items.showing import Desk
from jianbao.web.items.wording import WHY

_USUAL = 0.6  # of its length, where the section wants no length


class Against(NamedTuple):
    """One text that another is held against."""

    name: str
    label: str
    url: str
    current: bool


@bulletin_page("edit")
@require_safe
def history(request: DeskRequest, pk: int) -> HttpResponse:
    """List the revisions of an item, and what one of them changed against another text."""
    desk = Desk(item_of(request, pk), request.user)
    revisions = list(desk.item.revisions.select_related("by"))
    shown = revision_of(desk.item, number_in(request.GET.get("of", "")) or desk.item.revision)
    shown = shown or (revisions[0] if revisions else None)
    after = _content(shown) if shown else desk.before
    name = request.GET.get("against", "before")
    return render(
        request,
        "items/history.html",
        {
            "item": desk.item,
            "barred": desk.barred,
            "revisions": [(one, str(WHY.get(one.why, one.why))) for one in revisions],
            "shown": shown,
            "lines": as_read(after).split("\n"),
            "diff": _diff(desk.item, revisions, shown, name, after),
            "against": _choices(request, desk, shown, name),
            "chosen": number_in(name),
            "back_url": reverse("item", args=[request.bulletin.slug, pk]),
        },
    )


@bulletin_page("edit")
@require_POST
def restore(request: DeskRequest, pk: int) -> HttpResponse:
    """Give an item the text of one of its revisions again."""
    one = item_of(request, pk)
    number, revision = (number_in(request.POST.get(name, "")) for name in ("number", "revision"))
    if number is None or revision is None:
        raise Invalid("form-unfit", field="number")
    going_back.restore(one, number, by=request.user, revision=revision)
    messages.success(request, _("The earlier text stands again; what stood is in the history."))
    return redirect("item", request.bulletin.slug, pk)


@bulletin_page("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def shorten(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the shorter text that an item could have, or take it."""
    desk = Desk(item_of(request, pk), request.user)
    item, sent = desk.item, request.POST if request.method == "POST" else request.GET
    budget = item_length_of(item.issue, item.section_title)
    length = count_characters(desk.before)
    usual = budget if budget and budget < length else round(length * _USUAL)
    limit = max(shortening.SHORTEST, number_in(sent.get("limit", "")) or usual)
    if request.method == "POST":
        revision = number_in(sent.get("revision", ""))
        if revision is None:
            raise Invalid("form-unfit", field="revision")
        shortening.take_shorter(item, limit, by=request.user, revision=revision)
        messages.success(request, _("Shortened; the longer text is in the history."))
        return redirect("item", request.bulletin.slug, pk)
    shorter = shorten_item(desk.before, limit=limit)
    context = {
        "item": item,
        "barred": desk.barred,
        "limit": limit,
        "least": shortening.SHORTEST,
        "budget": budget,
        "before": length,
        "after": count_characters(shorter.item),
        "fits": shorter.fits,
        "lines": as_read(shorter.item).split("\n"),
        "diff": diff_shown(as_read(desk.before), as_read(shorter.item)),
        "dropped": _newly_dropped(desk, shorter.item),
        "back_url": reverse("item", args=[request.bulletin.slug, pk]),
    }
    return render(request, "items/shorten.html", context)


def _newly_dropped(desk: Desk, shorter: model.Item) -> list[str]:
    """Name the important facts that the present text has and the shorter one leaves out."""
    now = {fact.text for fact in desk.checked(desk.before).facts.dropped}
    left_out = desk.checked(shorter).facts.dropped
    return [fact.text for fact in left_out if fact.important and fact.text not in now]


def _content(revision: Revision) -> model.Item:
    return msgspec.convert(revision.content, model.Item)


def _other(
    item: Item, revisions: list[Revision], shown: Revision | None, name: str
) -> model.Item | None:
    """Give the text that is compared with: a revision by its number, or one by its name."""
    if name == "now":
        return text_of(item)
    if name == "approved":
        return approved_text_of(item)
    if (number := number_in(name)) is not None:
        found = next((one for one in revisions if one.number == number), None)
    else:
        found = next((one for one in revisions if shown and one.number < shown.number), None)
    return _content(found) if found else None


def _diff(
    item: Item, revisions: list[Revision], shown: Revision | None, name: str, after: model.Item
) -> Any:  # noqa: ANN401 - HTML
    """Show what changed from the older of two texts to the newer; the present one is newest."""
    text = as_read(after)
    if name == "original":
        lines = [line for one in originals_of(item) for line in lines_of(one)]
        return diff_shown("\n".join(lines), text, show_cuts=False)
    other = _other(item, revisions, shown, name)
    if other is None:
        return ""
    number = number_in(name)
    if name == "now" or (number and shown and number > shown.number):
        return diff_shown(text, as_read(other))
    return diff_shown(as_read(other), text)


def _choices(request: DeskRequest, desk: Desk, shown: Revision | None, name: str) -> list[Against]:
    """Name the texts that there are to compare a revision with."""
    item, number = desk.item, shown.number if shown else 1
    there = {
        "before": (pgettext("against", "The revision before"), number > 1),
        "original": (pgettext("against", "The original"), bool(desk.originals)),
        "approved": (pgettext("against", "As last approved"), approved_text_of(item) is not None),
        "now": (pgettext("against", "As it is now"), number != item.revision),
    }
    url = reverse("item_history", args=[request.bulletin.slug, item.pk])
    return [
        Against(key, label, f"{url}?of={number}&against={key}", key == name)
        for key, (label, is_there) in there.items()
        if is_there
    ]
