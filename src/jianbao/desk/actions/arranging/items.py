"""Moves an item to another place of its issue. Neighbours are named by item, never by number."""

from __future__ import annotations

import msgspec

from jianbao.desk import rules
from jianbao.desk.actions.arranging.rearranging import Change, Said, rearrange
from jianbao.desk.errors import Stale
from jianbao.desk.models import Event, Item, User
from jianbao.desk.queries.arrangement import ranks_in
from jianbao.desk.queries.order import Order, Placed, Slot, section_key


def move_item(
    item: Item, slot: Slot, *, by: User, before: int | None = None, after: int | None = None
) -> Event | None:
    """Put an item into a section or group: before or after another one there, or at its end.

    Gives None when it stands there already. Raises NotAllowed, Impossible (the issue is signed or
    printed), or Stale when the item, the neighbour or the place is gone from where it was seen.
    """
    return _move(item, by, lambda order: moved(order, item.pk, slot, before=before, after=after))


def step_item(item: Item, step: int, *, by: User) -> Event | None:
    """Put an item one place up (-1) or down (1), across the edges of groups and sections.

    Gives None when it stands first or last. Raises as `move_item`.
    """
    return _move(item, by, lambda order: stepped(order, item.pk, step))


def moved(
    order: Order, item: int, slot: Slot, *, before: int | None = None, after: int | None = None
) -> Order:
    """Give the order with an item in another place. Raises Stale."""
    placed = standing(order, item)
    if slot not in order.slots:
        raise Stale("place-gone", section=slot.section, group=slot.group)
    rest = tuple(other for other in order.places if other.item != item)
    at = _index(order, rest, slot, before=before, after=after)
    key = placed.section if placed.title == slot.section else section_key(order, slot.section)
    put = Placed(item, key, slot.section, slot.group)
    return msgspec.structs.replace(order, places=(*rest[:at], put, *rest[at:]))


def stepped(order: Order, item: int, step: int) -> Order:
    """Give the order with an item one place further up or down; at an end it stays."""
    placed = standing(order, item)
    beside = [other.item for other in order.places if other.slot == placed.slot]
    at = beside.index(item) + step
    if 0 <= at < len(beside):
        return _beside(order, item, placed.slot, beside[at], step)
    slots = order.slots
    there = slots.index(placed.slot) + step
    if not 0 <= there < len(slots):
        return order
    inside = [other.item for other in order.places if other.slot == slots[there]]
    first = inside[0] if inside and step > 0 else None
    return moved(order, item, slots[there], before=first)


def standing(order: Order, item: int) -> Placed:
    """Give where an item stands. Raises Stale when it was taken out."""
    placed = order.placed(item)
    if placed is None:
        raise Stale("item-gone")
    return placed


def _beside(order: Order, item: int, slot: Slot, other: int, step: int) -> Order:
    if step > 0:
        return moved(order, item, slot, after=other)
    return moved(order, item, slot, before=other)


def _index(
    order: Order,
    rest: tuple[Placed, ...],
    slot: Slot,
    *,
    before: int | None,
    after: int | None,
) -> int:
    """Give how many of the others shall stand before it. Raises Stale for a neighbour gone."""
    neighbour = after if before is None else before
    if neighbour is None:
        rank = ranks_in(order.sections)
        return sum(rank(*other.slot) <= rank(*slot) for other in rest)
    for at, other in enumerate(rest):
        if other.item == neighbour and other.slot == slot:
            return at if before is not None else at + 1
    raise Stale("neighbour-gone")


def _move(item: Item, by: User, change: Change) -> Event | None:
    """Rearrange as `change` says; the place before and the one after must be open to `by`."""
    said: tuple[Said, Said] = ({}, {"moved": item.pk})

    def allowed(order: Order) -> Order:
        was = standing(order, item.pk)
        changed = change(order)
        now = standing(changed, item.pk)
        item.section_id = was.section  # as it stands now, whatever the caller had read
        rules.require(rules.may_edit(by, item, now.section))
        said[0].update(_said(order, was))
        said[1].update(item=item.headline, **_said(changed, now))
        return changed

    event = rearrange(item.issue, "move_item", allowed, by=by, said=said)
    item.refresh_from_db()
    return event


def _said(order: Order, placed: Placed) -> Said:
    said: Said = {"number": order.number_of(placed.item), "section": placed.title}
    return {**said, "group": placed.group} if placed.group else said
