"""Imports correspondents from a table: a report on every row, then the good ones at once."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.correspondents import add_correspondent, change_correspondent
from jianbao.desk.actions.importing_units import Imported, Row
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.tables import Table
from jianbao.desk.models import Bulletin, Correspondent, Unit, User
from jianbao.desk.queries.roster import Known, known_to

HEADINGS = {
    "name": ("姓名", "通讯员", "通讯员姓名", "联系人", "name", "full name", "correspondent"),
    "unit": ("单位", "单位名称", "所在单位", "部门", "unit", "organisation"),
    "address": ("邮箱", "电子邮箱", "电子邮件", "邮件地址", "email", "e-mail", "mail", "address"),
    "phone": ("电话", "手机", "手机号", "联系电话", "phone", "mobile", "telephone"),
}
_LONGEST = {"name": 60, "phone": 30}


def report_people(bulletin: Bulletin, table: Table) -> Imported:
    """Say of every row what an import would do with it; change nothing."""
    known = known_to(bulletin)
    addresses = Counter(_address(given) for _line, given in table.rows)
    rows = [_judged(line, given, known, addresses) for line, given in table.rows]
    return Imported(rows, Counter(row.verdict for row in rows))


def import_people(bulletin: Bulletin, table: Table, *, by: User) -> Imported:
    """Note and change correspondents as the report says; rows with errors are left out.

    Empty cells change nothing. Raises NotAllowed.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    with transaction.atomic():
        known = known_to(bulletin)
        done = report_people(bulletin, table)
        verdicts = {row.line: row.verdict for row in done.rows}
        for line, given in table.rows:
            unit = known.unit_named(given.get("unit", ""))
            one = _matching(given, known, unit)
            if verdicts[line] == "new":
                add_correspondent(bulletin, _values(given, unit), by=by)
            elif verdicts[line] == "changed" and one is not None:
                kept = {"name": one.name, "unit": one.unit, "phone": one.phone}
                wanted = {"address": one.address, **kept, **_values(given, unit, only_filled=True)}
                change_correspondent(one, wanted, by=by, mark=None)
        if done.counts["new"] or done.counts["changed"]:
            record(
                "import_people",
                bulletin,
                by=by,
                bulletin=bulletin,
                after={str(name): n for name, n in done.counts.items()},
            )
    return done


def _judged(line: int, given: dict[str, str], known: Known, addresses: Counter[str]) -> Row:
    name, address = given.get("name", ""), _address(given)
    unit = known.unit_named(given.get("unit", ""))
    errors = [
        ("name-missing", "", not name),
        ("name-too-long", "", any(len(given.get(c, "")) > n for c, n in _LONGEST.items())),
        ("address-unfit", address, bool(address) and not _is_address(address)),
        ("named-twice", address, bool(address) and addresses[address] > 1),
        ("unit-unknown", given.get("unit", ""), bool(given.get("unit")) and unit is None),
    ]
    for why, about, wrong in errors:
        if wrong:
            return Row(line, name, "error", why, about)
    one = _matching(given, known, unit)
    if one is None:
        return Row(line, name, "new")
    wanted = _values(given, unit, only_filled=True)
    differs = any(getattr(one, column) != value for column, value in wanted.items())
    return Row(line, name, "changed" if differs else "same")


def _matching(given: dict[str, str], known: Known, unit: Unit | None) -> Correspondent | None:
    """Give whom a row is about: of its address, else of its name in that unit without another."""
    address = _address(given)
    one = known.by_address(address)
    if one is not None:
        return one
    named = known.by_name(given.get("name", ""), unit)
    if named is None or (unit is not None and named.unit_id not in (None, unit.pk)):
        return None
    return None if address and named.address else named


def _values(
    given: dict[str, str], unit: Unit | None, *, only_filled: bool = False
) -> dict[str, object]:
    values: dict[str, object] = {
        "name": given.get("name", ""),
        "unit": unit,
        "address": _address(given),
        "phone": given.get("phone", ""),
    }
    if only_filled:
        return {column: value for column, value in values.items() if value}
    return values


def _address(given: dict[str, str]) -> str:
    return given.get("address", "").lower()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
