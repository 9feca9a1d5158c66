"""Takes a whole draft back: its items go, its contributions stand as they stood before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.composing.asking import require_open
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.undoing import undo
from jianbao.desk.errors import Impossible, Stale
from jianbao.desk.models import Event, Issue, Item, User
from jianbao.desk.queries.compositions import COMPOSED, UNDO


def take_back_draft(event: Event, *, by: User) -> Event:
    """Restore what stood before a draft; all of it or nothing.

    Raises NotAllowed, Impossible (no such act, taken back already, the issue is not open), or
    Stale when somebody has worked on what was made.
    """
    issue = _issue_of(event)
    rules.require(rules.may_arrange(by, issue))
    with transaction.atomic():
        now = lock(issue)
        require_open(now)
        if event.undone_by.exists():
            raise Impossible("not-undoable")
        composed = event.after["composed"]
        _require_untouched(composed["items"], event)
        for pk in reversed([*composed["divisions"], *composed["plans"]]):
            undo(Event.objects.get(pk=pk), by=by)
        return record(UNDO, now, by=by, undoes=event)


def _issue_of(event: Event) -> Issue:
    kind, _, key = event.thing.partition(":")
    found = (
        Issue.objects.select_related("bulletin").filter(pk=int(key)) if kind == "issue" else None
    )
    issue = found.first() if found is not None else None
    if event.verb != COMPOSED or issue is None:
        raise Impossible("not-undoable")
    return issue


def _require_untouched(keys: Sequence[int], event: Event) -> None:
    """Raise Stale when an item was saved, joined, commented on, moved or taken out since."""
    moves = Event.objects.filter(thing=event.thing, verb="move_item", pk__gt=event.pk)
    moved = {one.after.get("moved") for one in moves.filter(undone_by=None)}
    for item in Item.objects.filter(pk__in=keys).order_by("position"):
        touched = (
            item.pk in moved
            or item.revision > 1
            or item.withdrawn_at is not None
            or item.origins.count() != 1
            or item.comments.exists()
        )
        if touched:
            raise Stale("draft-worked-on", headline=item.headline)
