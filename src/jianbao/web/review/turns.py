"""What one person may do with an issue now: the bar of the page, with each reason why not."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.desk import rules
from jianbao.desk.actions.reviewing.handing import may_hand_over
from jianbao.desk.actions.reviewing.returning import may_send_back
from jianbao.desk.errors import NotAllowed
from jianbao.desk.models import Issue, User
from jianbao.desk.queries.review_readers import candidates
from jianbao.desk.queries.standing import Standing
from jianbao.desk.sentences import sentence
from jianbao.desk.steps import Step


class Bar(NamedTuple):
    """What stands under the thumb; `barred` says why the step is not for this person."""

    step: Step | None
    may_approve: bool = False
    barred: str = ""
    override: tuple[str, ...] = ()  # rules left aside, which need a note
    following: Step | None = None
    to: User | None = None  # who has the next step, when one person alone may
    choose: bool = False  # several may have it
    may_return: bool = False
    may_hand_over: bool = False
    may_take: bool = False
    may_recall: bool = False

    @property
    def signs(self) -> bool:
        """Whether approving is signing."""
        return self.step is not None and self.step.kind == "sign_off"


def bar_of(issue: Issue, standing: Standing, user: User) -> Bar:
    """Say what this person may do."""
    going = issue.state in {Issue.State.IN_REVIEW, Issue.State.SIGNED}
    recall = going and rules.may_arrange(user, issue).ok and not issue.editions.exists()
    step = standing.current if issue.state == Issue.State.IN_REVIEW else None
    if step is None:
        signed = issue.state == Issue.State.SIGNED and not issue.editions.exists()
        last = standing.steps[-1].step
        back = signed and may_send_back(user, issue, standing, last).ok
        return Bar(None, may_return=back, may_recall=recall)
    answer = rules.may_review(user, issue.bulletin, step, standing.seat(step))
    following = following_step(standing, step)
    free = next_readers(issue, standing, user) if answer.ok else []
    return Bar(
        step,
        may_approve=answer.ok,
        barred="" if answer.ok else _why(answer.reason),
        override=tuple(answer.override.split()),
        following=following,
        to=free[0] if len(free) == 1 else None,
        choose=len(free) > 1,
        may_return=may_send_back(user, issue, standing, step).ok,
        may_hand_over=may_hand_over(user, issue, standing, step, None).ok,
        may_take=_may_take(user, issue, standing, step),
        may_recall=recall,
    )


def following_step(standing: Standing, step: Step) -> Step | None:
    """Give the step that has its turn once this one is approved; None behind the last."""
    keys = [one.step.key for one in standing.steps]
    behind = standing.steps[keys.index(step.key) + 1 :]
    return next((one.step for one in behind if not one.holds), None)


def next_readers(issue: Issue, standing: Standing, approver: User) -> list[User]:
    """Give who may answer in the step that follows once `approver` has approved this one."""
    step = standing.current
    following = following_step(standing, step) if step else None
    if step is None or following is None:
        return []
    apart = (step.kind == "proof") == (following.kind == "proof")
    twice = issue.bulletin.may_review_twice or not apart
    found = candidates(issue, standing, following)
    return [one for one, answer in found if answer.ok and (twice or one.pk != approver.pk)]


def _may_take(user: User, issue: Issue, standing: Standing, step: Step) -> bool:
    """Say whether somebody else has it, and this person may take it over and approve."""
    held = standing.turn.to if standing.turn else None
    if held is None or held.pk == user.pk:
        return False
    seat = standing.seat(step)._replace(held_by=user.pk)
    free = rules.may_review(user, issue.bulletin, step, seat).ok
    return free and may_hand_over(user, issue, standing, step, user).ok


def _why(reason: str) -> str:
    return sentence(NotAllowed(reason))
