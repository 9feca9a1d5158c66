"""Keeps what an item is after each save, so that every text it ever had can be seen again."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from jianbao.desk.models import Item, Revision, User

FOLDED = dt.timedelta(minutes=15)  # autosaves of one person within this time become one


def keep_revision(
    item: Item, *, by: User | None, why: str, autosave: bool = False, slip_only: bool = False
) -> Revision:
    """Add the item as it stands under its present number.

    An autosave takes the place of the autosave before it when the same person made that a short
    while ago. Call it inside the transaction of the save.
    """
    if autosave:
        fold_into = _autosave_before(item, by)
        if fold_into is not None:
            slip_only = slip_only and fold_into.slip_only
            Revision.objects.filter(pk=fold_into.pk).delete()
    return Revision.objects.create(
        item=item,
        number=item.revision,
        content=item.content,
        section_title=item.section_title,
        by=by,
        why=why,
        autosave=autosave,
        slip_only=slip_only,
    )


def _autosave_before(item: Item, by: User | None) -> Revision | None:
    last = item.revisions.order_by("-number").first()
    if last is None or not last.autosave or last.by_id != (by.pk if by else None):
        return None
    return last if timezone.now() - last.at < FOLDED else None
