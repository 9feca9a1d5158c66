"""Lets a printed issue follow its correction: what it says, and the items that stand for it."""

from __future__ import annotations

from django.utils import timezone

from jianbao.desk.actions.keeping import keep_revision
from jianbao.desk.actions.placing import last_position, number_items
from jianbao.desk.actions.recording import record
from jianbao.desk.models import Edition, Issue, Item, User
from jianbao.desk.queries.issues import items_of

_FOLLOWED = ("content", "headline", "section", "section_title", "subsection_title", "unit")


def follow_correction(printed: Issue, draft: Issue, edition: Edition) -> None:
    """Give the printed issue what its correction says, item by item, once that is out.

    Copies give their text back to what they were copied from, new items come over, what the draft
    left out is withdrawn. Call it inside the transaction, with both issues locked.
    """
    by = edition.frozen_by
    standing = {item.pk: item for item in items_of(printed)}
    order: list[Item] = []
    for item in items_of(draft):
        original = standing.pop(item.copy_of_id or 0, None)
        order.append(_move_over(item, printed) if original is None else _follow(original, item, by))
    for left_out in standing.values():
        left_out.withdrawn_at = timezone.now()
        left_out.save(update_fields=["withdrawn_at"])
        record("withdraw_item", left_out, by=by, bulletin=printed.bulletin)
    number_items(printed, order)
    for name in ("sections", "note", "credits", "date", "window_start", "window_end"):
        setattr(printed, name, getattr(draft, name))
    printed.content = edition.snapshot.content
    printed.save()
    after = {"edition": edition.number}
    record("correct_issue", printed, by=by, after=after, reason=edition.kind, note=edition.reason)


def _follow(original: Item, copy: Item, by: User) -> Item:
    """Give a printed item what its copy says; the copy stands for nothing any more."""
    copy.withdrawn_at = timezone.now()
    copy.save(update_fields=["withdrawn_at"])
    changed = any(getattr(original, name) != getattr(copy, name) for name in _FOLLOWED)
    if not changed:
        return original
    for name in _FOLLOWED:
        setattr(original, name, getattr(copy, name))
    original.revision += 1
    original.save(update_fields=[*_FOLLOWED, "revision"])
    keep_revision(original, by=by, why="correction")
    copy_pictures(copy, original)
    return original


def copy_pictures(source: Item, target: Item) -> None:
    """Give an item the pictures of another, by name; those it has already stay its own."""
    held = set(target.pictures.values_list("file", flat=True))
    for picture in source.pictures.exclude(file__in=held):
        picture.pk, picture.item = None, target
        picture._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        picture.save()


def _move_over(item: Item, printed: Issue) -> Item:
    item.issue, item.position = printed, last_position(printed)
    item.save(update_fields=["issue", "position"])
    return item
