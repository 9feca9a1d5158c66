"""What waits for one's answer, and an issue as it reads. Decides nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jianbao.desk.models import Issue
from jianbao.desk.queries.reviews import in_making, waiting_for
from jianbao.desk.queries.standing import standing_of
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("see_issue")
@require_safe
def review(request: DeskRequest) -> HttpResponse:
    """Show what waits for this person, and where each issue in the making stands."""
    context = {
        "waiting": waiting_for(request.user, request.bulletin),
        "issues": in_making(request.bulletin),
    }
    return render(request, "review/index.html", context)


@bulletin_page("see_issue")
@require_safe
def review_issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an issue as it reads."""
    issue = get_object_or_404(
        Issue.objects.select_related("bulletin"), pk=pk, bulletin=request.bulletin
    )
    return render(request, "review/issue.html", {"issue": issue, "standing": standing_of(issue)})
