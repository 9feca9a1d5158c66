"""Who answers for what in a review: who wrote what stands in an issue, and who has approved it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from jianbao.desk.models import Issue, Item, Origin, Revision, User, Verdict
from jianbao.desk.queries.issues import items_of
from jianbao.desk.rules import marks_of


def authors_of(issue: Issue) -> frozenset[str]:
    """Give the marks of all who wrote what stands in an issue.

    These are who sent what its items are made from, who made them, and who has ever changed more
    in them than slips of the pen.
    """
    items = list(items_of(issue).order_by().values_list("pk", flat=True))
    wrote = Revision.objects.filter(item__in=items, slip_only=False).order_by().values("by")
    made = Item.objects.filter(pk__in=items).order_by().values("made_by")
    sent = Origin.objects.filter(item__in=items).values("contribution__sent_by")
    who = Q(pk__in=wrote) | Q(pk__in=made) | Q(pk__in=sent)
    people = User.objects.filter(who).only("pk", "email")
    return frozenset().union(*map(marks_of, people))


def marks_of_verdict(verdict: Verdict) -> frozenset[str]:
    """Give what the person of a verdict is known by, with an account or without."""
    if verdict.by is not None:
        return marks_of(verdict.by)
    return frozenset({verdict.link.email.casefold()}) if verdict.link else frozenset()


def marks_of_all(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """Give the marks of everybody who gave one of these verdicts."""
    return frozenset().union(*map(marks_of_verdict, verdicts))
