"""What a bulletin has printed: its issues, and the numbers that are missing between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import ApiToken, Bulletin, Invitation, Issue, Role, User


class Gap(NamedTuple):
    """Numbers that no issue bears, both ends included; `year` None for running numbers."""

    year: int | None
    first: int
    last: int


def printed(bulletin: Bulletin) -> QuerySet[Issue]:
    """Give the printed issues, the latest first, each with its `item_count`."""
    return (
        bulletin.issues.filter(state=Issue.State.PUBLISHED, corrects__isnull=True)
        .defer("content")
        .annotate(item_count=Count("items", filter=Q(items__withdrawn_at=None)))
        .order_by("-year", "-number", "-pk")
    )


def gaps(bulletin: Bulletin) -> list[Gap]:
    """Find the numbers missing between the issues known, by year and of the running number.

    What was printed before the first issue known here is no gap. Duplicates cannot be: the
    database refuses them.
    """
    rows = list(
        bulletin.issues.filter(corrects__isnull=True)
        .exclude(kind="special")
        .values_list("year", "number", "number_to", "running_number", "running_number_to")
    )
    years: dict[int, set[int]] = {}
    running: set[int] = set()
    for year, number, number_to, run, run_to in rows:
        years.setdefault(year, set()).update(_span(number, number_to))
        running.update(_span(run, run_to))
    first_year = min(years, default=0)
    found = [
        Gap(year, *ends)
        for year, numbers in sorted(years.items())
        for ends in _missing(numbers if year == first_year else numbers | {0})
    ]
    return found + [Gap(None, *ends) for ends in _missing(running)]


def keys_of(bulletin: Bulletin) -> QuerySet[ApiToken]:
    """Give the keys of programs that were made for this bulletin, those in use first."""
    return (
        ApiToken.objects.filter(bulletin=bulletin)
        .select_related("user")
        .order_by("revoked_at", "-created_at")
    )


def editors(bulletin: Bulletin) -> QuerySet[User]:
    """Give the people who edit a bulletin or sections of it, by name."""
    held = User.objects.filter(grants__bulletin=bulletin, grants__role=Role.EDITOR, is_active=True)
    return held.distinct().order_by("full_name", "pk")


def open_invitations(bulletin: Bulletin) -> QuerySet[Invitation]:
    """Give the invitations of editors that wait for an answer."""
    return Invitation.objects.filter(
        bulletin=bulletin,
        role=Role.EDITOR,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
    ).order_by("pk")


def people_to_choose(bulletin: Bulletin, user: User, *, everybody: bool) -> QuerySet[User]:
    """Give whom `user` can make an editor: all accounts, or those with a role here; no editors."""
    found = User.objects.filter(is_active=True).exclude(pk=user.pk)
    found = found.exclude(pk__in=editors(bulletin).values("pk"))
    if not everybody:
        found = found.filter(grants__bulletin=bulletin).distinct()
    return found.order_by("full_name", "pk")


def _span(first: int | None, last: int | None) -> Iterable[int]:
    return () if first is None else range(first, (last or first) + 1)


def _missing(numbers: set[int]) -> list[tuple[int, int]]:
    ordered = sorted(numbers)
    pairs = itertools.pairwise(ordered)
    return [(one + 1, two - 1) for one, two in pairs if two - one > 1]
