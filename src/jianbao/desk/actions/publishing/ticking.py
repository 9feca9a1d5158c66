"""Ticks lines of the list to check before printing, each for one exact content."""

from __future__ import annotations

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.snapshots import take_snapshot
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Issue, Tick, User
from jianbao.desk.queries.editions import edition_in_press
from jianbao.desk.queries.publishing.desk_checks import checklist_of


def tick(issue: Issue, line: str, *, by: User, seen: str) -> Tick:
    """Note that `by` has checked a line on the content under the hash `seen`.

    Whoever ticked first stands. Raises NotAllowed, Invalid (no such line), Stale, Impossible.
    """
    with transaction.atomic():
        now = _require(issue, line, by)
        snapshot = take_snapshot(now)
        if snapshot.sha256 != seen:
            raise Stale("content-changed")
        given, fresh = Tick.objects.get_or_create(
            issue=now, text=line, snapshot=snapshot, defaults={"by": by}
        )
        if fresh:
            record("tick", now, by=by, after={"line": line, "content": seen[:12]})
    return given


def untick(issue: Issue, line: str, *, by: User, seen: str) -> None:
    """Take a tick back. Raises NotAllowed, Invalid (no such line), Impossible (being printed)."""
    with transaction.atomic():
        now = _require(issue, line, by)
        ticked = Tick.objects.filter(issue=now, text=line, snapshot__sha256=seen)
        if ticked.delete()[0]:
            record("untick", now, by=by, after={"line": line, "content": seen[:12]})


def _require(issue: Issue, line: str, by: User) -> Issue:
    rules.require(rules.may_arrange(by, issue, "comment"))
    now = lock(issue)
    if now.state == Issue.State.PUBLISHED or edition_in_press(now) is not None:
        raise Impossible("already-printed")
    if line not in checklist_of(now):
        raise Invalid("line-unknown", field="line")
    return now
