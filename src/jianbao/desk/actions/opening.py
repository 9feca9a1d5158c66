"""Notes that somebody who had signed in opened an edition. No letter and no link is followed."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.models import Edition, Opening, User

ONCE_IN = dt.timedelta(hours=1)  # going back and forth is one opening


def note_opening(edition: Edition, user: User) -> None:
    """Count a person among the readers of an edition.

    A reader is who opened the reading page of an edition while signed in and was not, at that
    time, among those who make the bulletin (they may see its unprinted issues). Nobody else is
    counted: no letter that was opened, no link without an account, no file, no program. A reader
    is one row however often they come, and one further opening an hour at most.
    """
    if rules.may(user, "see_issue", edition.issue.bulletin).ok:
        return
    now = timezone.now()
    known = Opening.objects.filter(edition=edition, user=user)
    last = known.values_list("last_at", flat=True).first()
    if last is None:
        Opening.objects.bulk_create(
            [Opening(edition=edition, user=user, first_at=now, last_at=now)], ignore_conflicts=True
        )
    elif last <= now - ONCE_IN:
        known.filter(last_at=last).update(last_at=now, times=F("times") + 1)
