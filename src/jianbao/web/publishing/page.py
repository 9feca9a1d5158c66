"""The page an issue goes to press from: what stands in the way, then how far the press is."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from jianbao.desk import rules
from jianbao.desk.actions.correcting_editions import may_correct
from jianbao.desk.actions.renumbering import may_renumber
from jianbao.desk.models import Edition, Issue, Tick
from jianbao.desk.queries.editions import edition_in_press, editions_of
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.outcomes import planned_for
from jianbao.desk.queries.publishing.check import Check
from jianbao.desk.queries.publishing.checks import Checked, check_issue
from jianbao.desk.queries.publishing.desk_checks import checklist_of
from jianbao.desk.queries.publishing.wording import sentence_of
from jianbao.desk.queries.today import local_day
from jianbao.document.write.formats import FORMATS
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.finding import issue_of
from jianbao.web.publishing.places import place_of
from jianbao.web.publishing.progress import going_of
from jianbao.web.publishing.wording import correction_name


class Row(NamedTuple):
    """One thing found: what is said, and where it is mended."""

    sentence: str
    url: str


class Warned(NamedTuple):
    """Warnings of one code, accepted together."""

    code: str
    rows: list[Row]


class Line(NamedTuple):
    """A line of the checklist, and who ticked it for this content."""

    text: str
    mark: str
    tick: Tick | None


@bulletin_page("see_issue")
@require_safe
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what must be known before printing; once it is in press, how far it is."""
    issue = issue_of(request, pk)
    context: dict[str, Any] = {
        "issue": issue,
        "number": number_of(issue),
        "correction": correction_name(issue.correction),
        "may_publish": rules.may_arrange(request.user, issue, "publish").ok,
    }
    edition = edition_in_press(issue) or _printed(issue)
    if edition is not None:
        may_dispatch = rules.may(request.user, "prepare_dispatch", request.bulletin).ok
        context |= {"edition": edition, "going": going_of(edition), "may_dispatch": may_dispatch}
        return render(request, "publishing/press.html", context)
    return render(request, "publishing/publish.html", context | _before(request, issue))


@bulletin_page("see_issue")
@require_safe
def progress(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the steps as they stand; the whole page anew once the edition is out."""
    issue = issue_of(request, pk)
    if not request.htmx:
        return redirect("publish", request.bulletin.slug, issue.pk)
    edition = edition_in_press(issue)
    if edition is None:
        return HttpResponseClientRefresh()
    may_publish = rules.may_arrange(request.user, issue, "publish").ok
    context = {"issue": issue, "edition": edition, "going": going_of(edition)}
    context["may_publish"] = may_publish
    return render(request, "publishing/progress.html", context)


def _printed(issue: Issue) -> Edition | None:
    """Give the edition that an issue, or the draft of a correction, has become."""
    return editions_of(issue.corrects or issue).filter(snapshot__issue=issue).last()


def _before(request: DeskRequest, issue: Issue) -> dict[str, Any]:
    checked = check_issue(issue, local_day())
    return {
        "checked": checked,
        "errors": _errors(checked, issue),
        "warned": _warned(checked, issue),
        "lines": _lines(issue, checked),
        "planned": planned_for(issue).count(),
        "formats": [form.name for form in FORMATS.values()],
        "may_renumber": may_renumber(request.user, issue).ok,
        "may_correct": may_correct(request.user, issue).ok,
        "may_tick": rules.may_arrange(request.user, issue, "comment").ok,
    }


def _errors(checked: Checked, issue: Issue) -> list[Row]:
    """Give a row for each error; lines not yet ticked stand below and are counted in one."""
    unticked = [check for check in checked.errors if check.code == "unticked"]
    rows = [_row(check, issue) for check in checked.errors if check not in unticked]
    if unticked:
        said = ngettext(
            "%(n)s line of the checklist is not ticked.",
            "%(n)s lines of the checklist are not ticked.",
            len(unticked),
        )
        rows.append(Row(said % {"n": len(unticked)}, place_of(unticked[0], issue)))
    return rows


def _row(check: Check, issue: Issue) -> Row:
    return Row(sentence_of(check), place_of(check, issue))


def _warned(checked: Checked, issue: Issue) -> list[Warned]:
    def code(check: Check) -> str:
        return check.code

    grouped = groupby(sorted(checked.warnings, key=code), key=code)
    return [Warned(name, [_row(check, issue) for check in found]) for name, found in grouped]


def _lines(issue: Issue, checked: Checked) -> list[Line]:
    ticks = Tick.objects.filter(issue=issue, snapshot__sha256=checked.sha256).select_related("by")
    ticked = {tick.text: tick for tick in ticks}
    lines = enumerate(checklist_of(issue), 1)
    return [Line(text, f"line-{place}", ticked.get(text)) for place, text in lines]
