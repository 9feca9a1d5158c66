"""The order of an issue as one value: its sections and groups, and where each item stands."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from jianbao.desk.models import Issue
from jianbao.desk.queries.arrangement import Arrangement, arrangement_of, place_titled, ranks_in


class Slot(NamedTuple):
    """Where items may stand: a section, or one of its groups ("" for none), by their titles."""

    section: str
    group: str = ""


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """Where one item stands; `section` is the key of the standing section, or None."""

    item: int
    section: int | None
    title: str
    group: str = ""

    @property
    def slot(self) -> Slot:
        """Give the section and group it stands in."""
        return Slot(self.title, self.group)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Sections in the order of print, hidden ones included, and items in the order of print."""

    sections: Arrangement
    places: tuple[Placed, ...] = ()

    def placed(self, item: int) -> Placed | None:
        """Give where an item stands, or None when it does not."""
        return next((placed for placed in self.places if placed.item == item), None)

    def number_of(self, item: int) -> int:
        """Give the number of an item in print, from 1; 0 when it does not stand."""
        return next((n for n, placed in enumerate(self.places, 1) if placed.item == item), 0)

    def holds(self, section: str, group: str | None = None) -> bool:
        """Say whether an item stands in a section, or in one of its groups."""
        return any(
            placed.title == section and (group is None or placed.group == group)
            for placed in self.places
        )

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Give every place an item may stand in, in the order of print: no hidden section."""
        known = [
            Slot(place.title, group)
            for place in self.sections
            if not place.hidden or self.holds(place.title)
            for group in ("", *place.group_titles)
        ]
        rank = ranks_in(self.sections)
        return tuple(sorted({*known, *(p.slot for p in self.places)}, key=lambda slot: rank(*slot)))


def order_of(issue: Issue) -> Order:
    """Give the order of an issue as it stands."""
    rows = issue.items.filter(withdrawn_at__isnull=True).values_list(
        "pk", "section_id", "section_title", "subsection_title"
    )
    placed = tuple(Placed(*row) for row in rows.order_by("position"))
    return in_order(Order(sections=arrangement_of(issue), places=placed))


def in_order(order: Order) -> Order:
    """Sort the items by section and group; within a group they stand as they stood."""
    rank = ranks_in(order.sections)
    places = tuple(sorted(order.places, key=lambda placed: rank(*placed.slot)))
    return msgspec.structs.replace(order, places=places)


def section_key(order: Order, title: str) -> int | None:
    """Give the key of the standing section that a section of this issue is, or None."""
    place = place_titled(order.sections, title)
    return place.section if place else None


def as_data(order: Order) -> dict[str, Any]:
    """Give an order as the log keeps it."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(order))
    return data


def from_data(data: object) -> Order:
    """Give an order that the log kept."""
    return msgspec.convert(data, Order)
