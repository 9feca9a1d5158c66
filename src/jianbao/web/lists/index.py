"""The list of recipients: narrowed, counted by state, in parts; and acts on many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk.actions import grouping_recipients as grouping
from jianbao.desk.actions import recipients as acts
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Event, Recipient, Unit
from jianbao.desk.queries.recipients import STATES, count_by_state, groups_with_counts, recipients
from jianbao.web.digits import number_in, numbers_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.lists.forms import FilterForm
from jianbao.web.lists.places import lists_nav

PAGE = 100
_NARROWING = ("q", "group", "unit", "capacity", "state", "page")


@bulletin_page("arrange_lists")
@require_safe
def index(request: DeskRequest) -> HttpResponse:
    """List who gets the bulletin; a part of the page alone when that is asked for."""
    groups = list(groups_with_counts(request.bulletin))
    on_lists = Unit.objects.filter(bulletin=request.bulletin, recipients__isnull=False)
    form = FilterForm(request.GET, groups, list(on_lists.distinct()))
    wanted = form.wanted
    found = recipients(request.bulletin, wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = count_by_state(request.bulletin)
    context = {
        "form": form,
        "page": page,
        "groups": groups,
        "wanted": wanted,
        "narrow": any((wanted.words, wanted.group, wanted.unit, wanted.capacity)),
        "kept": urlencode(_narrowing(request.GET)),
        "count": counts["on"],
        "known": counts["on"] + counts["left"],
        "tabs": _tabs(request, counts, wanted.state),
    }
    if request.htmx and request.htmx.target == "found":
        return render(request, "lists/found.html", context)
    return render(request, "lists/index.html", context | {"side_nav": lists_nav(request)})


@bulletin_page("arrange_lists")
@require_POST
def bulk(request: DeskRequest) -> HttpResponse:
    """Put those chosen into a group or take them out of it, or off the lists or on them again."""
    keys = numbers_in(request.POST.getlist("chosen"))[:PAGE]
    if not keys:
        raise Invalid("no-recipient-chosen")
    act = request.POST.get("act", "")
    if act in ("put", "take"):
        _regroup(request, keys, act)
    elif act in ("leave", "back"):
        _take_off_or_put_on(request, keys, act)
    else:
        raise Http404
    kept = urlencode(_narrowing(QueryDict(request.POST.get("kept", ""))))
    home = reverse("recipients", args=[request.bulletin.slug])
    return redirect(f"{home}?{kept}" if kept else home)


@bulletin_page("arrange_lists")
@require_POST
def back(request: DeskRequest, keys: str) -> HttpResponse:
    """Put some that were taken off on the lists again."""
    rows = acts.come_back(request.bulletin, numbers_in(keys.split("-"))[:PAGE], by=request.user)
    messages.success(request, _said_of(_("On the lists again: %(who)s"), rows))
    return redirect("recipients", request.bulletin.slug)


@bulletin_page("arrange_lists")
@require_POST
def take_back(request: DeskRequest, event: int) -> HttpResponse:
    """Undo what was done to a group."""
    done = get_object_or_404(Event, pk=event, bulletin=request.bulletin)
    grouping.take_back(done, by=request.user)
    messages.success(request, _("It is as it was before."))
    dropped = done.verb == "drop_group_of_recipients"
    return redirect("recipient_groups" if dropped else "recipients", request.bulletin.slug)


def tell_left(request: DeskRequest, rows: list[Recipient]) -> None:
    """Say who was taken off the lists, and offer to undo it."""
    keys = "-".join(str(row.pk) for row in rows)
    undo = reverse("recipients_return", args=[request.bulletin.slug, keys])
    said = _said_of(_("Taken off the lists: %(who)s"), rows)
    messages.success(request, said, extra_tags=f"undo={undo}")


def _regroup(request: DeskRequest, keys: list[int], act: str) -> None:
    number = number_in(request.POST.get("group", ""))
    group = request.bulletin.recipient_groups.filter(pk=number or 0).first()
    if group is None:
        raise Invalid("recipient-group-unknown", field="group")
    change = grouping.put_into if act == "put" else grouping.take_out
    event = change(group, keys, by=request.user)
    count = (event.after or event.before)["people"]
    said = (
        ngettext("%(n)s put into “%(group)s”.", "%(n)s put into “%(group)s”.", count)
        if act == "put"
        else ngettext("%(n)s taken out of “%(group)s”.", "%(n)s taken out of “%(group)s”.", count)
    )
    undo = reverse("undo_list_act", args=[request.bulletin.slug, event.pk])
    messages.success(request, said % {"n": count, "group": group.name}, extra_tags=f"undo={undo}")


def _take_off_or_put_on(request: DeskRequest, keys: list[int], act: str) -> None:
    if act == "leave":
        tell_left(request, acts.leave(request.bulletin, keys, by=request.user))
    else:
        rows = acts.come_back(request.bulletin, keys, by=request.user)
        messages.success(request, _said_of(_("On the lists again: %(who)s"), rows))


def _said_of(sentence: str, rows: list[Recipient]) -> str:
    """Name one, count several."""
    count = ngettext("%(n)s recipient", "%(n)s recipients", len(rows)) % {"n": len(rows)}
    return sentence % {"who": rows[0].name if len(rows) == 1 else count}


def _narrowing(given: QueryDict) -> list[tuple[str, str]]:
    return [(name, str(given[name])[:80]) for name in _NARROWING if given.get(name)]


def _tabs(request: DeskRequest, counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    labels = {
        "on": _("On the lists"),
        "failing": _("Letters come back"),
        "unsubscribed": _("Unsubscribed"),
        "nowhere": _("In no group"),
        "left": _("Taken off"),
    }
    home = reverse("recipients", args=[request.bulletin.slug])
    return [
        {
            "label": labels[name],
            "count": counts[name],
            "url": home if name == "on" else f"{home}?state={name}",
            "current": name == state,
        }
        for name in STATES
    ]
