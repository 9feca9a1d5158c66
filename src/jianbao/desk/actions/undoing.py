"""Takes the last act on a contribution back, and what it brought with it. Undoes no undoing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from jianbao.desk.actions import assigning, flow
from jianbao.desk.actions.adopting import withdraw_items
from jianbao.desk.actions.joining import drop_pieces
from jianbao.desk.errors import DeskError, Impossible
from jianbao.desk.models import Contribution, Event, User


class Undone(NamedTuple):
    """The events that took acts back, and the acts that could not be, with the refusal of each."""

    events: tuple[Event, ...]
    refused: tuple[tuple[Event, DeskError], ...]


def undo(event: Event, *, by: User) -> Event:
    """Take one act back: state, reason, item, pieces or assignment are as before it.

    Raises Stale when something happened since, Impossible for what cannot be undone, NotAllowed.
    """
    kind, _, number = event.thing.partition(":")
    if kind != "contribution" or not number.isdigit():
        raise Impossible("not-undoable")
    contribution = Contribution.objects.select_related("bulletin").filter(pk=int(number)).first()
    if contribution is None:  # a piece whose division was taken back
        raise Impossible("not-undoable")
    if event.verb == "assign":
        return _hand_back(contribution, event, by)
    with transaction.atomic():
        if event.verb == "plan":
            withdraw_items(contribution, by=by, unedited=True)
        undone = flow.take_back(contribution, event, by=by)
        if event.verb == "divide":
            drop_pieces(contribution, by=by)
    return undone


def undo_many(events: Iterable[Event], *, by: User) -> Undone:
    """Take back what can be, each by itself; what cannot stays, and is told."""
    done: list[Event] = []
    refused: list[tuple[Event, DeskError]] = []
    for event in events:
        try:
            done.append(undo(event, by=by))
        except DeskError as error:
            refused.append((event, error))
    return Undone(tuple(done), tuple(refused))


def _hand_back(contribution: Contribution, event: Event, by: User) -> Event:
    if contribution.assigned_to_id != event.after.get("to"):
        raise flow.stale(contribution)
    former = User.objects.filter(pk=event.before.get("to"), is_active=True).first()
    return assigning.assign(contribution, former, by=by, version=contribution.version)
