"""Imports units from a table: a report on every row, then all good rows in one transaction."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.tables import Table, names_in
from jianbao.desk.actions.units import UnitFacts, add_unit, change_unit
from jianbao.desk.models import Bulletin, Unit, UnitName, User

HEADINGS = {
    "name": ("单位", "单位名称", "名称", "部门", "机构名称", "unit", "name", "unit name"),
    "parent": ("上级单位", "上级", "所属单位", "隶属", "parent", "parent unit", "belongs to"),
    "aliases": ("别名", "简称", "其他名称", "aliases", "alias", "short name", "also known as"),
    "former": ("曾用名", "原名", "旧名", "former names", "former name", "former"),
    "code": ("编码", "代码", "单位编码", "单位代码", "编号", "code", "id"),
}
_LONGEST = 80
Verdict = Literal["new", "changed", "same", "error"]


class Row(NamedTuple):
    """What becomes of one line of the table; `why` is the code of what is wrong with it.

    `warnings` are codes, each with what it is about, that hinder nothing.
    """

    line: int
    name: str
    verdict: Verdict
    why: str = ""
    about: str = ""
    warnings: tuple[tuple[str, str], ...] = ()


class Imported(NamedTuple):
    """The report, and how many rows of each kind there are."""

    rows: list[Row]
    counts: Counter[Verdict]


class _Known:
    """The units of a bulletin by every name they go by, read once."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.units = list(bulletin.units.prefetch_related("names"))
        self.by_name = {unit.name: unit for unit in self.units}
        self.by_code = {unit.code: unit for unit in self.units if unit.code}
        self.by_any = {name.name: unit for unit in self.units for name in unit.names.all()}
        self.by_any |= self.by_name

    def matching(self, given: dict[str, str]) -> Unit | None:
        """Give the unit a row is about: of its code, else of its name."""
        return self.by_code.get(given.get("code", "")) or self.by_name.get(given["name"])


def report_units(bulletin: Bulletin, table: Table) -> Imported:
    """Say of every row what an import would do with it; change nothing."""
    known = _Known(bulletin)
    named = Counter(given.get("name", "") for _line, given in table.rows)
    rings = _in_rings(table)
    rows = [_judged(line, given, known, named, rings) for line, given in table.rows]
    return Imported(rows, Counter(row.verdict for row in rows))


def import_units(bulletin: Bulletin, table: Table, *, by: User, today: dt.date) -> Imported:
    """Add and change units as the report says; rows with errors are left out. Raises NotAllowed.

    Empty cells change nothing; other names are added to those known. A unit met under its code by
    another name is renamed and keeps the old one.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    with transaction.atomic():
        done = report_units(bulletin, table)
        good = {row.line for row in done.rows if row.verdict in ("new", "changed")}
        given = [cells for line, cells in table.rows if line in good]
        _write(bulletin, given, by, today, parents=False)
        _write(bulletin, given, by, today, parents=True)
        if good:
            record(
                "import_units",
                bulletin,
                by=by,
                bulletin=bulletin,
                after={str(name): n for name, n in done.counts.items()},
            )
    return done


def _judged(
    line: int, given: dict[str, str], known: _Known, named: Counter[str], rings: set[str]
) -> Row:
    name, parent = given.get("name", ""), given.get("parent", "")
    unit = known.matching(given) if name else None
    other = known.by_any.get(name)
    errors = [
        ("name-missing", "", not name),
        ("name-too-long", "", len(name) > _LONGEST),
        ("named-twice", "", named[name] > 1),
        ("name-of-another", str(other), other not in (None, unit)),
        ("parent-unknown", parent, bool(parent) and parent not in known.by_any | named),
        ("ring", parent, name in rings),
    ]
    for why, about, wrong in errors:
        if wrong:
            return Row(line, name, "error", why, about)
    if unit is None:
        return Row(line, name, "new")
    return Row(line, name, "changed" if _differs(unit, given, known) else "same")


def _differs(unit: Unit, given: dict[str, str], known: _Known) -> bool:
    bears = {name.name for name in unit.names.all()} | {given["name"]}
    wanted = {*names_in(given.get("aliases", "")), *names_in(given.get("former", ""))}
    parent = given.get("parent", "")
    above = known.by_any.get(parent)
    return (
        unit.name != given["name"]
        or (bool(given.get("code")) and unit.code != given["code"])
        or not wanted <= bears
        or (bool(parent) and (above is None or unit.parent_id != above.pk))
    )


def _in_rings(table: Table) -> set[str]:
    """Give the names that stand below themselves by the table alone."""
    above = {given.get("name", ""): given.get("parent", "") for _line, given in table.rows}
    found = set()
    for name, parent in above.items():
        seen, at = {name}, parent
        while at and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == name and name:
            found.add(name)
    return found


def _write(
    bulletin: Bulletin, rows: Sequence[dict[str, str]], by: User, today: dt.date, *, parents: bool
) -> None:
    """Write the rows: first the units with their names; when all stand, what is above them."""
    known = _Known(bulletin)
    for given in rows:
        unit = known.matching(given)
        if unit is None:
            facts = UnitFacts(
                name=given["name"],
                code=given.get("code", ""),
                aliases=names_in(given.get("aliases", "")),
                former=names_in(given.get("former", "")),
            )
            add_unit(bulletin, facts, by=by)
            continue
        parent = known.by_any.get(given.get("parent", "")) if parents else None
        change_unit(unit, _facts(unit, given, parent), by=by, mark=None, today=today)


def _facts(unit: Unit, given: dict[str, str], parent: Unit | None) -> UnitFacts:
    names = list(unit.names.all())
    aliases = [name.name for name in names if name.kind == UnitName.Kind.ALIAS]
    former = [name.name for name in names if name.kind == UnitName.Kind.FORMER]
    return UnitFacts(
        name=given["name"],
        parent=parent or unit.parent,
        code=given.get("code") or unit.code,
        contributes=unit.contributes,
        aliases=[*aliases, *(n for n in names_in(given.get("aliases", "")) if n not in former)],
        former=[*former, *names_in(given.get("former", ""))],
    )
