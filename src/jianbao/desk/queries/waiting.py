"""What waits for a decision: the number beside 收稿 equals the list that it opens."""

from __future__ import annotations

from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Contribution


def waiting(bulletin: Bulletin) -> QuerySet[Contribution]:
    """Give the contributions of a bulletin that nobody has decided on (待处理)."""
    return Contribution.objects.filter(bulletin=bulletin, state=Contribution.State.WAITING)


def count_waiting(bulletin: Bulletin) -> int:
    """Count them."""
    return waiting(bulletin).count()
