"""The family of a divided contribution: the whole as it came, and the pieces made of it."""

from __future__ import annotations

from django.db.models import QuerySet

from jianbao.desk.models import Contribution


def whole_of(contribution: Contribution) -> Contribution:
    """Give the contribution as it came; a whole is its own."""
    if contribution.piece == 0:
        return contribution
    return Contribution.objects.get(
        bulletin_id=contribution.bulletin_id, raw_id=contribution.raw_id, piece=0
    )


def pieces_of(contribution: Contribution) -> QuerySet[Contribution]:
    """Give the pieces that were made of this contribution itself, in order."""
    return contribution.pieces.select_related("unit").order_by("piece")
