"""A long item brought down to a number of characters; its title and its lead are never touched."""

from __future__ import annotations

import msgspec

from jianbao.document.model import Item
from jianbao.language.shorten import shorten


class ShortenedItem(msgspec.Struct, frozen=True, kw_only=True):
    """The shorter item, and whether it keeps to the limit: title and lead alone may be longer."""

    item: Item
    fits: bool


def shorten_item(item: Item, *, limit: int) -> ShortenedItem:
    """Leave out sentences and clauses until the item's `text` has at most `limit` characters.

    What is left of several paragraphs is one. A clause that names who signed the item is kept
    before others. An item within the limit comes back as it is.
    """
    if len(item.text) <= limit:
        return ShortenedItem(item=item, fits=True)
    kept = _shorter_body(item, limit)
    shorter = with_paragraphs(item, (kept,) if kept else ())
    return ShortenedItem(item=shorter, fits=len(shorter.text) <= limit)


def _shorter_body(item: Item, limit: int) -> str:
    """Shorten the paragraphs as the rest of a text that begins with title and lead."""
    units = item.byline.units if item.byline else ()
    head = (item.title or "") + (item.lead or "")
    whole = shorten(item.text, limit=limit, keep=units)
    if whole.text.startswith(head) and (whole.fits or not head):
        return whole.text[len(head) :].strip()
    body = shorten("".join(item.paragraphs), limit=max(0, limit - len(head)), keep=units)
    return body.text.strip() if body.fits else ""


def with_paragraphs(item: Item, paragraphs: tuple[str, ...]) -> Item:
    """Give the item with other paragraphs; pictures and tables stand no later than the last."""
    last = len(paragraphs)
    return msgspec.structs.replace(
        item,
        paragraphs=paragraphs,
        pictures=tuple(
            msgspec.structs.replace(picture, after=min(picture.after, last))
            for picture in item.pictures
        ),
        tables=tuple(
            msgspec.structs.replace(table, after=min(table.after, last)) for table in item.tables
        ),
    )
