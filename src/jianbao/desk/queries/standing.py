"""Where an issue stands in its review: derived from verdicts and the present content each time.

An approval holds while the content is the one that was approved. A review (审) holds also when
nothing but slips of the pen has changed since; a proof (校) and the sign-off do not. It holds for
nobody who has since become an author, nor twice for one person; so whatever order things were
done in, the steps that hold were approved by different people and by no author, unless the
verdict says that the bulletin let it be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from jianbao.desk.models import (
    Bulletin,
    Handover,
    Issue,
    Revision,
    SigningLink,
    Snapshot,
    User,
    Verdict,
)
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issue_steps import steps_of
from jianbao.desk.queries.reviewers import authors_of, marks_of_all, marks_of_verdict
from jianbao.desk.queries.slips import is_slip_of
from jianbao.desk.rules import Seat, may_sit
from jianbao.desk.steps import Step
from jianbao.document import model

Fallen = Literal["", "changed", "own", "twice"]


class StepStanding(NamedTuple):
    """One step: the approval that holds, or the last one that does not, and why not.

    `fallen` is "changed" when the content is another, "own" when who approved has changed the
    text since, "twice" when the same person's approval counts for another step already.
    """

    step: Step
    verdict: Verdict | None = None
    fallen: Fallen = ""

    @property
    def holds(self) -> bool:
        """Whether the present content is approved in this step."""
        return self.verdict is not None and not self.fallen


class Turn(NamedTuple):
    """Whose turn it is, since when and until when; `to` None leaves it to whoever may do it.

    Without a handover the step has opened again by itself: it is with who approved it last.
    """

    to: User | None
    since: dt.datetime
    due_at: dt.datetime | None = None
    by: User | None = None
    note: str = ""
    handover: Handover | None = None


class Standing(NamedTuple):
    """An issue in its review: the present content and its hash, its steps, whose turn it is."""

    content: model.Issue
    sha256: str
    steps: tuple[StepStanding, ...]
    authors: frozenset[str]
    turn: Turn | None

    @property
    def current(self) -> Step | None:
        """The first step that does not hold; None when all do."""
        return next((one.step for one in self.steps if not one.holds), None)

    @property
    def done(self) -> bool:
        """Whether every step holds for the present content."""
        return self.current is None

    def of(self, key: str) -> StepStanding | None:
        """Give how the step of this key stands."""
        return next((one for one in self.steps if one.step.key == key), None)

    def before(self, step: Step) -> tuple[Step, ...]:
        """Give the steps before `step`: where it can be sent back to."""
        keys = [one.step.key for one in self.steps]
        return tuple(one.step for one in self.steps[: keys.index(step.key)])

    def seat(self, step: Step) -> Seat:
        """Give what `rules.may_review` asks of a step."""
        others = (
            o for o in self.steps if o.step.key != step.key and _group(o.step) == _group(step)
        )
        return Seat(
            current=self.current == step,
            held_by=self.turn.to.pk if self.turn and self.turn.to else None,
            authors=self.authors,
            done=marks_of_all(one.verdict for one in others if one.holds and one.verdict),
        )


def standing_of(issue: Issue) -> Standing:
    """Say where an issue stands. Whose turn it is, is known while it is in review."""
    content = content_of(issue)
    sha256 = hash_of(content)
    steps = steps_of(issue)
    authors = authors_of(issue)
    found = _stand(steps, _approvals(issue), _Present(issue.bulletin, content, sha256, authors))
    current = next((one for one in found if not one.holds), None)
    in_review = issue.state == Issue.State.IN_REVIEW
    turn = _turn(issue, current) if current and in_review else None
    return Standing(content, sha256, found, authors, turn)


def open_link(issue: Issue, step: Step, sha256: str, now: dt.datetime) -> SigningLink | None:
    """Give the letter that somebody without an account may answer now, for this very content."""
    links = issue.signing_links.filter(
        step=step.key,
        snapshot__sha256=sha256,
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=now,
    )
    return links.order_by("-pk").first()


class _Present(NamedTuple):
    bulletin: Bulletin
    content: model.Issue
    sha256: str
    authors: frozenset[str]


def _approvals(issue: Issue) -> list[Verdict]:
    """Give the approvals that nobody has voided, the newest first."""
    given = issue.verdicts.filter(outcome=Verdict.Outcome.APPROVED, void_since__isnull=True)
    return list(
        given.select_related("snapshot", "by", "link").defer("snapshot__content").order_by("-pk")
    )


def _stand(
    steps: Sequence[Step], approvals: Sequence[Verdict], now: _Present
) -> tuple[StepStanding, ...]:
    counted: dict[str, frozenset[str]] = {}
    found = []
    for step in steps:
        given = [verdict for verdict in approvals if verdict.step == step.key]
        standing = _step(step, given, now, counted.get(_group(step), frozenset()))
        if standing.holds and standing.verdict:
            marks = marks_of_verdict(standing.verdict)
            counted[_group(step)] = counted.get(_group(step), frozenset()) | marks
        found.append(standing)
    return tuple(found)


def _step(
    step: Step, given: Iterable[Verdict], now: _Present, counted: frozenset[str]
) -> StepStanding:
    """Give the newest approval that holds; where none does, the newest."""
    last = StepStanding(step)
    for verdict in given:
        fallen = _fallen(step, verdict, now, counted)
        if not fallen:
            return StepStanding(step, verdict)
        if last.verdict is None:
            last = StepStanding(step, verdict, fallen)
    return last


def _fallen(step: Step, verdict: Verdict, now: _Present, counted: frozenset[str]) -> Fallen:
    allowed = verdict.override.split()
    marks = marks_of_verdict(verdict)
    if not _covers(step, verdict.snapshot, now):
        return "changed"
    if step.kind != "proof" and marks & now.authors and "own" not in allowed:
        return "own"
    return "twice" if marks & counted and "twice" not in allowed else ""


def _covers(step: Step, approved: Snapshot, now: _Present) -> bool:
    """Say whether what was approved is what stands now; of a review, but for slips of the pen."""
    if approved.sha256 == now.sha256:
        return True
    return step.kind == "review" and is_slip_of(approved, now.content, now.sha256, now.bulletin)


def _group(step: Step) -> str:
    """Name the steps that want different people: reviews with the sign-off, and proofs."""
    return "proofs" if step.kind == "proof" else "reviews"


def _turn(issue: Issue, current: StepStanding) -> Turn:
    last = issue.handovers.select_related("to", "by").order_by("-pk").first()
    if last is not None and last.step == current.step.key:
        return Turn(last.to, last.at, last.due_at, last.by, last.note, last)
    given = current.verdict if current.fallen == "changed" else None
    last_by = given.by if given else None
    to = last_by if last_by and may_sit(last_by, issue.bulletin, current.step).ok else None
    newest = Revision.objects.filter(item__issue=issue).order_by("-at").first()
    times = [row.at for row in (last, newest) if row is not None]
    return Turn(to, max(times, default=issue.opened_at))
