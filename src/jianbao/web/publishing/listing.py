"""The printed issues of a bulletin by year, and those in the making for those who make them."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.models import Edition, Issue
from jianbao.desk.queries.editions import issues_in_the_making, printed_issues
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.wording import correction_name


class Line(NamedTuple):
    """An issue: how it is called, how many items stand in it, what its last edition is."""

    issue: Issue
    number: str
    items: int
    last: Edition | None


@bulletin_page("read_archive")
@require_safe
def issues(request: DeskRequest) -> HttpResponse:
    """List what was printed, the newest first."""
    standing = Count("items", filter=Q(items__withdrawn_at=None))
    found = [_line(issue) for issue in printed_issues(request.bulletin).annotate(count=standing)]
    by_year = groupby(found, key=lambda line: line.issue.year)
    years = [(year, list(lines)) for year, lines in by_year]
    making = []
    if rules.may(request.user, "see_issue", request.bulletin).ok:
        making = [
            (issue, number_of(issue), correction_name(issue.correction))
            for issue in issues_in_the_making(request.bulletin)
        ]
    return render(
        request, "publishing/issues.html", {"years": years, "making": making, "count": len(found)}
    )


def _line(issue: Issue) -> Line:
    editions = [one for one in issue.editions.all() if one.state == Edition.State.OUT]
    return Line(issue, number_of(issue), issue.count, editions[-1] if editions else None)  # type: ignore[attr-defined]  # annotated
