"""拟定: the plan of a dispatch is made and changed here; it binds nobody before its approval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jianbao.desk.actions.dispatching import preparing
from jianbao.desk.models import Dispatch, Edition, LetterTemplate, RecipientGroup
from jianbao.desk.queries.candidates import candidates_in
from jianbao.desk.queries.dispatches import latest_editions
from jianbao.desk.queries.letter_blanks import BLANKS
from jianbao.desk.queries.letter_templates import words_for
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.digits import number_in, numbers_in
from jianbao.web.dispatches.finding import dispatch_of
from jianbao.web.dispatches.outlook import outlook_of
from jianbao.web.dispatches.places import edition_name
from jianbao.web.dispatches.plan_form import PlanForm, shown
from jianbao.web.entrance import DeskRequest, bulletin_page

_SEVERAL = ("groups", "outlets")


@bulletin_page("prepare_dispatch")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Plan the dispatch of an edition: the one that the address names, or the last one out."""
    offered = latest_editions(request.bulletin)
    edition = _chosen(request, offered)
    if edition is None:
        return render(request, "dispatches/nothing_out.html")
    words = words_for(edition)
    everybody = list(request.bulletin.recipient_groups.values_list("pk", flat=True))
    initial = {"subject": words.subject, "text": words.text, "groups": everybody}
    form = _form(request, initial)
    made: list[Dispatch] = []

    def act(_values: Mapping[str, Any]) -> None:
        made.append(preparing.prepare(edition, form.plan(), by=request.user))

    if _is_saved(request) and save(form, act):
        return _saved(request, made[0])
    return _show(
        request, form, edition, {"offered": [(one.pk, edition_name(one)) for one in offered]}
    )


@bulletin_page("prepare_dispatch")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a plan; one that is approved is shown as it stands."""
    found = dispatch_of(request, pk)
    if found.state != Dispatch.State.DRAFT:
        return redirect("dispatch", request.bulletin.slug, pk)
    form = _form(request, shown(found))

    def act(values: Mapping[str, Any]) -> None:
        version = values["version"] or 0
        preparing.change_plan(found, form.plan(), by=request.user, version=version)

    if _is_saved(request) and save(form, act):
        return _saved(request, found)
    return _show(request, form, found.edition, {"dispatch": found})


def _saved(request: DeskRequest, dispatch: Dispatch) -> HttpResponse:
    messages.success(request, _("Saved. Look at the letter, and try it on yourself."))
    return redirect("dispatch", request.bulletin.slug, dispatch.pk)


def _show(
    request: DeskRequest, form: PlanForm, edition: Edition, more: dict[str, Any]
) -> HttpResponse:
    ticked = numbers_in(map(str, form["groups"].value() or ()))
    groups = RecipientGroup.objects.filter(bulletin=request.bulletin, pk__in=ticked)
    found = candidates_in(request.bulletin, groups)
    context = {
        "form": form,
        "edition": edition,
        "name": edition_name(edition),
        "blanks": [(f"{{{name}}}", blank.meaning) for name, blank in BLANKS.items()],
        "outlook": outlook_of(request.bulletin, ticked, found),
        "chosen": len(ticked),
        "any_group": bool(form.fields["groups"].choices),  # type: ignore[attr-defined]  # of a ChoiceField
    }
    return render(request, "dispatches/plan.html", context | more, status=status(form))


def _is_saved(request: DeskRequest) -> bool:
    """Say whether the form was sent to be saved, and not for the words of a template."""
    return request.method == "POST" and "use" not in request.POST


def _form(request: DeskRequest, initial: dict[str, Any]) -> PlanForm:
    """Make the form; with the words of a template, it keeps whatever else was typed."""
    if "use" not in request.POST:
        return PlanForm(posted(request), initial=initial, bulletin=request.bulletin)
    typed: dict[str, Any] = {
        name: request.POST.getlist(name) if name in _SEVERAL else request.POST.get(name, "")
        for name in PlanForm.base_fields
    }
    key = number_in(request.POST.get("template", "")) or 0
    template = LetterTemplate.objects.filter(bulletin=request.bulletin, pk=key).first()
    if template is None:
        raise Http404
    words = {"subject": template.subject, "text": template.text}
    return PlanForm(None, initial=typed | words, bulletin=request.bulletin)


def _chosen(request: DeskRequest, offered: list[Edition]) -> Edition | None:
    """Give the edition to be sent; one that the address names must be among those offered."""
    wanted = number_in(request.GET.get("edition", "")) if "edition" in request.GET else None
    if "edition" not in request.GET:
        return offered[0] if offered else None
    found = next((one for one in offered if one.pk == wanted), None)
    if found is None:
        raise Http404
    return found
