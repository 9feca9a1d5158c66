"""Which issues are in the making, and which of them wait for one person's answer."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, Issue, User
from jianbao.desk.queries.issues import MAKING
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.steps import Step


class Waiting(NamedTuple):
    """An issue that waits for one person in a step, and whether they may approve it."""

    issue: Issue
    standing: Standing
    step: Step
    answer: rules.Verdict


def in_making(bulletin: Bulletin) -> QuerySet[Issue]:
    """Give the issues not printed yet, drafts of corrections included, the newest first."""
    found = bulletin.issues.filter(state__in=MAKING).select_related("bulletin", "corrects")
    return found.order_by("-opened_at", "-pk")


def waiting_for(user: User, bulletin: Bulletin) -> list[Waiting]:
    """Give what this person is asked to answer: what was handed to them, and what is anybody's.

    What is anybody's is left out for those who could not approve it.
    """
    if not rules.may(user, "see_issue", bulletin).ok:
        return []
    found = []
    for issue in in_making(bulletin).filter(state=Issue.State.IN_REVIEW):
        standing = standing_of(issue)
        step = standing.current
        if step is None:
            continue
        answer = rules.may_review(user, bulletin, step, standing.seat(step))
        with_them = standing.turn is not None and standing.turn.to == user
        if answer.ok or with_them:
            found.append(Waiting(issue, standing, step, answer))
    return found
