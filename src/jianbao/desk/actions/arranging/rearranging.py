"""Lays the order of an issue anew: the one door for every change of its places and sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django.db import transaction

from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.placing import lock, number_items
from jianbao.desk.actions.recording import record
from jianbao.desk.models import Event, Issue, Item, User
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.order import Order, as_data, in_order, order_of

Change = Callable[[Order], Order]
Said = dict[str, Any]

_PLACE = ("section_id", "section_title", "subsection_title")


def rearrange(
    issue: Issue, verb: str, change: Change, *, by: User, said: tuple[Said, Said] = ({}, {})
) -> Event | None:
    """Put an issue into the order that `change` gives of the present one; None when it is that.

    `said` are further words for the log, before and after. Raises Impossible when the issue may
    not change now, and whatever `change` raises. `issue` is fresh afterwards.
    """
    with transaction.atomic():
        now = lock(issue)
        require_editable(now)
        before = order_of(now)
        after = in_order(change(before))
        event = None
        if after != before:
            write_order(now, before, after)
            event = record(
                verb,
                now,
                by=by,
                before={**said[0], "standing": as_data(before)},
                after={**said[1], "standing": as_data(after)},
            )
    issue.refresh_from_db()
    return event


def write_order(issue: Issue, before: Order, after: Order) -> None:
    """Write what differs. Call it inside the transaction of the act, with the issue locked."""
    if after.sections != before.sections:
        issue.sections = msgspec.to_builtins(after.sections)
        issue.save(update_fields=["sections"])
    rows = {item.pk: item for item in items_of(issue)}
    stood = set(before.places)
    moved = []
    for placed in after.places:
        if placed not in stood:
            item = rows[placed.item]
            item.section_id, item.section_title = placed.section, placed.title
            item.subsection_title = placed.group
            moved.append(item)
    Item.objects.bulk_update(moved, [name.removesuffix("_id") for name in _PLACE])
    number_items(issue, [rows[placed.item] for placed in after.places])
