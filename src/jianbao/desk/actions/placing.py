"""Where items stand in an issue: their positions are those of print, from 0, without a gap.

Every act that puts, moves or withdraws an item ends with `number_items`. Editing never does.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from jianbao.desk.models import Issue, Item
from jianbao.desk.queries.arrangement import Arrangement, arrangement_of, ranks_in
from jianbao.desk.queries.issues import items_of

_ASIDE = 1_000_000  # where positions wait while others take theirs


def lock(issue: Issue) -> Issue:
    """Let no other act touch the order of this issue until the transaction ends; give it fresh."""
    alone = Issue.objects.select_for_update(of=("self",))  # not its bulletin with it
    return alone.select_related("bulletin").get(pk=issue.pk)


def last_position(issue: Issue) -> int:
    """Give a position behind every item, those withdrawn included."""
    last = issue.items.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def in_print_order(items: Sequence[Item], arrangement: Arrangement) -> list[Item]:
    """Sort items by section, by group, and as they stand within it; the unknown come last."""
    rank = ranks_in(arrangement)
    return sorted(
        items, key=lambda item: (rank(item.section_title, item.subsection_title), item.position)
    )


def number_items(issue: Issue, order: Sequence[Item] | None = None) -> None:
    """Write the positions 0, 1, 2 … in the order of print, or in `order`, which must agree with it.

    Call it inside the transaction of the act, with the issue locked.
    """
    rows = list(items_of(issue)) if order is None else list(order)
    rows = in_print_order(rows, arrangement_of(issue)) if order is None else rows
    moved = [(item, place) for place, item in enumerate(rows) if item.position != place]
    for offset in (_ASIDE, 0):  # in two goes: no two may ever share a position
        for item, place in moved:
            item.position = place + offset
        Item.objects.bulk_update([item for item, _ in moved], ["position"])
