"""Keeps the search index of this machine after the database; it can always be built again.

The tables never wait for the index, and nothing here writes a table.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from django.conf import settings
from django.db.models import Q

from jianbao.desk.index import Entry, Index, open_index
from jianbao.desk.index.entries import FactsOf, facts_near
from jianbao.desk.models import Contribution, Event, Issue, Item
from jianbao.desk.queries.entries import (
    INDEXED,
    contribution_key,
    entry_of_contribution,
    entry_of_item,
    item_key,
    printed_items,
    read_contributions,
)

_BATCH = 500
_OVERLAP = 200  # events looked at again: another machine's may be committed late
_T = TypeVar("_T")


class Position(msgspec.Struct, frozen=True):
    """How far an index has followed the log: the last event, and the last item it was given.

    `seen` are the events among the last ones that were looked at already.
    """

    event: int = 0
    item: int = 0
    seen: frozenset[int] = frozenset()


def desk_index(facts_of: FactsOf = facts_near) -> Index:
    """Open the index of this machine for this thread; for use in a `with` block."""
    path = settings.JIANBAO.index
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return open_index(path, facts_of=facts_of)


def follow_changes() -> int:
    """Bring the index of this machine up to date; give how many things were looked at."""
    with desk_index() as index:
        return bring_up_to_date(index)


def bring_up_to_date(index: Index) -> int:
    """Put into an open index what the log says has changed; give how many were looked at.

    An index that is new or was lost is built again from the tables.
    """
    if not index.position:
        return _fill(index)
    return _follow(index, msgspec.json.decode(index.position, type=Position))


def rebuild_index() -> int:
    """Empty the index and fill it from the tables; give the number of entries."""
    with desk_index() as index:
        index.clear()
        return _fill(index)


def index_contribution(piece: Contribution) -> None:
    """Put one contribution into the index, or take it out when it is no longer to be found."""
    with desk_index() as index:
        if piece.state in INDEXED:
            index.put([entry_of_contribution(piece)])
        else:
            index.drop([contribution_key(piece.pk)])


def _fill(index: Index) -> int:
    position = _after(_events_from(Position(_last_event())))
    wanted: set[str] = set()
    for batch in _batches(_everything()):
        index.put(batch)
        wanted.update(entry.key for entry in batch)
    index.drop(index.keys() - wanted)
    last = Item.objects.filter(issue__state=Issue.State.PUBLISHED).order_by("-pk").first()
    _keep(index, position, last.pk if last else 0)
    return len(wanted)


def _everything() -> Iterator[Entry]:
    for item in printed_items():
        yield entry_of_item(item)
    for piece in read_contributions():
        yield entry_of_contribution(piece)


def _follow(index: Index, position: Position) -> int:
    fresh = {pk: thing for pk, thing in _events_from(position) if pk not in position.seen}
    if not fresh:
        return 0
    things = {tuple(thing.split(":", 1)) for thing in fresh.values()}
    pieces = [int(pk) for kind, pk in things if kind == "contribution"]
    issues = [int(pk) for kind, pk in things if kind == "issue"]
    items = [int(pk) for kind, pk in things if kind == "item"]
    for batch in _batches(pieces):
        _put_contributions(index, batch)
    newest = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if issues or items or newest > position.item:
        _put_items(index, issues, items, position.item)
    _keep(index, _after([*fresh.items(), *((pk, "") for pk in position.seen)]), newest)
    return len(things)


def _events_from(position: Position) -> list[tuple[int, str]]:
    """Give the number and thing of the events after a position, and of some before it."""
    events = Event.objects.filter(pk__gt=position.event - _OVERLAP)
    return list(events.order_by("pk").values_list("pk", "thing"))


def _after(events: Iterable[tuple[int, str]]) -> Position:
    """Give the position that stands behind these events."""
    numbers = {pk for pk, _ in events}
    last = max(numbers, default=0)
    return Position(last, seen=frozenset(pk for pk in numbers if pk > last - _OVERLAP))


def _keep(index: Index, position: Position, item: int) -> None:
    position = msgspec.structs.replace(position, item=item)
    index.set_position(msgspec.json.encode(position).decode())


def _put_contributions(index: Index, keys: list[int]) -> None:
    pieces = Contribution.objects.filter(pk__in=keys, state__in=INDEXED)
    entries = [
        entry_of_contribution(one) for one in pieces.select_related("unit", "suggested_section")
    ]
    index.put(entries)
    index.drop({contribution_key(pk) for pk in keys} - {entry.key for entry in entries})


def _put_items(index: Index, issues: list[int], items: list[int], newest: int) -> None:
    rows = Item.objects.select_related("issue", "unit", "section")
    changed = Q(issue_id__in=issues) | Q(pk__in=items) | Q(pk__gt=newest)
    for batch in _batches(rows.filter(changed).iterator(chunk_size=_BATCH)):
        printed = {
            item_key(one.pk): one
            for one in batch
            if one.issue.state == Issue.State.PUBLISHED and one.withdrawn_at is None
        }
        index.put(entry_of_item(one) for one in printed.values())
        index.drop({item_key(one.pk) for one in batch} - set(printed))


def _last_event() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _batches(things: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(things)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch
