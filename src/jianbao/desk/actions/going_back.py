"""Goes back to a text that an item had; what stood until then stays among its revisions."""

from __future__ import annotations

import msgspec
from django.db import transaction

from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.placing import lock
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Item, Revision, User
from jianbao.document import model


def restore(item: Item, number: int, *, by: User, revision: int) -> Revision | None:
    """Give the item the text of its revision `number` again; that is a save like any other.

    Raises as save_item, and Invalid when there is no such revision.
    """
    kept = item.revisions.filter(number=number).first()
    if kept is None:
        raise Invalid("revision-missing", field="number")
    content = msgspec.convert(kept.content, model.Item)
    return save_item(item, content, by=by, revision=revision, why="restore")


def keep_theirs(item: Item, mine: model.Item, *, by: User, revision: int) -> Revision | None:
    """Let the text stand that somebody else saved, and keep mine as the revision before it.

    `revision` is that of theirs. Raises as save_item.
    """
    with transaction.atomic():
        lock(item.issue)
        now = Item.objects.get(pk=item.pk)
        theirs = msgspec.convert(now.content, model.Item)
        if save_item(item, mine, by=by, revision=revision, why="aside") is None:
            return None
        return save_item(item, theirs, by=by, revision=item.revision, why="restore")
