"""Which steps an issue goes through before it may be printed."""

from __future__ import annotations

from jianbao.desk.models import Edition, Issue
from jianbao.desk.steps import Step, steps_from


def steps_of(issue: Issue) -> tuple[Step, ...]:
    """Give the steps of the bulletin; a withdrawal (撤回) prints no text and needs its sign-off."""
    steps = steps_from(issue.bulletin.review_steps)
    if issue.correction == Edition.Kind.WITHDRAWAL:
        return tuple(step for step in steps if step.kind == "sign_off")
    return steps
