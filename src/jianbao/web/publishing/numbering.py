"""The number and the date of an issue in the making."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from jianbao.desk.actions.renumbering import Numbers, may_renumber, renumber
from jianbao.desk.models import Issue
from jianbao.desk.queries.issue_numbers import gaps_before, number_of, reason_for_gap
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.finding import issue_of
from jianbao.web.publishing.places import here

_HIGHEST = 99_999


def _number(label: Any, *, required: bool = False) -> forms.IntegerField:  # noqa: ANN401 - a lazy text
    return forms.IntegerField(label=label, required=required, min_value=1, max_value=_HIGHEST)


class NumbersForm(RowForm):
    """What an issue is numbered and dated."""

    columns = Numbers._fields
    kind = forms.ChoiceField(
        label=pgettext_lazy("of an issue", "Kind"),
        choices=[
            ("regular", gettext_lazy("Regular issue")),
            ("combined", gettext_lazy("Combined issue")),
            ("special", gettext_lazy("Special issue, counted by itself")),
            ("first", gettext_lazy("First issue")),
        ],
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2200)
    number = _number(gettext_lazy("Number"))
    number_to = _number(gettext_lazy("Last number of a combined issue"))
    running_number = _number(gettext_lazy("Running number"))
    running_number_to = _number(gettext_lazy("Last running number of a combined issue"))
    label = LineField(
        label=gettext_lazy("Name instead of a number"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("For a special issue; empty for the usual one."),
    )
    date = forms.DateField(
        label=gettext_lazy("Date of issue"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = LineField(
        label=gettext_lazy("Why numbers are left out"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Only where the number does not follow the last one; it is logged."),
    )


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: DeskRequest, pk: int) -> HttpResponse:
    """Show or change what an issue is numbered and dated."""
    issue = issue_of(request, pk)
    form = NumbersForm(posted(request), row=issue, initial={"reason": reason_for_gap(issue)})
    if request.method == "POST" and save(form, lambda values: _renumber(request, issue, values)):
        messages.success(request, _("This is %(number)s now.") % {"number": number_of(issue)})
        return redirect(here(issue))
    context = {
        "issue": issue,
        "number": number_of(issue),
        "form": form,
        "gaps": gaps_before(issue),
        "may_renumber": may_renumber(request.user, issue),
        "back": here(issue),
    }
    return render(request, "publishing/numbers.html", context, status=status(form))


def _renumber(request: DeskRequest, issue: Issue, values: Any) -> None:  # noqa: ANN401 - of a form
    given = Numbers(**{name: values[name] for name in Numbers._fields})
    renumber(issue, given, by=request.user, mark=values["seen"], reason=values["reason"])
