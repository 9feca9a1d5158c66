"""Hands an issue over: to review (送审), from one person to another (转交), back to editing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.reviewing import telling
from jianbao.desk.actions.reviewing.ground import (
    current_of,
    give_turn,
    note_step,
    noted,
    require_seat,
    stand_on,
    standing_approvals,
    void,
)
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Event, Issue, User
from jianbao.desk.queries.review_readers import approvers_of
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.rules import Verdict as Answer
from jianbao.desk.steps import Step


def submit(
    issue: Issue,
    *,
    by: User,
    version: int,
    date: dt.date | None = None,
    to: User | None = None,
    note: str = "",
    due_at: dt.datetime | None = None,
) -> Event:
    """Give an issue to its review: the first step that does not hold is handed to `to`.

    `date` is the one printed; None leaves it. Raises NotAllowed, Stale, Impossible (nothing stands
    in it, or it is in review), or Invalid (the step is not for `to`).
    """
    with transaction.atomic():
        now, _ = stand_on(issue, Issue.State.OPEN)
        changes = {"date": date} if date else {}
        event = flow.move(now, "submit", by=by, version=version, note=noted(note), changes=changes)
        standing = standing_of(now)
        if not now.corrects_id and not any(True for _ in standing.content.items()):
            raise Impossible("issue-empty")
        step = standing.current
        if step is None:  # the sign-off never holds outside a signed issue
            raise Impossible("step-not-current")
        require_seat(now, standing, step, to)
        turn = give_turn(now, step, to=to, by=by, note=noted(note), due_at=due_at)
        telling.tell_turn(now, standing, step, turn)
    issue.refresh_from_db()
    return event


def hand_over(
    issue: Issue,
    to: User | None,
    *,
    by: User,
    step: str,
    note: str = "",
    due_at: dt.datetime | None = None,
) -> Event:
    """Give the present step to another person, to nobody in particular, or take it oneself.

    Raises NotAllowed, Impossible (it is another step by now), or Invalid (not for `to`).
    """
    with transaction.atomic():
        now, standing = stand_on(issue)
        current = current_of(standing, step)
        rules.require(may_hand_over(by, now, standing, current, to))
        require_seat(now, standing, current, to)
        withdraw_all(now)
        turn = give_turn(now, current, to=to, by=by, note=noted(note), due_at=due_at)
        event = note_step(
            "hand_over", now, current, by=by, note=noted(note), to=str(to) if to else ""
        )
        telling.tell_turn(now, standing, current, turn)
    issue.refresh_from_db()
    return event


def may_hand_over(
    by: User, issue: Issue, standing: Standing, step: Step, to: User | None
) -> Answer:
    """Say whether `by` may say whose turn it is.

    Editors of the issue may, and who has it; whoever the step is for may take it to themselves.
    """
    if rules.may_arrange(by, issue).ok:
        return rules.ALLOWED
    seat = standing.seat(step)
    if to is not None and to.pk == by.pk:
        seat = seat._replace(held_by=None)
    return rules.may_answer(by, issue.bulletin, step, seat)


def recall(issue: Issue, *, by: User, version: int, reason: str, note: str = "") -> Event:
    """Take an issue back into editing; what was approved holds again once it is as it was.

    The sign-off alone has to be given anew. Raises NotAllowed, Invalid (no reason), Stale, or
    Impossible (it is neither in review nor signed, or it is being printed).
    """
    with transaction.atomic():
        now, standing = stand_on(issue, Issue.State.IN_REVIEW, Issue.State.SIGNED)
        require_unprinted(now)
        heard = approvers_of(now)
        event = flow.move(
            now, "recall", by=by, version=version, reason=reason[:40], note=noted(note)
        )
        void_sign_off(now, standing, "recalled")
        withdraw_all(now)
        telling.tell_recalled(now, standing, event, heard)
    issue.refresh_from_db()
    return event


def void_sign_off(issue: Issue, standing: Standing, because: str) -> None:
    """Let no signature count on an issue that is not signed any more."""
    keys = [one.step.key for one in standing.steps if one.step.kind == "sign_off"]
    void(standing_approvals(issue, keys), because)


def require_unprinted(issue: Issue) -> None:
    """Raise Impossible when an edition of it is frozen: what was signed is being printed."""
    if issue.editions.exists():
        raise Impossible("being-printed")


def withdraw_all(issue: Issue) -> int:
    """Let no letter that is still open be answered any more; give how many there were."""
    links = issue.signing_links.filter(used_at=None, withdrawn_at=None)
    return links.update(withdrawn_at=timezone.now())


def require_reason(reason: str) -> str:
    """Give a reason as it is kept. Raises Invalid when there is none."""
    kept = noted(reason)[:40]
    if not kept:
        raise Invalid("reason-missing", field="reason")
    return kept
