"""报批: what would be frozen, exactly, for who prepares it and who approves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jianbao.desk import rules
from jianbao.desk.actions.dispatching import freezing
from jianbao.desk.actions.dispatching.freezing import may_approve, why_not_approvable
from jianbao.desk.actions.dispatching.lettering import from_of
from jianbao.desk.errors import Impossible, NotAllowed
from jianbao.desk.models import Dispatch
from jianbao.desk.queries.candidates import Candidate, candidates_of
from jianbao.desk.queries.editions import content_in
from jianbao.desk.sentences import sentence
from jianbao.web.dispatches.acts import version_in
from jianbao.web.dispatches.finding import dispatch_of
from jianbao.web.dispatches.letter import shown_letter
from jianbao.web.dispatches.outlook import outlook_of
from jianbao.web.dispatches.places import name_of
from jianbao.web.entrance import DeskRequest, bulletin_page


def show_draft(request: DeskRequest, found: Dispatch) -> HttpResponse:
    """Show a plan as it would be frozen now."""
    people = candidates_of(found)
    groups = list(found.groups.order_by("position", "pk"))
    imprint = content_in(found.edition).imprint
    context: dict[str, Any] = {
        "dispatch": found,
        "open": found.state == Dispatch.State.DRAFT,
        "name": name_of(found),
        "sender": from_of(found).sender,
        "sha256": found.edition.snapshot.sha256,
        "outlook": outlook_of(request.bulletin, [group.pk for group in groups], people),
        "chosen": len(groups),
        "outlets": list(found.outlets.all()),
        "distribution": imprint.distribution,
        "copies": imprint.copies,
        "barred": _barred(request, found, people),
        "may_prepare": rules.may(request.user, "prepare_dispatch", request.bulletin).ok,
    }
    return render(request, "dispatches/draft.html", context | shown_letter(request, found))


@bulletin_page("send")
@require_POST
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Freeze the plan that was seen; nothing is sent before somebody starts it."""
    found = dispatch_of(request, pk)
    freezing.approve(found, by=request.user, version=version_in(request))
    said = _("Approved and frozen. It starts by itself at its time.")
    if found.starts_at is None:
        said = _("Approved and frozen. Nothing is sent before it is started.")
    messages.success(request, said)
    return redirect("dispatch", request.bulletin.slug, pk)


def _barred(request: DeskRequest, found: Dispatch, people: list[Candidate]) -> str:
    """Say why this person cannot approve it now; '' when they can."""
    if not rules.may(request.user, "send", request.bulletin).ok:
        return _("Only a publisher approves it.")
    verdict = may_approve(request.user, found)
    if not verdict.ok:
        return sentence(NotAllowed(verdict.reason))
    why_not = why_not_approvable(found, people)
    return sentence(Impossible(why_not)) if why_not else ""
