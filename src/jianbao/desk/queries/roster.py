"""Who is known to a bulletin: its units by every name they bore, its correspondents by address."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q

from jianbao.desk.models import Bulletin, Correspondent, Grant, Role, Unit, User
from jianbao.language.roster import Roster
from jianbao.language.roster import Unit as KnownUnit

PUBLIC_DOMAINS = frozenset(
    "163.com 126.com yeah.net qq.com foxmail.com sina.com sina.cn sohu.com 139.com 189.cn wo.cn"
    " aliyun.com 21cn.com tom.com 263.net vip.163.com vip.qq.com vip.sina.com gmail.com"
    " outlook.com hotmail.com live.com live.cn msn.com icloud.com yahoo.com yahoo.com.cn".split()
)


class Known(NamedTuple):
    """The units and correspondents of one bulletin, read once for a contribution."""

    units: dict[str, Unit]
    correspondents: tuple[Correspondent, ...]
    roster: Roster

    def unit_named(self, name: str) -> Unit | None:
        """Give the unit that a name stands for, blanks and marks aside."""
        canonical = self.roster.canonical(name)
        return self.units.get(canonical) if canonical else None

    def by_address(self, address: str) -> Correspondent | None:
        """Give the correspondent who writes from an address."""
        address = address.lower()
        return next(
            (one for one in self.correspondents if address and one.address == address), None
        )

    def by_name(self, name: str, unit: Unit | None = None) -> Correspondent | None:
        """Give the one correspondent of that name, in `unit` when several bear it."""
        bearers = [one for one in self.correspondents if one.name == name]
        if len(bearers) > 1 and unit is not None:
            bearers = [one for one in bearers if one.unit_id == unit.pk]
        return bearers[0] if len(bearers) == 1 else None

    def unit_of_domain(self, address: str) -> Unit | None:
        """Give the unit to which every known address of the same domain belongs."""
        domain = address.rpartition("@")[2].lower()
        if not domain or domain in PUBLIC_DOMAINS:
            return None
        units = {
            one.unit_id for one in self.correspondents if one.address.rpartition("@")[2] == domain
        }
        found = units.pop() if len(units) == 1 else None
        return next((unit for unit in self.units.values() if unit.pk == found), None)


def known_to(bulletin: Bulletin) -> Known:
    """Read the units and correspondents of a bulletin; those who left are still known by name."""
    units = list(Unit.objects.filter(bulletin=bulletin).prefetch_related("names"))
    by_key = {unit.pk: unit for unit in units}
    people = Correspondent.objects.filter(bulletin=bulletin)
    correspondents = tuple(people.order_by("left_at", "pk"))
    for one in correspondents:
        if one.unit_id in by_key:
            one.unit = by_key[one.unit_id]
    roster = Roster(
        (KnownUnit(unit.name, tuple(name.name for name in unit.names.all())) for unit in units),
        (one.name for one in correspondents),
    )
    return Known({unit.name: unit for unit in units}, correspondents, roster)


def unit_of_person(user: User, bulletin: Bulletin) -> tuple[Unit | None, Correspondent | None]:
    """Give the unit that a person with an account writes for, and who they are as correspondent."""
    address = Q(user=user) | (Q(address=user.email.lower()) if user.email else Q(pk=None))
    one = Correspondent.objects.filter(address, bulletin=bulletin).select_related("unit").first()
    if one is not None and one.unit is not None:
        return one.unit, one
    grants = Grant.objects.filter(
        user=user, bulletin=bulletin, role=Role.CONTRIBUTOR, unit__isnull=False
    ).select_related("unit")
    units = [grant.unit for grant in grants]
    return (units[0] if len(units) == 1 else None), one
