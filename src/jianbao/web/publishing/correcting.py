"""Begins the correction of a printed issue, rewords it, or gives it up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import correcting_editions
from jianbao.desk.models import Edition, Issue
from jianbao.desk.queries.editions import draft_of_correction
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.today import local_day
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.finding import issue_of
from jianbao.web.publishing.places import here

KINDS = (
    (Edition.Kind.CORRECTION, gettext_lazy("Correction: something printed is wrong")),
    (Edition.Kind.SUPPLEMENT, gettext_lazy("Supplement: something is missing")),
    (Edition.Kind.WITHDRAWAL, gettext_lazy("Withdrawal: the issue is taken back")),
)


class CorrectionForm(forms.Form):
    """What kind of correction, and why: the reason is printed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of correction"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=Edition.Kind.CORRECTION,
    )
    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy(
            "Printed with the date before the first section, and shown to readers."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask for kind and reason, then open the draft; of a draft, change its reason."""
    issue = issue_of(request, pk)
    draft = draft_of_correction(issue) if issue.corrects_id is None else issue
    if draft is not None and issue.corrects_id is None:
        return redirect(here(draft))
    form = CorrectionForm(posted(request), initial=_initial(draft))
    made: list[Issue] = []

    def act(values: Mapping[str, Any]) -> None:
        made.append(_act(request, issue, values))

    if request.method == "POST" and save(form, act):
        return redirect(here(made[0]))
    context = {
        "issue": issue,
        "number": number_of(issue),
        "draft": draft,
        "form": form,
        "may_correct": correcting_editions.may_correct(request.user, issue),
    }
    return render(request, "publishing/correct.html", context, status=status(form))


@bulletin_page("publish")
@require_POST
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a correction up."""
    draft = issue_of(request, pk)
    version = number_in(request.POST.get("version", ""))
    reason = request.POST.get("reason", "")
    correcting_editions.drop_correction(
        draft, by=request.user, version=-1 if version is None else version, reason=reason
    )
    messages.success(request, _("The correction was given up; what was printed stands."))
    return redirect("issue", request.bulletin.slug, draft.corrects_id)


def _initial(draft: Issue | None) -> dict[str, Any]:
    return {} if draft is None else {"kind": draft.correction, "reason": draft.correction_reason}


def _act(request: DeskRequest, issue: Issue, values: Mapping[str, Any]) -> Issue:
    given = {"reason": values["reason"], "by": request.user, "today": local_day()}
    if issue.corrects_id is None:
        return correcting_editions.start_correction(issue, values["kind"], **given)
    correcting_editions.reword_correction(issue, values["kind"], **given)
    return issue
