"""Adds, changes and orders the sections (栏目) of a bulletin; one is hidden, never deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from jianbao.desk import rules
from jianbao.desk.actions.changing import change, stale
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Section, User


def add_section(bulletin: Bulletin, values: Mapping[str, Any], *, by: User) -> Section:
    """Add a section behind the others. Raises NotAllowed, or Invalid when the title is taken."""
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    try:
        with transaction.atomic():
            last = bulletin.sections.aggregate(last=Max("position"))["last"]
            position = 0 if last is None else last + 1
            section = Section.objects.create(bulletin=bulletin, position=position, **values)
            record("add_section", section, by=by, after={"title": section.title})
    except IntegrityError as error:
        raise Invalid("section-taken", field="title", title=values["title"]) from error
    return section


def change_section(
    section: Section, values: Mapping[str, Any], *, by: User, mark: str | None
) -> None:
    """Change a section; a title that it no longer bears stays known as another spelling.

    Raises NotAllowed, Invalid when the title is taken, or Stale.
    """
    rules.require(rules.may(by, "arrange_bulletin", section.bulletin))
    wanted = dict(values)
    if wanted.get("title", section.title) != section.title:
        aliases = wanted.get("aliases", section.aliases)
        wanted["aliases"] = [
            *dict.fromkeys(name for name in (*aliases, section.title) if name != wanted["title"])
        ]
    try:
        change(section, wanted, by=by, bulletin=section.bulletin, verb="change_section", mark=mark)
    except IntegrityError as error:
        raise Invalid("section-taken", field="title", title=wanted["title"]) from error


def set_sections(bulletin: Bulletin, rows: Sequence[Mapping[str, Any]], *, by: User) -> None:
    """Make the first sections those of `rows`, in this order; rows without `pk` are new.

    Sections that no row names stay behind them. Raises NotAllowed, or Invalid as above.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    with transaction.atomic():
        known = {section.pk: section for section in bulletin.sections.all()}
        order = []
        for row in rows:
            values = {"title": row["title"], "item_length": row["item_length"]}
            section = known.get(row.get("pk") or 0)
            if section is None:
                section = add_section(bulletin, values, by=by)
            else:
                change_section(section, values, by=by, mark=None)
            order.append(section.pk)
        order_sections(bulletin, [*order, *(pk for pk in known if pk not in order)], by=by)


def order_sections(bulletin: Bulletin, order: Sequence[int], *, by: User) -> None:
    """Put the sections in an order, named by all their keys. Raises NotAllowed, or Stale."""
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    with transaction.atomic():
        known = {section.pk: section for section in bulletin.sections.select_for_update()}
        if sorted(known) != sorted(order):
            raise stale(bulletin)
        before = [section.title for section in known.values()]
        for position, pk in enumerate(order):
            known[pk].position = position
        Section.objects.bulk_update(known.values(), ["position"])
        after = [known[pk].title for pk in order]
        if before != after:
            record(
                "order_sections",
                bulletin,
                by=by,
                bulletin=bulletin,
                before={"order": before},
                after={"order": after},
            )


def moved(order: Sequence[int], pk: int, step: int) -> list[int]:
    """Give an order in which `pk` stands `step` places further on; at an end it stays."""
    place = order.index(pk)
    others = [other for other in order if other != pk]
    others.insert(max(0, place + step), pk)
    return others
