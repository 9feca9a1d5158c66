"""The list of the review: what waits for this person, and every issue in the making with its way.

Its first part is what the number beside 审核 counts.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jianbao.desk.models import Issue
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.reviews import in_making, waiting_for
from jianbao.desk.queries.standing import Standing, StepStanding, Turn, standing_of
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.wording import correction_name


class Row(NamedTuple):
    """An issue in the making: the step it is in, who has it, and how far its steps are."""

    issue: Issue
    number: str
    correction: str
    step: str
    turn: Turn | None
    late: bool
    steps: tuple[StepStanding, ...]

    @property
    def done(self) -> int:
        """Count the steps that hold."""
        return sum(one.holds for one in self.steps)


@bulletin_page("see_issue")
@require_safe
def review(request: DeskRequest) -> HttpResponse:
    """Show what waits for this person, and where each issue in the making stands."""
    waiting = waiting_for(request.user, request.bulletin)
    known = {one.issue.pk: one.standing for one in waiting}
    issues = list(in_making(request.bulletin))
    rows = [row_of(one, known.get(one.pk) or standing_of(one)) for one in issues]
    mine = [row for row in rows if row.issue.pk in known]
    return render(request, "review/index.html", {"waiting": mine, "rows": rows})


def row_of(issue: Issue, standing: Standing) -> Row:
    """Say of an issue where it stands."""
    step = standing.current if issue.state == Issue.State.IN_REVIEW else None
    return Row(
        issue,
        number_of(issue),
        correction_name(issue.correction),
        step.name if step else "",
        standing.turn,
        is_late(standing.turn, timezone.now()),
        standing.steps,
    )


def is_late(turn: Turn | None, now: dt.datetime) -> bool:
    """Say whether a turn should be over by now."""
    return turn is not None and turn.due_at is not None and turn.due_at < now
