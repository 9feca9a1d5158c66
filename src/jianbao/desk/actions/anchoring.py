"""Moves the marks of comments with the text of their item, within the save that changes it."""

from __future__ import annotations

from jianbao.desk.models import Comment, Item
from jianbao.language.anchors import Anchor, move_anchor

QUOTED = 200  # characters of a passage that are kept


def move_comments(item: Item, before: str, after: str) -> None:
    """Give each mark of the item its place in the new text, or note that its passage is gone.

    What was marked is kept as it read then; of a passage that is gone, as it read last, so that
    it is found again when its words come back.
    """
    if before == after:
        return
    marked = item.comments.filter(start__isnull=False, end__isnull=False)
    for comment in marked:
        moved = move_anchor(anchor_of(comment, before), before, after)
        if moved.lost and not comment.lost:
            comment.quote = moved.quote[:QUOTED]
        comment.start, comment.end, comment.lost = moved.start, moved.end, moved.lost
        comment.save(update_fields=["start", "end", "lost", "quote"])


def anchor_of(comment: Comment, text: str) -> Anchor:
    """Give the mark of a comment in the text that it stands in."""
    assert comment.start is not None
    assert comment.end is not None
    start, end = min(comment.start, len(text)), min(comment.end, len(text))
    quote = comment.quote if comment.lost else text[start:end]
    return Anchor(start, end, quote, comment.lost)
