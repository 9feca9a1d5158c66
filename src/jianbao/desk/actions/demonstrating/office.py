"""Gives the invented bulletin its units, its people with their rights, and its review."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from jianbao.desk.actions.granting import give
from jianbao.desk.actions.people import open_account
from jianbao.desk.models import Bulletin, Correspondent, Role, Unit, UnitName, User
from jianbao.desk.steps import SMALL
from jianbao.samples import people, units

_CORRESPONDENTS_WITH_ACCOUNTS = 3
_CHECKLIST = ("期号、总期号与上期相接", "领导姓名、职务核对无误", "照片与文字相符")


class Office(NamedTuple):
    """The bulletin, and who brings an issue to print."""

    bulletin: Bulletin
    editor: User
    reviewer: User
    signer: User
    publisher: User


def open_office(bulletin: Bulletin, password: str) -> Office:
    """Arrange the units, open the accounts, set the review of a small office (审核, 签发)."""
    _arrange_units(bulletin)
    _open_accounts(bulletin, password)
    bulletin.review_steps = msgspec.to_builtins(SMALL)
    bulletin.checklist = list(_CHECKLIST)
    bulletin.save(update_fields=["review_steps", "checklist"])
    roles = (Role.EDITOR, Role.REVIEWER, Role.SIGNER, Role.PUBLISHER)
    return Office(bulletin, *(_first(bulletin, role) for role in roles))


def _first(bulletin: Bulletin, role: Role) -> User:
    return User.objects.filter(grants__role=role, grants__bulletin=bulletin).order_by("pk")[0]


def _arrange_units(bulletin: Bulletin) -> None:
    """Put the units under each other, and note what they were called before."""
    known = {unit.name: unit for unit in Unit.objects.filter(bulletin=bulletin)}
    for sample in units():
        unit = known[sample.name]
        unit.parent = known.get(sample.parent or "")
        unit.contributes = sample.parent is not None
        unit.save(update_fields=["parent", "contributes"])
        UnitName.objects.bulk_create(
            UnitName(unit=unit, name=name, kind=UnitName.Kind.FORMER)
            for name in sample.former_names
        )


def _open_accounts(bulletin: Bulletin, password: str) -> None:
    """Open accounts for the office and a few correspondents; the others only write."""
    known = {unit.name: unit for unit in Unit.objects.filter(bulletin=bulletin)}
    correspondents = 0
    for sample in people():
        unit = known.get(sample.unit or "")
        name, address = sample.address.partition("@")[0], sample.address
        if sample.role == "contributor":
            Correspondent.objects.create(
                bulletin=bulletin, unit=unit, name=sample.name, address=address
            )
            correspondents += 1
            if correspondents > _CORRESPONDENTS_WITH_ACCOUNTS:
                continue
        person = open_account(
            username=name, email=address, full_name=sample.name, password=password, by=None
        )
        place = unit if sample.role == "contributor" else None
        above = sample.role == "administrator"
        give(person, sample.role, by=None, bulletin=None if above else bulletin, unit=place)
