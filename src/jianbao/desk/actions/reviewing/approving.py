"""Approves an issue in a step (通过), signs it in the last (签发), and takes an approval back."""

from __future__ import annotations

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.reviewing import telling
from jianbao.desk.actions.reviewing.ground import (
    current_of,
    give_turn,
    note_step,
    noted,
    require_seat,
    require_seen,
    stand_on,
    void,
)
from jianbao.desk.actions.reviewing.handing import require_unprinted
from jianbao.desk.actions.snapshots import take_snapshot
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Issue, SigningLink, User, Verdict
from jianbao.desk.queries.review_readers import approvers_of
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.steps import Step


def approve(
    issue: Issue, *, by: User, step: str, seen: str, note: str = "", to: User | None = None
) -> Verdict:
    """Approve the content under the hash `seen` in `step`; then it is the turn of `to`.

    The approval of the sign-off signs the issue. Raises Impossible (another step by now), Stale
    (the text is another than was seen), NotAllowed (not theirs, their own text, approved already),
    or Invalid (a rule is broken that the bulletin lets be broken, and no note says why; the next
    step is not for `to`).
    """
    with transaction.atomic():
        now, standing = stand_on(issue)
        current = current_of(standing, step)
        answer = rules.may_review(by, now.bulletin, current, standing.seat(current))
        rules.require(answer)
        require_seen(now, standing, seen)
        if answer.override and not noted(note):
            raise Invalid("note-missing", field="note")
        verdict = keep_approval(
            now, standing, current, by=by, link=None, note=note, to=to, override=answer.override
        )
    issue.refresh_from_db()
    return verdict


def keep_approval(
    issue: Issue,
    standing: Standing,
    step: Step,
    *,
    by: User | None,
    link: SigningLink | None,
    note: str,
    to: User | None = None,
    override: str = "",
) -> Verdict:
    """Keep an approval that was found to be in order, and hand on or sign. Within a transaction."""
    verdict = Verdict.objects.create(
        issue=issue,
        step=step.key,
        snapshot=take_snapshot(issue),
        outcome=Verdict.Outcome.APPROVED,
        by=by,
        link=link,
        note=noted(note),
        override=override,
    )
    if step.kind == "sign_off":
        _sign(issue, standing, verdict)
    else:
        _hand_on(issue, step, verdict, to)
    return verdict


def take_back(verdict: Verdict, *, by: User) -> None:
    """Take one's own approval back while nobody has acted on it; it is one's turn again.

    Raises NotAllowed (another's), or Impossible (it counts no more, or somebody acted since).
    """
    with transaction.atomic():
        states = (Issue.State.IN_REVIEW, Issue.State.SIGNED)
        now, standing = stand_on(verdict.issue, *states)
        verdict.refresh_from_db()
        if verdict.by_id != by.pk:
            raise NotAllowed("another-verdict")
        step = next((one.step for one in standing.steps if one.step.key == verdict.step), None)
        if step is None or not may_be_taken_back(now, verdict):
            raise Impossible("acted-meanwhile")
        void([verdict], "taken_back")
        if now.state == Issue.State.SIGNED:
            require_unprinted(now)
            flow.move(now, "unsign", by=by, note=step.name)
        else:
            note_step("take_back_approval", now, step, by=by)
        give_turn(now, step, to=by, by=by)
    verdict.issue.refresh_from_db()


def may_be_taken_back(issue: Issue, verdict: Verdict) -> bool:
    """Say whether nobody has acted since: no later verdict, and no handover but its own."""
    if verdict.void_since is not None or verdict.outcome != Verdict.Outcome.APPROVED:
        return False
    later = issue.verdicts.filter(pk__gt=verdict.pk, void_since__isnull=True)
    handed = issue.handovers.filter(at__gt=verdict.at).count()
    return not later.exists() and handed <= 1 and not issue.editions.exists()


def _sign(issue: Issue, standing: Standing, verdict: Verdict) -> None:
    flow.move(issue, "sign", by=verdict.by, note=_signed_note(verdict))
    telling.tell_signed(issue, standing.content, verdict, approvers_of(issue))


def _signed_note(verdict: Verdict) -> str:
    """Say in the log who signed without an account."""
    return " ".join(filter(None, ("" if verdict.by else verdict.who, verdict.note)))[:500]


def _hand_on(issue: Issue, step: Step, verdict: Verdict, to: User | None) -> None:
    note_step(
        "approve",
        issue,
        step,
        by=verdict.by,
        note=verdict.note,
        who="" if verdict.by else verdict.who,
        override=verdict.override,
        content=verdict.snapshot.sha256[:12],
    )
    standing = standing_of(issue)
    following = standing.current
    if following is None:  # the sign-off never holds outside a signed issue
        raise Impossible("step-not-current")
    require_seat(issue, standing, following, to)
    turn = give_turn(issue, following, to=to, by=verdict.by)
    telling.tell_turn(issue, standing, following, turn)
