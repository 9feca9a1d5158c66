"""What 今日 says: the issue being made, what each person must do, and what is not set up yet.

Every figure here is counted by the same words as the list that it opens.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import Bulletin, Grant, Issue, Letter, Mailbox, Role
from jianbao.desk.queries.arrangement import arrangement_of, item_length_of
from jianbao.desk.queries.issues import current_issue, items_of, newest_issue
from jianbao.desk.queries.item_length import length_of, lines_over


class SectionLine(NamedTuple):
    """A section in the open issue: its items, those longer than it wants, and that length."""

    title: str
    items: int
    long: int
    wanted: int | None


class Period(NamedTuple):
    """The days that contributions are collected in now; both included."""

    first: dt.date
    last: dt.date

    def days_left(self, today: dt.date) -> int:
        """Count the days still to come; the last day itself leaves 0, a day later -1."""
        return (self.last - today).days


def period_of(bulletin: Bulletin, issue: Issue | None, today: dt.date) -> Period:
    """Give the window of the open issue, or the one that the next issue would have."""
    days = dt.timedelta(max(1, bulletin.days_per_issue) - 1)
    if issue and issue.window_start:
        return Period(issue.window_start, issue.window_end or issue.window_start + days)
    newest = newest_issue(bulletin)
    if newest and newest.window_end and newest.window_end < today:
        first = newest.window_end + dt.timedelta(1)
        return Period(first, max(first + days, today))
    return Period(today - days, today)


def section_lines(issue: Issue | None) -> list[SectionLine]:
    """Count the items of an issue by its own sections, in the order of print."""
    if issue is None:
        return []
    places = [place for place in arrangement_of(issue) if not place.hidden]
    found = {place.title: SectionLine(place.title, 0, 0, place.item_length) for place in places}
    for item in items_of(issue):
        title = item.section_title
        line = found.get(title, SectionLine(title, 0, 0, item_length_of(issue, title)))
        long = lines_over(length_of(item.content), line.wanted) > 0
        found[title] = line._replace(items=line.items + 1, long=line.long + long)
    return list(found.values())


def troubled_mailboxes(bulletin: Bulletin) -> QuerySet[Mailbox]:
    """Give the polled mailboxes whose last visit failed."""
    return bulletin.mailboxes.filter(active=True, failing_since__isnull=False)


def stuck_letters(bulletin: Bulletin) -> QuerySet[Letter]:
    """Give the letters that were refused or of which nobody knows, the newest first."""
    lost = (Letter.State.FAILED, Letter.State.UNKNOWN)
    return Letter.objects.filter(bulletin=bulletin, state__in=lost).order_by("-written_at", "-pk")


def setup(bulletin: Bulletin) -> dict[str, int]:
    """Count what a bulletin needs before it can work; 0 says that this is still to do."""
    counted = Bulletin.objects.filter(pk=bulletin.pk).aggregate(
        sections=Count("sections", filter=Q(sections__hidden=False), distinct=True),
        units=Count("units", filter=Q(units__closed_at=None), distinct=True),
        correspondents=Count(
            "correspondents", filter=Q(correspondents__left_at=None), distinct=True
        ),
        mailboxes=Count("mailboxes", filter=Q(mailboxes__active=True), distinct=True),
    )
    editors = Grant.objects.filter(
        bulletin=bulletin, role=Role.EDITOR, user__is_active=True
    ).aggregate(n=Count("user", distinct=True))["n"]
    return counted | {"editors": editors, "numbering": bulletin.last_number or 0}


def current(bulletin: Bulletin) -> Issue | None:
    """Give the issue that 今日 shows: the open one, else one under review or signed."""
    issue = current_issue(bulletin)
    if issue is not None:
        return issue
    made = bulletin.issues.filter(
        state__in=(Issue.State.IN_REVIEW, Issue.State.SIGNED), corrects__isnull=True
    )
    return made.order_by(F("opened_at").desc(), "-pk").first()


def local_day() -> dt.date:
    """Give the day it is on the desk."""
    return timezone.localdate()
