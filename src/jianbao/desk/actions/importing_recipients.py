"""Imports recipients from a table: a report on every row, then all good rows in one transaction.

An import puts people on the lists and into groups; it takes nobody off and out of none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.grouping_recipients import add_group
from jianbao.desk.actions.importing_units import Imported, Row, Verdict
from jianbao.desk.actions.recipient_rows import HEADINGS, Surroundings, Wanted, folded, rows_of
from jianbao.desk.actions.recipients import (
    RecipientFacts,
    add_recipients,
    change_recipient,
    facts_of,
)
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.tables import Table
from jianbao.desk.models import Bulletin, Capacity, Recipient, RecipientGroup, User
from jianbao.desk.queries.addresses import (
    familiar_domains,
    is_role_address,
    meant_domain,
    own_addresses,
)
from jianbao.desk.queries.imprint_groups import imprint_lines
from jianbao.desk.queries.roster import known_to

__all__ = ["HEADINGS", "import_recipients", "report_recipients"]


class _Lists(NamedTuple):
    """What stands in the tables before the import, read once."""

    recipients: dict[str, Recipient]  # by address
    groups: dict[str, RecipientGroup]  # by name
    printed: dict[str, Capacity]  # lines of the imprint
    familiar: frozenset[str]  # domains


def report_recipients(bulletin: Bulletin, table: Table) -> Imported:
    """Say of every row what an import would do with it; change nothing."""
    lists, wanted = _understood(bulletin, table)
    return _report(lists, wanted)


def import_recipients(bulletin: Bulletin, table: Table, *, by: User) -> Imported:
    """Add and change recipients as the report says; rows with errors are left out.

    Empty cells change nothing; groups are added to those somebody is in. Raises NotAllowed.
    """
    rules.require(rules.may(by, "arrange_lists", bulletin))
    with transaction.atomic():
        lists, wanted = _understood(bulletin, table)
        done = _report(lists, wanted)
        verdicts = {row.line: row.verdict for row in done.rows}
        good = [one for one in wanted if verdicts[one.line] in ("new", "changed")]
        groups = _groups_for(bulletin, lists, good, by)
        fresh = [_facts(one, None, groups) for one in good if verdicts[one.line] == "new"]
        add_recipients(bulletin, fresh, by=by)
        for one in good:
            known = lists.recipients.get(one.address)
            if known is not None:
                change_recipient(known, _facts(one, known, groups), by=by, mark=None)
        if good:
            counts = {str(name): n for name, n in done.counts.items()}
            record("import_recipients", bulletin, by=by, bulletin=bulletin, after=counts)
    return done


def _understood(bulletin: Bulletin, table: Table) -> tuple[_Lists, list[Wanted]]:
    rows = bulletin.recipients.select_related("unit").prefetch_related("groups")
    groups = {group.name: group for group in bulletin.recipient_groups.all()}
    printed = {line.name: line.capacity for line in imprint_lines(bulletin)}
    around = Surroundings(
        known=known_to(bulletin),
        groups={folded(name): name for name in (*printed, *groups)},
        own=frozenset(own_addresses()),
    )
    wanted = rows_of(table, around)
    addresses = [one.address for one in wanted if not one.why]
    recipients = {one.address: one for one in rows}
    for one in recipients.values():
        one.bulletin = bulletin
    return _Lists(recipients, groups, printed, familiar_domains(bulletin, addresses)), wanted


def _report(lists: _Lists, wanted: Iterable[Wanted]) -> Imported:
    rows = [_judged(one, lists) for one in wanted]
    return Imported(rows, Counter(row.verdict for row in rows))


def _judged(one: Wanted, lists: _Lists) -> Row:
    if one.why == "joined":
        return Row(one.line, one.name, "same", warnings=one.warnings)
    if one.why:
        return Row(one.line, one.name, "error", one.why, one.about)
    known = lists.recipients.get(one.address)
    said = (*one.warnings, *_warnings(one, known, lists))
    if known is None:
        return Row(one.line, one.name, "new", warnings=said)
    verdict: Verdict = "changed" if _differs(one, known) else "same"
    return Row(one.line, one.name, verdict, warnings=said)


def _warnings(one: Wanted, known: Recipient | None, lists: _Lists) -> Iterable[tuple[str, str]]:
    meant = meant_domain(one.address, lists.familiar)
    if meant:
        yield "domain-mistyped", meant
    if is_role_address(one.address):
        yield "role-address", one.address
    yield from _about_groups(one, lists)
    if known is None:
        if not one.groups:
            yield "in-no-group", ""
    else:
        yield from _about_known(one, known)


def _about_groups(one: Wanted, lists: _Lists) -> Iterable[tuple[str, str]]:
    for name in one.groups:
        group = lists.groups.get(name)
        if group is None:
            yield "group-new", name
        elif one.capacity and one.capacity != group.capacity:
            yield "group-otherwise", name


def _about_known(one: Wanted, known: Recipient) -> Iterable[tuple[str, str]]:
    if known.name != one.name:
        yield "named-otherwise", known.name
    if known.left_at is not None:
        yield "stays-off", ""
    elif known.unsubscribed_at is not None:
        yield "stays-unsubscribed", ""


def _columns(one: Wanted, known: Recipient | None) -> dict[str, Any]:
    """Give what is to stand in the columns; what the row leaves empty stays as it is."""
    noted = known.note if known else ""
    said = {
        "name": one.name,
        "post": one.post,
        "unit": one.unit,
        "wants": one.wants,
        "note": one.note or noted or one.unknown_unit,
    }
    return {name: value or getattr(known, name, None) or value for name, value in said.items()}


def _differs(one: Wanted, known: Recipient) -> bool:
    wanted = _columns(one, known)
    held = {group.name for group in known.groups.all()}
    changed = any(getattr(known, name) != value for name, value in wanted.items())
    return changed or not held.issuperset(one.groups)


def _groups_for(
    bulletin: Bulletin, lists: _Lists, good: Iterable[Wanted], by: User
) -> dict[str, int]:
    """Give the groups by name, the new ones made as the imprint or the first row says."""
    keys = {name: group.pk for name, group in lists.groups.items()}
    for one in good:
        for name in one.groups:
            if name not in keys:
                capacity = lists.printed.get(name) or one.capacity or Capacity.MAIN
                values = {"name": name, "capacity": capacity}
                keys[name] = add_group(bulletin, values, by=by).pk
    return keys


def _facts(one: Wanted, known: Recipient | None, groups: dict[str, int]) -> RecipientFacts:
    named = frozenset(groups[name] for name in one.groups)
    held = facts_of(known).groups if known else frozenset()
    return RecipientFacts(address=one.address, groups=held | named, **_columns(one, known))
