"""Hands an item to another editor: whose work it is now. It changes no text."""

from __future__ import annotations

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Event, Item, User


def hand_on(item: Item, to: User | None, *, by: User) -> Event:
    """Make the item the work of `to`, or of nobody in particular.

    Raises NotAllowed, Invalid (`to` does not edit its section), or Impossible (it is signed).
    """
    rules.require(rules.may_edit(by, item))
    if to is not None and not rules.may_edit(to, item).ok:
        raise Invalid("not-an-editor", field="to")
    with transaction.atomic():
        issue = lock(item.issue)
        require_editable(issue)
        now = Item.objects.get(pk=item.pk)
        before = now.editor
        now.editor = to
        now.save(update_fields=["editor"])
        event = record(
            "hand_item",
            now,
            by=by,
            bulletin=issue.bulletin,
            before={"to": before.pk, "name": str(before)} if before else {},
            after={"to": to.pk, "name": str(to)} if to else {},
        )
    item.editor = to
    return event
