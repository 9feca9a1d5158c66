"""Opens the next issue of a bulletin, numbered on from the last. Publishes nothing."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db import IntegrityError, transaction

from jianbao.desk import rules
from jianbao.desk.actions.numbering import take_numbers
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Bulletin, Issue, User
from jianbao.desk.queries.arrangement import standing_arrangement
from jianbao.desk.queries.issues import current_issue, highest_running_number, newest_issue


def open_issue(bulletin: Bulletin, today: dt.date, *, by: User | None = None) -> Issue:
    """Give the open issue, opened now if there is none.

    Its number counts on within the year of `today`, its running number since the first issue, and
    its window begins the day after the last one ended. Of two people who open it at once, both
    get the same. Raises NotAllowed.
    """
    if by is not None:
        rules.require(rules.may(by, "decide", bulletin))
    issue = current_issue(bulletin)
    if issue is not None:
        return issue
    try:
        with transaction.atomic():
            return _open(bulletin, today, by)
    except IntegrityError:
        issue = current_issue(bulletin)
        if issue is None:
            raise Impossible("issue-number-taken") from None
        return issue


def _open(bulletin: Bulletin, today: dt.date, by: User | None) -> Issue:
    Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    issue = current_issue(bulletin)
    if issue is not None:
        return issue
    start, end = _window(bulletin, today)
    issue = Issue.objects.create(
        bulletin=bulletin,
        year=today.year,
        number=_next_number(bulletin, today.year),
        running_number=_next_running_number(bulletin),
        window_start=start,
        window_end=end,
        sections=msgspec.to_builtins(standing_arrangement(bulletin)),
    )
    take_numbers(issue)
    after = {"year": issue.year, "number": issue.number, "running_number": issue.running_number}
    record("open_issue", issue, by=by, after=after)
    return issue


def _next_number(bulletin: Bulletin, year: int) -> int:
    last = bulletin.last_number if bulletin.last_year == year and bulletin.last_number else 0
    newest = newest_issue(bulletin)
    if newest is not None and newest.year == year:
        last = max(last, newest.number or 0, newest.number_to or 0)
    return last + 1


def _next_running_number(bulletin: Bulletin) -> int | None:
    """Count on; None for a bulletin that has printed issues and never counted them through."""
    highest = highest_running_number(bulletin)
    if highest is not None:
        return highest + 1
    return None if bulletin.last_number or newest_issue(bulletin) else 1


def _window(bulletin: Bulletin, today: dt.date) -> tuple[dt.date, dt.date]:
    """Begin where the last window ended, and end with the first whole period not yet over."""
    days = max(1, bulletin.days_per_issue)
    newest = newest_issue(bulletin)
    ended = newest.window_end if newest else None
    start = ended + dt.timedelta(1) if ended else today
    periods = max(1, -(-((today - start).days + 1) // days))
    return start, start + dt.timedelta(periods * days - 1)
