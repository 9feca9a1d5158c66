"""Asks for the first draft of an issue, or calls it off while it is being made."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.hints import hint, to_be_composed
from jianbao.desk.actions.placing import lock
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Composition, Issue, User


def ask_for_draft(issue: Issue, *, by: User) -> Composition:
    """Have an issue drafted by a job; of two who ask at once, both get the same.

    Raises NotAllowed or Impossible: the issue is not open, or is a correction.
    """
    rules.require(rules.may_arrange(by, issue))
    with transaction.atomic():
        now = lock(issue)
        require_open(now)
        under_way = now.compositions.filter(state=Composition.State.ASKED).first()
        if under_way is not None:
            return under_way
        composition = Composition.objects.create(issue=now, by=by)
        hint(to_be_composed, composition=composition.pk)
    return composition


def call_off_draft(composition: Composition, *, by: User) -> None:
    """Stop a draft before it has put anything into the issue.

    Raises NotAllowed, or Impossible when it is done already.
    """
    rules.require(rules.may_arrange(by, composition.issue))
    asked = Composition.objects.filter(pk=composition.pk, state=Composition.State.ASKED)
    if not asked.update(state=Composition.State.CALLED_OFF, ended_at=timezone.now()):
        raise Impossible("draft-ended")
    composition.refresh_from_db()


def require_open(issue: Issue) -> None:
    """Raise Impossible unless contributions may come into the issue."""
    if issue.state != Issue.State.OPEN:
        raise Impossible("issue-not-editable", state=issue.get_state_display())
    if issue.corrects_id is not None:
        raise Impossible("draft-of-correction")
