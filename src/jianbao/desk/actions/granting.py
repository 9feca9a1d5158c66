"""Gives and takes roles. Nobody changes their own; the desk keeps an administrator."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from jianbao.desk import rules
from jianbao.desk.actions import people
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Grant, Role, Section, Unit, User


def give(
    person: User,
    role: str,
    *,
    by: User | None,
    bulletin: Bulletin | None = None,
    section: Section | None = None,
    unit: Unit | None = None,
) -> Grant:
    """Give a person a role; `by` None is the command line or an accepted invitation.

    Raises NotAllowed, or Invalid for a place that does not fit the role or a role held already.
    """
    if by is not None:
        rules.require(rules.may_grant(by, role, person, bulletin))
    check_place(role, bulletin, section, unit)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                user=person, role=role, bulletin=bulletin, section=section, unit=unit, granted_by=by
            )
            record("give_role", person, by=by, bulletin=bulletin, after=place_of(grant))
    except IntegrityError as error:
        raise Invalid("already-granted", field="role", who=str(person)) from error
    rules.forget_grants(person)
    return grant


def open_account_with_role(
    account: dict[str, str], role: str, *, bulletin: Bulletin | None = None
) -> User:
    """Open an account and give it a role, both or neither, from the command line.

    `account` has what `people.open_account` takes. Raises Invalid.
    """
    with transaction.atomic():
        person = people.open_account(**account, by=None)
        give(person, role, by=None, bulletin=bulletin)
    return person


def take(grant: Grant, *, by: User, reason: str = "") -> None:
    """Take a role away. Raises NotAllowed, also for the last administrator of the desk."""
    with transaction.atomic():
        people.lock_administrators()
        rules.require(rules.may_take(by, grant))
        record(
            "take_role",
            grant.user,
            by=by,
            bulletin=grant.bulletin,
            before=place_of(grant),
            note=reason[:500],
        )
        grant.delete()
    rules.forget_grants(grant.user)


def check_place(
    role: str, bulletin: Bulletin | None, section: Section | None, unit: Unit | None
) -> None:
    """Raise Invalid unless a role may be held there: only some are limited to a section or unit."""
    if role not in Role.values or (bulletin is None and role != Role.ADMINISTRATOR):
        raise Invalid("role-needs-bulletin", field="bulletin")
    narrowed = rules.NARROWED_BY.get(role)
    if section is not None and narrowed != "section":
        raise Invalid("section-not-for-role", field="section")
    if unit is not None and narrowed != "unit":
        raise Invalid("unit-not-for-role", field="unit")
    for place in (section, unit):
        if place is not None and place.bulletin != bulletin:
            raise Invalid("not-of-this-bulletin", field="bulletin")


def place_of(grant: Grant) -> dict[str, str]:
    """Give a grant as the log keeps it, in the words of that day."""
    named = {
        "role": grant.role,
        "section": grant.section and grant.section.title,
        "unit": grant.unit and grant.unit.name,
    }
    return {name: str(value) for name, value in named.items() if value}
