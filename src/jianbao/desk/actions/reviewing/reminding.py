"""Reminds who has an issue: once before it is due, once after. The sweep asks for it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.reviewing import telling
from jianbao.desk.models import Handover, Issue
from jianbao.desk.queries.standing import standing_of


def remind(handover: int) -> bool:
    """Write the reminder that is due of a handover; False when it is nobody's turn by it now."""
    with transaction.atomic():
        turn = Handover.objects.select_related("issue").filter(pk=handover).first()
        if turn is None or turn.due_at is None:
            return False
        now, issue = timezone.now(), lock(turn.issue)
        turn = Handover.objects.select_related("to", "by").get(pk=handover)
        assert turn.due_at is not None
        late = now >= turn.due_at
        if turn.reminded_at is not None and not (late and turn.reminded_at < turn.due_at):
            return False  # another machine was quicker
        Handover.objects.filter(pk=handover).update(reminded_at=now)
        turn.issue = issue
        standing = standing_of(issue) if issue.state == Issue.State.IN_REVIEW else None
        step = standing.current if standing else None
        if standing is None or step is None or step.key != turn.step:
            return False
        telling.tell_late(turn, standing, step, late=late)
    return True
