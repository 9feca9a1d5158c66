"""The groups of the lists (发放对象): made, changed, ordered, filled, emptied; undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from jianbao.desk import rules
from jianbao.desk.actions.changing import change
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import (
    Bulletin,
    Capacity,
    Dispatch,
    Event,
    Recipient,
    RecipientGroup,
    User,
)
from jianbao.desk.queries.imprint_groups import LONGEST_NAME, missing_groups

COLUMNS = ("name", "capacity")


def add_group(bulletin: Bulletin, values: Mapping[str, Any], *, by: User) -> RecipientGroup:
    """Add a group behind the others. Raises NotAllowed, or Invalid when the name is taken."""
    rules.require(rules.may(by, "arrange_lists", bulletin))
    _check(values)
    try:
        with transaction.atomic():
            group = RecipientGroup.objects.create(
                bulletin=bulletin, position=_place_behind(bulletin), **values
            )
            record("add_group_of_recipients", group, by=by, after=dict(values))
    except IntegrityError as error:
        raise _taken(values) from error
    return group


def add_groups_of_imprint(bulletin: Bulletin, *, by: User) -> list[RecipientGroup]:
    """Make a group of every line of the imprint that has none. Raises NotAllowed."""
    rules.require(rules.may(by, "arrange_lists", bulletin))
    with transaction.atomic():
        return [
            add_group(bulletin, {"name": line.name, "capacity": line.capacity}, by=by)
            for line in missing_groups(bulletin)
        ]


def change_group(
    group: RecipientGroup, values: Mapping[str, Any], *, by: User, mark: str | None
) -> None:
    """Change name or capacity. Raises NotAllowed, Invalid when the name is taken, or Stale."""
    rules.require(rules.may(by, "arrange_lists", group.bulletin))
    _check(values)
    verb = "change_group_of_recipients"
    try:
        change(group, values, by=by, bulletin=group.bulletin, verb=verb, mark=mark)
    except IntegrityError as error:
        raise _taken(values) from error


def move_group(group: RecipientGroup, step: int, *, by: User) -> None:
    """Move a group up (-1) or down (1) in the order; at an end it stays."""
    rules.require(rules.may(by, "arrange_lists", group.bulletin))
    with transaction.atomic():
        groups = list(group.bulletin.recipient_groups.select_for_update())
        before = [other.name for other in groups]
        at = [other.pk for other in groups].index(group.pk)
        groups.insert(max(0, at + step), groups.pop(at))
        for position, other in enumerate(groups):
            other.position = position
        RecipientGroup.objects.bulk_update(groups, ["position"])
        after = [other.name for other in groups]
        if before != after:
            record(
                "change_group_of_recipients",
                group,
                by=by,
                before={"order": before},
                after={"order": after},
            )


def drop_group(group: RecipientGroup, *, by: User) -> Event:
    """Drop a group; its recipients stay. Raises NotAllowed, or Impossible when a plan names it."""
    rules.require(rules.may(by, "arrange_lists", group.bulletin))
    planned = Dispatch.objects.filter(groups=group, state=Dispatch.State.DRAFT)
    if planned.exists():
        raise Impossible("recipient-group-in-plan", name=group.name)
    with transaction.atomic():
        bore = {name: getattr(group, name) for name in (*COLUMNS, "position")}
        members = sorted(group.recipients.values_list("pk", flat=True))
        event = record(
            "drop_group_of_recipients",
            group,
            by=by,
            before=bore | {"people": len(members), "members": members},
        )
        group.delete()
    return event


def put_into(group: RecipientGroup, keys: Collection[int], *, by: User) -> Event:
    """Put recipients into a group. Raises NotAllowed, or Impossible when all are in it."""
    rules.require(rules.may(by, "arrange_lists", group.bulletin))
    with transaction.atomic():
        fresh = group.bulletin.recipients.filter(pk__in=keys).exclude(groups=group)
        members = sorted(fresh.values_list("pk", flat=True))
        if not members:
            raise Impossible("no-such-move")
        group.recipients.add(*members)
        return _record_members(group, by, after=members)


def take_out(group: RecipientGroup, keys: Collection[int], *, by: User) -> Event:
    """Take recipients out of a group. Raises NotAllowed, or Impossible when none is in it."""
    rules.require(rules.may(by, "arrange_lists", group.bulletin))
    with transaction.atomic():
        members = sorted(group.recipients.filter(pk__in=keys).values_list("pk", flat=True))
        if not members:
            raise Impossible("no-such-move")
        group.recipients.remove(*members)
        return _record_members(group, by, before=members)


def take_back(event: Event, *, by: User) -> None:
    """Take back that recipients were put in or taken out, or that a group was dropped.

    Raises NotAllowed, or Impossible for another act and for what cannot be made undone.
    """
    assert event.bulletin is not None
    rules.require(rules.may(by, "arrange_lists", event.bulletin))
    if event.verb == "drop_group_of_recipients":
        _restore(event.bulletin, event.before, by)
        return
    key = event.thing.removeprefix("recipientgroup:")
    group = event.bulletin.recipient_groups.filter(pk=key).first() if key.isdigit() else None
    if group is None or not {"members"} & {*event.before, *event.after}:
        raise Impossible("not-undoable")
    if "members" in event.after:
        take_out(group, event.after["members"], by=by)
    else:
        put_into(group, event.before["members"], by=by)


def _restore(bulletin: Bulletin, bore: Mapping[str, Any], by: User) -> None:
    with transaction.atomic():
        group = add_group(bulletin, {name: bore[name] for name in COLUMNS}, by=by)
        group.position = bore["position"]
        group.save(update_fields=["position"])
        still = Recipient.objects.filter(bulletin=bulletin, pk__in=bore["members"])
        group.recipients.add(*still)


def _record_members(
    group: RecipientGroup, by: User, *, before: Sequence[int] = (), after: Sequence[int] = ()
) -> Event:
    """Record who went out, or came in."""
    return record(
        "change_group_of_recipients",
        group,
        by=by,
        before={"people": len(before), "members": before} if before else {},
        after={"people": len(after), "members": after} if after else {},
    )


def _place_behind(bulletin: Bulletin) -> int:
    last = bulletin.recipient_groups.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _check(values: Mapping[str, Any]) -> None:
    if not values["name"]:
        raise Invalid("name-missing", field="name")
    if len(values["name"]) > LONGEST_NAME:
        raise Invalid("title-too-long", field="name", longest=LONGEST_NAME)
    if values["capacity"] not in Capacity.values:
        raise Invalid("capacity-unknown", field="capacity")


def _taken(values: Mapping[str, Any]) -> Invalid:
    return Invalid("recipient-group-taken", field="name", name=values["name"])
