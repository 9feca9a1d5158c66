"""What each act of a review stands on: the issue locked, as it stands now, as the person saw it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Event, Handover, Issue, User, Verdict
from jianbao.desk.queries.changes import changes_since, said_briefly
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.steps import Step

_LONGEST = 500  # characters of a note
_HOUR = 18  # of the day on which a step is due


def stand_on(issue: Issue, *states: str) -> tuple[Issue, Standing]:
    """Lock the issue and say where it stands. Raises Impossible when it is in no such state."""
    now = lock(issue)
    if now.state not in (states or (Issue.State.IN_REVIEW,)):
        raise Impossible("not-in-review", state=now.get_state_display())
    return now, standing_of(now)


def current_of(standing: Standing, step: str) -> Step:
    """Give the step that is to be answered; Impossible when it is another than `step` by now."""
    current = standing.current
    if current is None or current.key != step:
        raise Impossible("step-not-current")
    return current


def require_seen(issue: Issue, standing: Standing, seen: str) -> None:
    """Raise Stale, saying what changed, unless the person saw the content that stands now."""
    if seen != standing.sha256:
        what = said_briefly(changes_since(issue, seen, standing.content))
        raise Stale("text-changed-meanwhile", what=what)


def noted(text: str) -> str:
    """Give a note as it is kept."""
    return plain(text).strip()[:_LONGEST]


def due_of(step: Step, now: dt.datetime) -> dt.datetime | None:
    """Give when a step handed over now is due: in the evening, and on no Saturday or Sunday."""
    if step.days is None:
        return None
    day = timezone.localtime(now).date() + dt.timedelta(step.days)
    day += dt.timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(_HOUR)))


def give_turn(
    issue: Issue,
    step: Step,
    *,
    to: User | None,
    by: User | None,
    note: str = "",
    due_at: dt.datetime | None = None,
) -> Handover:
    """Note whose turn it is now; without a time, by when the step wants it."""
    return Handover.objects.create(
        issue=issue,
        step=step.key,
        to=to,
        by=by,
        due_at=due_at or due_of(step, timezone.now()),
        note=note,
    )


def require_seat(issue: Issue, standing: Standing, step: Step, to: User | None) -> None:
    """Raise Invalid when `step` is handed to somebody who may not approve it."""
    if to is None:
        return
    seat = standing.seat(step)._replace(current=True, held_by=to.pk)
    verdict = rules.may_review(to, issue.bulletin, step, seat)
    if not verdict.ok:
        raise Invalid("not-for-them", field="to", who=str(to), step=step.name)


def void(verdicts: Iterable[Verdict], because: str) -> None:
    """Let approvals count no more."""
    keys = [verdict.pk for verdict in verdicts]
    Verdict.objects.filter(pk__in=keys).update(void_since=timezone.now(), void_because=because)


def standing_approvals(issue: Issue, steps: Iterable[str]) -> list[Verdict]:
    """Give the approvals in these steps that nobody has voided."""
    given = issue.verdicts.filter(
        step__in=list(steps), outcome=Verdict.Outcome.APPROVED, void_since__isnull=True
    )
    return list(given.select_related("by", "link"))


def note_step(
    verb: str, issue: Issue, step: Step, *, by: User | None, note: str = "", **after: str
) -> Event:
    """Add the row of the log for an act in a step that changes no state."""
    said = {name: value for name, value in after.items() if value}
    return record(verb, issue, by=by, after={"step": step.name} | said, note=note)
