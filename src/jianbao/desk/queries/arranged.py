"""Which acts arranged an issue, and which of them a person can take back now."""

from __future__ import annotations

from jianbao.desk.models import Event, Issue, User
from jianbao.desk.queries.compositions import COMPOSED

ORDERING = (
    "move_item",
    "add_issue_section",
    "change_issue_section",
    "hide_issue_section",
    "show_issue_section",
    "remove_issue_section",
    "step_issue_section",
    "add_issue_group",
    "change_issue_group",
    "remove_issue_group",
    "step_issue_group",
)
FRAMING = "frame_issue"
ARRANGING = (*ORDERING, FRAMING)


def last_arrangement(issue: Issue, by: User) -> Event | None:
    """Give this person's last act on what stands in an issue that was not taken back.

    It arranged the issue, or drafted it.
    """
    acts = Event.objects.filter(thing=f"issue:{issue.pk}", verb__in=(*ARRANGING, COMPOSED), by=by)
    return acts.filter(undone_by__isnull=True).order_by("-pk").first()
