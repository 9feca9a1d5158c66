"""One contribution with all that an editor needs to decide on it. Marks nothing as seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from jianbao.desk import vault
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Event,
    File,
    Grant,
    Item,
    Photograph,
    RawMessage,
    Resemblance,
    Role,
    User,
)
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.pieces import pieces_of, whole_of
from jianbao.desk.states import MOVES
from jianbao.post import headers
from jianbao.post.mime import Entity

_HEAD = 256 << 10  # bytes of a message in which its header is looked for
_BESIDE = ("unit", "correspondent", "suggested_section", "raw", "decided_by", "assigned_to")


class Around(NamedTuple):
    """What stands around a contribution; files and pictures of a piece are those of the whole."""

    whole: Contribution
    files: tuple[File, ...]
    photographs: tuple[Photograph, ...]
    resemblances: tuple[Resemblance, ...]
    events: tuple[Event, ...]
    pieces: tuple[Contribution, ...]
    items: tuple[Item, ...]


def find_contribution(bulletin: Bulletin, pk: int) -> Contribution | None:
    """Give a contribution of a bulletin with what it belongs to, or None."""
    found = Contribution.objects.select_related(*_BESIDE).filter(bulletin=bulletin, pk=pk).first()
    if found is not None:
        found.bulletin = bulletin
    return found


def around(contribution: Contribution) -> Around:
    """Read what stands around a contribution, in a fixed number of queries."""
    whole = whole_of(contribution)
    own = tuple(contribution.photographs.all())
    return Around(
        whole,
        tuple(whole.files.all()),
        own or tuple(whole.photographs.all() if whole.pk != contribution.pk else ()),
        tuple(_resemblances(contribution)),
        tuple(events_of(contribution)),
        tuple(pieces_of(contribution)) if contribution.state == Contribution.State.DIVIDED else (),
        tuple(items_made_from(contribution)),
    )


def events_of(contribution: Contribution) -> QuerySet[Event]:
    """Give its history, the last first."""
    found = Event.objects.filter(thing=f"contribution:{contribution.pk}")
    return found.select_related("by", "undoes").order_by("-pk")


def items_made_from(contribution: Contribution) -> QuerySet[Item]:
    """Give the items that were made from it and still stand."""
    found = Item.objects.filter(origins__contribution=contribution, withdrawn_at__isnull=True)
    return found.select_related("issue", "section")


def last_undoable(events: Sequence[Event]) -> Event | None:
    """Give the event, of a history with the last first, that can be taken back now."""
    undone = {event.undoes_id for event in events}
    for event in events:
        move = MOVES.get(event.verb)
        if event.verb == "undo" or event.pk in undone or (move and not move.inverse):
            return None
        if move or (event.verb == "assign" and event.by_id):
            return event
    return None


def has_items_to_merge_into(bulletin: Bulletin) -> bool:
    """Say whether the open issue has an item."""
    issue = current_issue(bulletin)
    return issue is not None and items_of(issue).exists()


def editors_of(bulletin: Bulletin) -> QuerySet[User]:
    """Give those who may decide in a bulletin, by name."""
    grants = Grant.objects.filter(bulletin=bulletin, role=Role.EDITOR).values("user")
    return User.objects.filter(pk__in=grants, is_active=True).order_by("full_name", "username")


def resemblance_of(contribution: Contribution, pk: int) -> Resemblance | None:
    """Give one resemblance of a contribution with both texts, or None."""
    return _resemblances(contribution).filter(pk=pk).first()


def header_of(raw: RawMessage) -> list[tuple[str, str]]:
    """Give the header fields of a raw message as its sender wrote them, decoded, in order."""
    try:
        with vault.open_stored(raw.sha256) as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        return []
    return [
        (name.decode("ascii", "replace") if isinstance(name, bytes) else name, text)
        for name, value in Entity(head).fields
        if (text := headers.text_of(value))
    ]


def _resemblances(contribution: Contribution) -> QuerySet[Resemblance]:
    return contribution.resemblances.select_related(
        "item__issue", "item__section", "item__unit", "other__unit"
    )
