"""Who opened an edition while signed in; `actions.opening.note_opening` says who is counted."""

from __future__ import annotations

from django.db.models import QuerySet

from jianbao.desk.models import Edition, Opening


def openings_of(edition: Edition) -> QuerySet[Opening]:
    """Give the readers of an edition, who came first before the others."""
    found = Opening.objects.filter(edition=edition).select_related("user")
    return found.order_by("first_at", "pk")


def count_readers(edition: Edition) -> int:
    """Count the readers of an edition."""
    return Opening.objects.filter(edition=edition).count()
