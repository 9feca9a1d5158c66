"""Keeps who gets a bulletin: each address once. Nobody is deleted: they leave, and may return."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.changing import change, stale
from jianbao.desk.actions.recording import record, record_each
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Recipient, RecipientGroup, Unit, User
from jianbao.desk.queries.addresses import address_problem, clean_address, own_addresses
from jianbao.desk.queries.seen import mark_of_values, values_of

COLUMNS = ("name", "post", "unit", "address", "wants", "note")


@dataclass(frozen=True, kw_only=True)
class RecipientFacts:
    """What is said of a recipient; `groups` by key, `wants` as the letter says when empty."""

    name: str
    address: str
    post: str = ""
    unit: Unit | None = None
    groups: frozenset[int] = frozenset()
    wants: str = ""
    note: str = ""


def seen(one: Recipient) -> str:
    """Give the mark of everything that `change_recipient` changes."""
    return mark_of_values([values_of(one, COLUMNS), sorted(group.pk for group in one.groups.all())])


def facts_of(one: Recipient) -> RecipientFacts:
    """Say of a recipient what stands in the tables."""
    columns = {name: getattr(one, name) for name in COLUMNS}
    return RecipientFacts(**columns, groups=frozenset(group.pk for group in one.groups.all()))


def add_recipient(bulletin: Bulletin, facts: RecipientFacts, *, by: User) -> Recipient:
    """Put one on the lists. Raises NotAllowed, or Invalid with its field."""
    return add_recipients(bulletin, [facts], by=by)[0]


def add_recipients(
    bulletin: Bulletin, wanted: Sequence[RecipientFacts], *, by: User
) -> list[Recipient]:
    """Put several on the lists, all or none. Raises NotAllowed, or Invalid with its field."""
    rules.require(rules.may(by, "arrange_lists", bulletin))
    own = own_addresses()
    rows = [_row(bulletin, facts, own) for facts in wanted]
    _check_places(bulletin, wanted)
    try:
        with transaction.atomic():
            _refuse_known(bulletin, [row.address for row in rows])
            made = Recipient.objects.bulk_create(rows)
            _put_into_groups(made, wanted)
            told = [(one, {"name": one.name, "address": one.address}) for one in made]
            record_each("add_recipient", told, by=by)
    except IntegrityError as error:  # somebody was quicker with one of them
        raise Invalid("recipient-taken", field="address", name="—") from error
    return made


def change_recipient(one: Recipient, facts: RecipientFacts, *, by: User, mark: str | None) -> None:
    """Change a recipient. With another address, what was wrong with the old one is forgotten.

    Raises NotAllowed, Invalid with its field, or Stale.
    """
    rules.require(rules.may(by, "arrange_lists", one.bulletin))
    wanted = _row(one.bulletin, facts, own_addresses())
    _check_places(one.bulletin, [facts])
    with transaction.atomic():
        now = Recipient.objects.select_for_update().get(pk=one.pk)
        if mark is not None and seen(now) != mark:
            raise stale(now)
        values = {name: getattr(wanted, name) for name in COLUMNS}
        if now.address != wanted.address:
            _refuse_known(one.bulletin, [wanted.address])
            values |= {"failing_since": None, "failing_reason": ""}
        change(now, values, by=by, bulletin=one.bulletin, verb="change_recipient")
        _set_groups(now, facts.groups, by)
    one.refresh_from_db()


def leave(bulletin: Bulletin, keys: Collection[int], *, by: User) -> list[Recipient]:
    """Take recipients off the lists; give those that were on. Raises NotAllowed, Impossible."""
    return _set_left(bulletin, keys, by, left=True)


def come_back(bulletin: Bulletin, keys: Collection[int], *, by: User) -> list[Recipient]:
    """Put recipients that left on the lists again. Raises NotAllowed, Impossible."""
    return _set_left(bulletin, keys, by, left=False)


def trust_address(one: Recipient, *, by: User) -> None:
    """Take an address for right again, after letters to it came back.

    Raises NotAllowed, or Impossible when nothing is held against it.
    """
    rules.require(rules.may(by, "arrange_lists", one.bulletin))
    if one.failing_since is None:
        raise Impossible("no-such-move")
    values = {"failing_since": None, "failing_reason": ""}
    change(one, values, by=by, bulletin=one.bulletin, verb="change_recipient")


def subscribe_again(one: Recipient, *, by: User, note: str) -> None:
    """Let somebody who gave the bulletin up get it again, as they asked; `note` says how.

    Raises NotAllowed, Invalid without a note, or Impossible.
    """
    rules.require(rules.may(by, "arrange_lists", one.bulletin))
    if one.unsubscribed_at is None:
        raise Impossible("no-such-move")
    if not note.strip():
        raise Invalid("reason-missing", field="note")
    values = {"unsubscribed_at": None}
    verb = "recipient_returns"
    change(one, values, by=by, bulletin=one.bulletin, verb=verb, note=note.strip())


def _row(bulletin: Bulletin, facts: RecipientFacts, own: Collection[str]) -> Recipient:
    address = clean_address(facts.address)
    problem = address_problem(address, own)
    if problem:
        raise Invalid(problem, field="address", address=address)
    if not facts.name:
        raise Invalid("name-missing", field="name")
    columns = {name: getattr(facts, name) for name in COLUMNS} | {"address": address}
    return Recipient(bulletin=bulletin, **columns)


def _check_places(bulletin: Bulletin, wanted: Sequence[RecipientFacts]) -> None:
    """Refuse units and groups of another bulletin."""
    if any(facts.unit and facts.unit.bulletin_id != bulletin.pk for facts in wanted):
        raise Invalid("not-of-this-bulletin", field="unit")
    named = frozenset[int]().union(*(facts.groups for facts in wanted))
    if bulletin.recipient_groups.filter(pk__in=named).count() != len(named):
        raise Invalid("recipient-group-unknown", field="groups")


def _refuse_known(bulletin: Bulletin, addresses: Sequence[str]) -> None:
    if len(set(addresses)) < len(addresses):
        raise Invalid("recipient-taken", field="address", name="—")
    known = bulletin.recipients.filter(address__in=addresses).first()
    if known is not None:
        code = "recipient-taken" if known.left_at is None else "recipient-left"
        raise Invalid(code, field="address", name=known.name)


def _put_into_groups(made: Sequence[Recipient], wanted: Sequence[RecipientFacts]) -> None:
    through = Recipient.groups.through
    through.objects.bulk_create(
        through(recipient_id=one.pk, recipientgroup_id=group)
        for one, facts in zip(made, wanted, strict=True)
        for group in sorted(facts.groups)
    )


def _set_groups(one: Recipient, groups: frozenset[int], by: User) -> None:
    held = {group.pk: group.name for group in one.groups.all()}
    if held.keys() == groups:
        return
    one.groups.set(groups)
    now = RecipientGroup.objects.filter(pk__in=groups).values_list("name", flat=True)
    record(
        "change_recipient",
        one,
        by=by,
        before={"groups": list(held.values())},
        after={"groups": list(now)},
    )


def _set_left(
    bulletin: Bulletin, keys: Collection[int], by: User, *, left: bool
) -> list[Recipient]:
    rules.require(rules.may(by, "arrange_lists", bulletin))
    verb = "recipient_leaves" if left else "recipient_returns"
    values = {"left_at": timezone.now() if left else None}
    with transaction.atomic():
        concerned = bulletin.recipients.filter(pk__in=keys, left_at__isnull=left)
        rows = list(concerned.select_for_update())
        for one in rows:
            change(one, values, by=by, bulletin=bulletin, verb=verb)
    if not rows:
        raise Impossible("no-such-move")
    return rows
