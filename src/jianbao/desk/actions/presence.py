"""Notes that a person has an item open. A courtesy that runs out by itself; it protects nothing."""

from __future__ import annotations

from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.models import Item, Presence, User


def note_presence(item: Item, *, by: User) -> None:
    """Note that `by` sees the item now. Raises NotAllowed."""
    rules.require(rules.may(by, "edit", item.issue.bulletin))
    Presence.objects.update_or_create(item=item, user=by, defaults={"seen_at": timezone.now()})


def leave(item: Item, *, by: User) -> None:
    """Note that `by` closed it."""
    Presence.objects.filter(item=item, user=by).delete()
