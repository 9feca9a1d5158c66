"""Finds the issue or the edition that an address names, for those who may see it."""

from __future__ import annotations

from django.http import Http404

from jianbao.desk import rules
from jianbao.desk.models import Edition, Issue
from jianbao.desk.queries.editions import may_read
from jianbao.web.entrance import DeskRequest


def issue_of(request: DeskRequest, pk: int) -> Issue:
    """Give an issue of this bulletin, printed or not. Raises Http404."""
    found = request.bulletin.issues.filter(pk=pk).select_related("bulletin", "corrects").first()
    if found is None:
        raise Http404
    return found


def printed_issue(request: DeskRequest, pk: int) -> Issue:
    """Give a printed issue, no draft of a correction. Raises Http404."""
    issue = issue_of(request, pk)
    if issue.state != Issue.State.PUBLISHED or issue.corrects_id is not None:
        raise Http404
    return issue


def edition_of(request: DeskRequest, pk: int, number: int) -> Edition:
    """Give an edition that is out and that this person may read. Raises Http404, NotAllowed."""
    issue = printed_issue(request, pk)
    out = issue.editions.filter(number=number, state=Edition.State.OUT)
    found = out.select_related("snapshot", "issue__bulletin").first()
    if found is None:
        raise Http404
    rules.require(may_read(request.user, found))
    return found
