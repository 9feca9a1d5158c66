"""An issue as it reads, with what was said of it, and whose answer it waits for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk.queries.standing import standing_of
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.finding import issue_of


@bulletin_page("see_issue")
@require_safe
def review_issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an issue as it reads."""
    issue = issue_of(request, pk)
    return render(request, "review/issue.html", {"issue": issue, "standing": standing_of(issue)})
