"""Decisions on many contributions: first a preview of what happens to each, then the acts."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jianbao.desk import rules
from jianbao.desk.errors import DeskError, Impossible, Invalid, NotAllowed
from jianbao.desk.models import Contribution, Event
from jianbao.desk.queries.inbox import UNDECIDED
from jianbao.desk.sentences import sentence
from jianbao.desk.states import MOVES
from jianbao.web.digits import numbers_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.inbox.acts import ACTS, cleaned
from jianbao.web.inbox.asking import read_query
from jianbao.web.inbox.listing import headline_of, said_when
from jianbao.web.inbox.wording import DONE, QUESTIONS
from jianbao.web.phrases import told

MANY = ("plan", "shortlist", "decline", "assign", "set-aside", "reconsider", "retry")
_MOST = 200


class Outlook(NamedTuple):
    """What would happen to one contribution, or why nothing can."""

    one: Contribution
    headline: str
    received: str
    becomes: str
    refused: str


@bulletin_page("decide")
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: DeskRequest) -> HttpResponse:
    """Preview an act on those chosen (GET), or do it (POST) and tell what was refused."""
    given = request.POST if request.method == "POST" else request.GET
    name = given.get("act", "")
    if name not in MANY:
        raise Http404
    return _do(request, name) if request.method == "POST" else _preview(request, name)


def _preview(request: DeskRequest, name: str) -> HttpResponse:
    keys = numbers_in(request.GET.getlist("chosen"))[:_MOST]
    if not keys:
        raise Invalid("nothing-chosen")
    outlooks = [_outlook(request, name, one) for one in _chosen(request, keys)]
    form = ACTS[name][0](None, request.bulletin)
    del form.fields["version"]
    if name == "plan":
        del form.fields["section"]  # each goes into its own suggested section
    asked = read_query(request.GET, request.bulletin)
    home = reverse("inbox", args=[request.bulletin.slug])
    context = {
        "act": name,
        "question": QUESTIONS[name][0],
        "outlooks": outlooks,
        "possible": sum(not outlook.refused for outlook in outlooks),
        "form": form,
        "asked": asked,
        "back_url": home + asked.suffix,
    }
    return render(request, "inbox/bulk.html", context)


def _do(request: DeskRequest, name: str) -> HttpResponse:
    pairs = (numbers_in(each.split(":")) for each in request.POST.getlist("seen"))
    seen = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    if not seen:
        raise Invalid("nothing-chosen")
    events: list[Event] = []
    refused: list[str] = []
    form, do = ACTS[name]
    for one in _chosen(request, list(seen)[:_MOST]):
        given = request.POST.copy()
        given["version"] = str(seen[one.pk])
        if name == "plan":
            given["section"] = str(one.suggested_section_id or "")
        try:
            events.append(do(one, request.user, cleaned(form(given, request.bulletin))))
        except DeskError as error:
            refused.append(told(headline_of(one), sentence(error)))
    _tell(request, name, events, refused)
    asked = read_query(request.GET, request.bulletin)
    return redirect(reverse("inbox", args=[request.bulletin.slug]) + asked.suffix)


def _tell(request: DeskRequest, name: str, events: list[Event], refused: list[str]) -> None:
    if events:
        address = reverse(
            "inbox_undo", args=[request.bulletin.slug, "-".join(str(e.pk) for e in events)]
        )
        said = ngettext("%(n)s contribution", "%(n)s contributions", len(events)) % {
            "n": len(events)
        }
        undoable = name not in {"reconsider", "retry"}
        messages.success(
            request,
            told(DONE[name.replace("-", "_")], said),
            extra_tags=f"undo={address}" if undoable else "",
        )
    for line in refused[:5]:
        messages.warning(request, line)
    if len(refused) > 5:
        messages.warning(request, _("… and %(n)s more were refused") % {"n": len(refused) - 5})


def _chosen(request: DeskRequest, keys: list[int]) -> list[Contribution]:
    found = Contribution.objects.filter(bulletin=request.bulletin, pk__in=keys)
    rows = list(found.select_related("suggested_section", "unit", "raw").order_by("-received_at"))
    for one in rows:
        one.bulletin = request.bulletin
    return rows


def _outlook(request: DeskRequest, name: str, one: Contribution) -> Outlook:
    refused = _refusal(request, name, one)
    becomes = "" if refused else _becomes(name, one)
    return Outlook(one, headline_of(one), said_when(one.received_at), becomes, refused)


def _becomes(name: str, one: Contribution) -> str:
    if name == "plan" and one.suggested_section:
        return _("into “%(section)s”") % {"section": one.suggested_section.title}
    return str(DONE[name.replace("-", "_")])


def _refusal(request: DeskRequest, name: str, one: Contribution) -> str:
    """Say why the act cannot be done as things stand, or nothing; the act itself asks again."""
    move = MOVES.get(name.replace("-", "_"))
    possible = move.sources if move else UNDECIDED
    if one.state not in possible:
        error: DeskError = Impossible("no-such-move")
        return told(one.get_state_display(), sentence(error))
    section = one.suggested_section if name == "plan" else None
    if name == "plan" and section is None:
        return _("No section is suggested; plan it by itself.")
    if name == "retry" and one.piece:
        return sentence(Impossible("is-a-piece"))
    verdict = rules.may_act(request.user, one, move.name if move else name)
    if section is not None:
        verdict = rules.may_decide(request.user, one, section)
    return "" if verdict.ok else sentence(NotAllowed(verdict.reason))
