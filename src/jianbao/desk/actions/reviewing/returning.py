"""Sends an issue back (退回) to an earlier step or to the editors, for a reason."""

from __future__ import annotations

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.reviewing import telling
from jianbao.desk.actions.reviewing.ground import (
    give_turn,
    note_step,
    noted,
    require_seen,
    stand_on,
    standing_approvals,
    void,
)
from jianbao.desk.actions.reviewing.handing import (
    require_reason,
    require_unprinted,
    void_sign_off,
)
from jianbao.desk.actions.snapshots import take_snapshot
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Issue, SigningLink, User, Verdict
from jianbao.desk.queries.review_readers import approvers_of
from jianbao.desk.queries.standing import Standing
from jianbao.desk.rules import Verdict as Answer
from jianbao.desk.steps import EDITING, Step


def send_back(
    issue: Issue, *, by: User, seen: str, back_to: str, reason: str, note: str = ""
) -> Verdict:
    """Send the content under the hash `seen` back to a step before, or to "editing".

    Approvals from that step on count no more; sent to the editors, those given stay and hold where
    the text stays. Everybody who had approved is told, and so are the editors. Raises NotAllowed,
    Impossible, Stale (the text is another than was seen), or Invalid (no reason, no such step).
    """
    with transaction.atomic():
        now, standing = stand_on(issue, Issue.State.IN_REVIEW, Issue.State.SIGNED)
        step = answering_step(now, standing)
        rules.require(may_send_back(by, now, standing, step))
        require_seen(now, standing, seen)
        verdict = keep_return(
            now, standing, step, by=by, link=None, back_to=back_to, reason=reason, note=note
        )
    issue.refresh_from_db()
    return verdict


def may_send_back(by: User, issue: Issue, standing: Standing, step: Step) -> Answer:
    """Say whether `by` may send it back: whose turn it is; when signed, whoever may sign."""
    seat = standing.seat(step)
    if issue.state == Issue.State.SIGNED:
        seat = seat._replace(current=True, held_by=None)
    return rules.may_answer(by, issue.bulletin, step, seat)


def answering_step(issue: Issue, standing: Standing) -> Step:
    """Give the step that speaks now: the present one, or the sign-off of a signed issue."""
    if issue.state == Issue.State.SIGNED:
        return standing.steps[-1].step
    if standing.current is None:
        raise Impossible("step-not-current")
    return standing.current


def keep_return(
    issue: Issue,
    standing: Standing,
    step: Step,
    *,
    by: User | None,
    link: SigningLink | None,
    back_to: str,
    reason: str,
    note: str,
) -> Verdict:
    """Keep a return that was found to be in order, and move the issue. Within a transaction."""
    require_unprinted(issue)
    earlier = {one.key: one for one in standing.before(step)}
    if back_to != EDITING and back_to not in earlier:
        raise Invalid("step-unknown", field="back_to")
    heard = approvers_of(issue)
    verdict = Verdict.objects.create(
        issue=issue,
        step=step.key,
        snapshot=take_snapshot(issue),
        outcome=Verdict.Outcome.SENT_BACK,
        by=by,
        link=link,
        reason=require_reason(reason),
        note=noted(note),
        back_to=back_to,
    )
    void_sign_off(issue, standing, "sent_back")
    if back_to == EDITING:
        flow.move(issue, "send_back", by=by, reason=verdict.reason, note=verdict.note)
    else:
        _to_step(issue, standing, earlier[back_to], verdict)
    telling.tell_sent_back(issue, standing, verdict, heard)
    return verdict


def _to_step(issue: Issue, standing: Standing, target: Step, verdict: Verdict) -> None:
    """Void what was approved from the target on, and give the turn to who approved it last."""
    keys = [one.step.key for one in standing.steps]
    approved = standing_approvals(issue, keys[keys.index(target.key) :])
    void(approved, "sent_back")
    if issue.state == Issue.State.SIGNED:
        flow.move(issue, "unsign", by=verdict.by, reason=verdict.reason, note=verdict.note)
    else:
        note_step(
            "return_to_step",
            issue,
            target,
            by=verdict.by,
            note=verdict.note,
            reason=verdict.reason,
            who="" if verdict.by else verdict.who,
        )
    last = next((one.by for one in reversed(approved) if one.step == target.key and one.by), None)
    to = last if last and rules.may_sit(last, issue.bulletin, target).ok else None
    give_turn(issue, target, to=to, by=verdict.by, note=verdict.note)
