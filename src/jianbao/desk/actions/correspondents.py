"""Notes who writes for a unit (通讯员), with address and account. Nobody is deleted: they leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.changing import change, stale
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Correspondent, User
from jianbao.desk.queries.seen import mark_of


def add_correspondent(
    bulletin: Bulletin, values: Mapping[str, Any], *, by: User | None
) -> Correspondent:
    """Note a correspondent; an account with the same address is linked.

    Raises NotAllowed, or Invalid for an address that belongs to another, or a foreign unit.
    """
    if by is not None:
        rules.require(rules.may(by, "arrange_bulletin", bulletin))
    wanted = _linked(bulletin, values)
    try:
        with transaction.atomic():
            one = Correspondent.objects.create(bulletin=bulletin, **wanted)
            after = {"name": one.name, "unit": str(one.unit) if one.unit else ""}
            record("add_correspondent", one, by=by, after=after)
    except IntegrityError as error:
        raise _taken(wanted) from error
    return one


def change_correspondent(
    one: Correspondent, values: Mapping[str, Any], *, by: User, mark: str | None
) -> None:
    """Change a correspondent. Raises NotAllowed, Invalid as above, or Stale."""
    rules.require(rules.may(by, "arrange_bulletin", one.bulletin))
    wanted = _linked(one.bulletin, values)
    try:
        with transaction.atomic():
            now = Correspondent.objects.select_for_update().get(pk=one.pk)
            if mark is not None and mark_of(now, values) != mark:
                raise stale(now)
            change(now, wanted, by=by, bulletin=one.bulletin, verb="change_correspondent")
    except IntegrityError as error:
        raise _taken(wanted) from error
    one.refresh_from_db()


def leave(one: Correspondent, *, by: User) -> None:
    """Note that a correspondent writes no more. Raises Impossible."""
    _set_left(one, by, left=True)


def come_back(one: Correspondent, *, by: User) -> None:
    """Note that a correspondent writes again. Raises Impossible."""
    _set_left(one, by, left=False)


def _set_left(one: Correspondent, by: User, *, left: bool) -> None:
    rules.require(rules.may(by, "arrange_bulletin", one.bulletin))
    if (one.left_at is not None) == left:
        raise Impossible("no-such-move")
    values = {"left_at": timezone.now() if left else None}
    verb = "correspondent_left" if left else "correspondent_back"
    change(one, values, by=by, bulletin=one.bulletin, verb=verb)


def _linked(bulletin: Bulletin, values: Mapping[str, Any]) -> dict[str, Any]:
    unit, address = values.get("unit"), str(values.get("address") or "").strip().lower()
    if unit is not None and unit.bulletin_id != bulletin.pk:
        raise Invalid("not-of-this-bulletin", field="unit")
    account = User.objects.filter(email__iexact=address).first() if address else None
    return {**values, "address": address, "user": account}


def _taken(values: Mapping[str, Any]) -> Invalid:
    return Invalid("address-of-another", field="address", address=values["address"])
