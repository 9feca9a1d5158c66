"""Makes one item of several (综合): further contributions and other items go into it, with credits.

What was joined can be parted again as long as nobody has saved the item since.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.adopting import add_origin, content_of
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.going_back import restore
from jianbao.desk.actions.placing import last_position, lock, number_items
from jianbao.desk.actions.publishing.following import copy_pictures
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Contribution, Event, Item, User
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import originals_of, text_of
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.document.joining import join_items


def join(
    item: Item,
    contributions: Sequence[Contribution],
    others: Sequence[Item],
    *,
    by: User,
    revision: int,
) -> Event:
    """Put contributions and other items of the issue into an item, in this order.

    The other items leave the issue; their contributions stand behind this one. `revision` is that
    of `item` as it was seen. Raises NotAllowed, Invalid (nothing, or no such item), Stale,
    Impossible. `item` is fresh afterwards.
    """
    if not contributions and not others:
        raise Invalid("nothing-chosen", field="chosen")
    rules.require(rules.may_edit(by, item))
    with transaction.atomic():
        issue = lock(item.issue)
        others = _standing(item, others)
        added = [*_planned(item, contributions, by), *_taken_over(item, others, by)]
        parts = [_as_item(one) for one in contributions] + [text_of(other) for other in others]
        units = [*known_to(issue.bulletin).units]
        joined = join_items(text_of(item), parts, units=units)
        save_item(item, joined, by=by, revision=revision, why="merge")
        number_items(issue)
        return record(
            "join_items",
            item,
            by=by,
            bulletin=issue.bulletin,
            before={"revision": revision},
            after={
                "revision": item.revision,
                "contributions": [one.pk for one in contributions],
                "items": [other.pk for other in others],
                "origins": added,
            },
        )


def part(event: Event, *, by: User) -> None:
    """Part again what `event` joined: the text before it stands, contributions wait, items return.

    Raises NotAllowed, Impossible (no such act), or Stale: the item was saved since.
    """
    kind, _, number = event.thing.partition(":")
    item = Item.objects.filter(pk=int(number) if number.isdigit() else 0).first()
    if event.verb != "join_items" or kind != "item" or item is None:
        raise Impossible("not-undoable")
    rules.require(rules.may_edit(by, item))
    with transaction.atomic():
        issue = lock(item.issue)
        if item.revision != event.after["revision"] or item.withdrawn_at is not None:
            raise Stale("item-edited-meanwhile")
        restore(item, event.before["revision"], by=by, revision=item.revision)
        joined = Contribution.objects.filter(pk__in=event.after["contributions"])
        for piece in joined.filter(origins__item=item, state=Contribution.State.PLANNED):
            flow.move(piece, "reconsider", by=by)
        item.origins.filter(contribution__in=event.after["origins"]).delete()
        gone = Q(withdrawn_at__isnull=False)
        for place, other in enumerate(issue.items.filter(gone, pk__in=event.after["items"])):
            rules.require(rules.may_edit(by, other))
            other.withdrawn_at, other.position = None, last_position(issue) + place
            other.save(update_fields=["withdrawn_at", "position"])
        number_items(issue)
        record("part_items", item, by=by, bulletin=issue.bulletin, undoes=event)


def _as_item(contribution: Contribution) -> model.Item:
    return msgspec.convert(content_of(contribution), model.Item)


def _planned(item: Item, contributions: Sequence[Contribution], by: User) -> list[int]:
    for one in contributions:
        deciding.merge(one, item, by=by, version=one.version)
    return [one.pk for one in contributions]


def _taken_over(item: Item, others: Sequence[Item], by: User) -> list[int]:
    """Let the other items leave, their contributions and pictures stand behind this one."""
    added: list[int] = []
    own = {one.pk for one in originals_of(item)}
    for other in others:
        rules.require(rules.may_edit(by, other))
        for origin in originals_of(other):
            add_origin(item, origin, by=by)
            added += [origin.pk] if origin.pk not in own else []
        copy_pictures(other, item)
        other.withdrawn_at = timezone.now()
        other.save(update_fields=["withdrawn_at"])
        after = {"into": item.pk}
        record("withdraw_item", other, by=by, bulletin=item.issue.bulletin, after=after)
    return added


def _standing(item: Item, others: Sequence[Item]) -> list[Item]:
    """Give the other items as they stand now, with the issue locked. Raises Invalid."""
    keys = [other.pk for other in others if other.pk != item.pk]
    rows = {row.pk: row for row in items_of(item.issue).filter(pk__in=keys)}
    if len(rows) < len(others):
        raise Invalid("item-missing", field="items")
    return [rows[key] for key in keys]
