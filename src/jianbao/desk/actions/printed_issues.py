"""Files an issue that was printed: its content as it is, its items as rows that can be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.editing import headline_of
from jianbao.desk.actions.numbering import take_numbers
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Issue, Item, RawMessage, Section, Unit, User
from jianbao.document import model
from jianbao.language.roster import Roster
from jianbao.language.roster import Unit as KnownUnit


class _Placed(NamedTuple):
    section: str
    subsection: str
    item: model.Item


def add_printed_issue(
    bulletin: Bulletin,
    printed: model.Issue,
    *,
    by: User | None,
    raw: RawMessage | None = None,
) -> Issue:
    """File a printed issue under its numbers, and let numbering count on from the latest.

    Raises NotAllowed, or Invalid when the year is missing or a number is taken.
    """
    if by is not None:
        rules.require(rules.may(by, "arrange_bulletin", bulletin))
    masthead = printed.masthead
    year = masthead.year or (masthead.date.year if masthead.date else None)
    if year is None:
        raise Invalid("year-missing", field="year")
    try:
        with transaction.atomic():
            issue = Issue.objects.create(
                bulletin=bulletin,
                state=Issue.State.PUBLISHED,
                year=year,
                content=msgspec.to_builtins(printed),
                raw=raw,
                published_at=timezone.now(),
                **_columns(printed),
            )
            take_numbers(issue)
            _add_items(issue, printed)
            count_on(bulletin, issue)
            record("file_issue", issue, by=by, after={"year": year, "number": issue.number})
    except IntegrityError as error:
        raise Invalid(
            "number-taken", field="number", number=masthead.number or masthead.running_number
        ) from error
    return issue


def _columns(printed: model.Issue) -> dict[str, object]:
    masthead, window = printed.masthead, printed.imprint.window
    return {
        "kind": masthead.kind,
        "number": masthead.number,
        "number_to": masthead.number_to,
        "running_number": masthead.running_number,
        "running_number_to": masthead.running_number_to,
        "label": masthead.label[:20],
        "date": masthead.date,
        "window_start": window.start if window else None,
        "window_end": window.end if window else None,
    }


def _placed(printed: model.Issue) -> Iterator[_Placed]:
    for section in printed.sections:
        yield from (_Placed(section.title, "", item) for item in section.items)
        for subsection in section.subsections:
            yield from (_Placed(section.title, subsection.title, item) for item in subsection.items)


def _add_items(issue: Issue, printed: model.Issue) -> None:
    sections = _sections(issue.bulletin)
    units = {unit.name: unit for unit in Unit.objects.filter(bulletin=issue.bulletin)}
    roster = _roster(issue.bulletin)
    Item.objects.bulk_create(
        Item(
            issue=issue,
            section=sections.get(place.section),
            section_title=place.section[:40],
            subsection_title=place.subsection[:40],
            position=position,
            headline=headline_of(place.item),
            content=msgspec.to_builtins(place.item),
            unit=_unit_of(place.item, roster, units),
        )
        for position, place in enumerate(_placed(printed))
    )


def _sections(bulletin: Bulletin) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section in bulletin.sections.all():
        for name in (section.title, *section.aliases):
            found.setdefault(name, section)
    return found


def _roster(bulletin: Bulletin) -> Roster:
    units = Unit.objects.filter(bulletin=bulletin).prefetch_related("names")
    return Roster(KnownUnit(u.name, tuple(n.name for n in u.names.all())) for u in units)


def _unit_of(item: model.Item, roster: Roster, units: dict[str, Unit]) -> Unit | None:
    for signed in item.byline.units if item.byline else ():
        name = roster.canonical(signed)
        if name is not None:
            return units[name]
    return None


def count_on(bulletin: Bulletin, issue: Issue) -> None:
    """Remember the numbers reached, when this issue is the latest."""
    reached = (bulletin.last_year or 0, bulletin.last_number or 0)
    number = issue.number_to or issue.number
    if number is None or (issue.year, number) <= reached or issue.kind == "special":
        return
    bulletin.last_year, bulletin.last_number = issue.year, number
    bulletin.last_running_number = (
        issue.running_number_to or issue.running_number or bulletin.last_running_number
    )
    bulletin.save(update_fields=["last_year", "last_number", "last_running_number"])
