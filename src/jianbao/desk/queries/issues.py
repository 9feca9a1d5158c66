"""Which issue of a bulletin is being made, and what stands in it. Opens none."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from jianbao.desk.models import Bulletin, Issue, Item

MAKING = (Issue.State.OPEN, Issue.State.IN_REVIEW, Issue.State.SIGNED)


def current_issue(bulletin: Bulletin) -> Issue | None:
    """Give the issue that takes new items: open and no correction; of several, the newest."""
    return _open(bulletin).order_by("-opened_at", "-pk").first()


def newest_issue(bulletin: Bulletin) -> Issue | None:
    """Give the regular issue that the next one counts on from, whatever its state."""
    regular = bulletin.issues.filter(number__isnull=False).exclude(kind="special")
    return regular.order_by("-year", "-number", "-pk").first()


def highest_running_number(bulletin: Bulletin) -> int | None:
    """Give the highest number counted since the first issue, or None when none was counted."""
    found = bulletin.issues.aggregate(first=Max("running_number"), last=Max("running_number_to"))
    known = [n for n in (found["first"], found["last"], bulletin.last_running_number) if n]
    return max(known, default=None)


def items_of(issue: Issue) -> QuerySet[Item]:
    """Give the items that stand in an issue, in the order of print."""
    return issue.items.filter(withdrawn_at__isnull=True).select_related("section", "unit")


def _open(bulletin: Bulletin) -> QuerySet[Issue]:
    return bulletin.issues.filter(state=Issue.State.OPEN, corrects__isnull=True)
