"""Changes the number and the date of an issue in the making; a gap needs a reason."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from jianbao.desk import rules
from jianbao.desk.actions.changing import stale
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.numbering import take_numbers
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Event, Issue, User
from jianbao.desk.queries.issue_numbers import COLUMNS as _BORNE
from jianbao.desk.queries.issue_numbers import conflicts_of, gaps_before, number_of
from jianbao.desk.queries.seen import mark_of, values_of
from jianbao.document.model import IssueKind, one_line

_COLUMNS = (*_BORNE, "date")


class Numbers(NamedTuple):
    """What an issue is numbered and dated: the columns of `Issue` by the same names."""

    kind: IssueKind
    year: int
    number: int | None = None
    number_to: int | None = None
    running_number: int | None = None
    running_number_to: int | None = None
    label: str = ""
    date: dt.date | None = None


def may_renumber(user: User, issue: Issue) -> rules.Verdict:
    """Say whether `user` may change the numbers of an issue: who edits all of it, or publishes."""
    verdict = rules.may_arrange(user, issue, "publish")
    return verdict if verdict.ok else rules.may_arrange(user, issue, "edit")


def mark_of_numbers(issue: Issue) -> str:
    """Give the mark of the numbers and the date a person sees."""
    return mark_of(issue, _COLUMNS)


def renumber(issue: Issue, numbers: Numbers, *, by: User, mark: str, reason: str = "") -> Event:
    """Let the issue bear other numbers and another date; `mark` is of what the person saw.

    Raises NotAllowed, Impossible (printed, signed, or a correction: it bears the printed numbers),
    Stale, or Invalid: a number is borne by another issue, which is named; a range falls; a gap is
    left without a reason. `issue` is fresh afterwards.
    """
    rules.require(may_renumber(by, issue))
    reason = one_line(plain(reason))
    with transaction.atomic():
        Bulletin.objects.select_for_update().get(pk=issue.bulletin_id)
        now = lock(issue)
        require_editable(now)
        if mark_of_numbers(now) != mark:
            raise stale(now)
        before = _said(now)
        _write(now, numbers)
        if gaps_before(now) and not reason:
            raise Invalid("gap-needs-reason", field="reason")
        event = record("renumber", now, by=by, before=before, after=_said(now), note=reason[:500])
    issue.refresh_from_db()
    return event


def _write(issue: Issue, numbers: Numbers) -> None:
    if issue.corrects_id is not None and _differs(issue, numbers):
        raise Impossible("correction-bears-numbers")
    _require_rising(numbers)
    for name, value in numbers._asdict().items():
        setattr(issue, name, one_line(plain(value)) if isinstance(value, str) else value)
    if issue.corrects_id is not None:
        issue.save(update_fields=["date"])
        return
    for conflict in conflicts_of(issue):
        raise borne_by_another(conflict.issue, conflict.borne.number)
    try:
        with transaction.atomic():
            issue.save(update_fields=[*_COLUMNS])
            take_numbers(issue)
    except IntegrityError as error:
        raise Invalid("number-taken", field="number", number=numbers.number) from error


def borne_by_another(other: Issue | None, number: int) -> Invalid:
    """Give the refusal that names the issue which bears a number already."""
    if other is None:
        return Invalid("number-printed-before", field="number", number=number)
    return Invalid("number-borne", field="number", number=number, issue=number_of(other))


def _differs(issue: Issue, numbers: Numbers) -> bool:
    return any(getattr(issue, name) != getattr(numbers, name) for name in _BORNE)


def _require_rising(numbers: Numbers) -> None:
    pairs = (
        ("number", numbers.number, numbers.number_to),
        ("running_number", numbers.running_number, numbers.running_number_to),
    )
    for field, first, last in pairs:
        if last is not None and (first is None or last <= first):
            raise Invalid("range-falls", field=field)


def _said(issue: Issue) -> dict[str, Any]:
    values = values_of(issue, _COLUMNS)
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
