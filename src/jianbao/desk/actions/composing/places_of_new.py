"""Where new items go among those that stand in an issue, whose order stays as people left it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from jianbao.desk.actions.composing.gathering import Material
from jianbao.desk.models import Issue, Item
from jianbao.desk.queries.arrangement import arrangement_of, ranks_in
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import text_of
from jianbao.desk.queries.order import Slot
from jianbao.document.compose import Candidate
from jianbao.document.compose.ordering import Rank, put_among, rank


def order_with(issue: Issue, new: Mapping[str, Item], material: Material) -> list[Item]:
    """Give all items of an issue in the order of print; `new` are by the ids of their candidates.

    Within its section or group each goes by the precedence of the house.
    """
    fresh = {item.pk: material.pieces[key].candidate for key, item in new.items()}
    came = _received(issue)
    slots: dict[Slot, tuple[list[tuple[Rank | None, Item]], list[tuple[Rank, Item]]]] = {}
    for item in items_of(issue).order_by("position"):
        slot = Slot(item.section_title, item.subsection_title)
        standing, added = slots.setdefault(slot, ([], []))
        if item.pk in fresh:
            added.append((rank(fresh[item.pk], text_of(item), material.profile), item))
        else:
            standing.append((_rank(item, came.get(item.pk), material), item))
    order = ranks_in(arrangement_of(issue))
    return [
        item for slot in sorted(slots, key=lambda s: order(*s)) for item in put_among(*slots[slot])
    ]


def _rank(item: Item, received: dt.datetime | None, material: Material) -> Rank | None:
    """Give the rank of an item that stands; None for what no unit sent: somebody put it there."""
    if item.unit is None or received is None:
        return None
    candidate = Candidate(id="", unit=item.unit.name, received=timezone.localtime(received))
    return rank(candidate, text_of(item), material.profile)


def _received(issue: Issue) -> dict[int, dt.datetime]:
    """Give when the first contribution of each item came."""
    rows = issue.items.filter(withdrawn_at=None, origins__isnull=False).order_by("-origins__pk")
    return dict(rows.values_list("pk", "origins__contribution__received_at"))
