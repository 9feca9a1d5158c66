"""Which issue an address of the board is about, and what the person may do with it."""

from __future__ import annotations

from django.http import Http404

from jianbao.desk import rules
from jianbao.desk.actions.editing import EDITABLE
from jianbao.desk.models import Issue, Item
from jianbao.desk.queries.today import current
from jianbao.web.entrance import DeskRequest


def current_of(request: DeskRequest) -> Issue | None:
    """Give the issue that is being made, or None before the first contribution is planned."""
    issue = current(request.bulletin)
    return _with_bulletin(request, issue) if issue else None


def issue_of(request: DeskRequest, pk: int) -> Issue:
    """Find an issue in the making of the bulletin of the address. Raises Http404."""
    making = (Issue.State.OPEN, Issue.State.IN_REVIEW, Issue.State.SIGNED)
    issue = request.bulletin.issues.filter(pk=pk, state__in=making).first()
    if issue is None:
        raise Http404
    return _with_bulletin(request, issue)


def item_of(issue: Issue, pk: int | None) -> Item:
    """Find an item of an issue, one that was taken out too. Raises Http404."""
    item = issue.items.select_related("section").filter(pk=pk or 0).first()
    if item is None:
        raise Http404
    item.issue = issue
    return item


def editable(issue: Issue) -> bool:
    """Say whether the order of an issue may change now, whoever asks."""
    return issue.state in EDITABLE


def may_arrange(request: DeskRequest, issue: Issue) -> bool:
    """Say whether sections, days and the like may be changed by this person now."""
    return editable(issue) and rules.may_arrange(request.user, issue).ok


def _with_bulletin(request: DeskRequest, issue: Issue) -> Issue:
    issue.bulletin = request.bulletin
    return issue
