"""The comments of an issue as threads, in the order of print. Settled ones come when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jianbao.desk.models import Comment, Issue, Item


class Thread(NamedTuple):
    """A comment with its answers; `number` counts the threads of what was asked for from 1."""

    number: int
    comment: Comment
    answers: tuple[Comment, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.comment.resolved_at is not None


def threads_of(issue: Issue) -> list[Thread]:
    """Give all threads: of the issue as a whole first, then item by item as they stand in them."""
    found = issue.comments.select_related("by", "link", "resolved_by", "item")
    return _threads(found)


def threads_on(item: Item) -> list[Thread]:
    """Give the threads of one item, as they stand in it."""
    return _threads(item.comments.select_related("by", "link", "resolved_by", "item"))


def _threads(comments: Iterable[Comment]) -> list[Thread]:
    rows = list(comments)
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        if row.parent_id is not None:
            answers.setdefault(row.parent_id, []).append(row)
    firsts = sorted((row for row in rows if row.parent_id is None), key=_place)
    return [
        Thread(number, row, tuple(answers.get(row.pk, ()))) for number, row in enumerate(firsts, 1)
    ]


def _place(comment: Comment) -> tuple[int, int, int]:
    position = comment.item.position if comment.item else -1
    return position, -1 if comment.start is None else comment.start, comment.pk
