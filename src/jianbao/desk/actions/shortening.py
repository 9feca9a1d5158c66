"""Takes the shorter text of an item that is made of its own sentences alone (缩写)."""

from __future__ import annotations

from jianbao.desk.actions.editing import save_item
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Item, Revision, User
from jianbao.desk.queries.item import text_of
from jianbao.document.shortening import shorten_item

SHORTEST = 20  # characters that a text may be brought down to


def take_shorter(item: Item, limit: int, *, by: User, revision: int) -> Revision | None:
    """Save the item brought down to `limit` characters; `revision` is the one that was seen.

    The proposal is made anew of that revision, so that what is taken is what was shown. Gives
    None when it is short enough. Raises as save_item, and Invalid for a limit below SHORTEST.
    """
    if limit < SHORTEST:
        raise Invalid("limit-too-short", field="limit", least=SHORTEST)
    shorter = shorten_item(text_of(item), limit=limit).item
    return save_item(item, shorter, by=by, revision=revision, why="shorten")
