"""编排: an issue in the making as its board shows it, in the order of print. Typesets nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from jianbao.desk.models import Contribution, Issue, Item, Resemblance, Verdict
from jianbao.desk.queries.arrangement import Group, Place, arrangement_of
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item_length import length_of, lines_over
from jianbao.desk.queries.repeated import Pair, repeated_pairs
from jianbao.desk.queries.waiting import waiting

OFTEN = 3  # items of one unit in an issue that are worth a look


class Row(NamedTuple):
    """One item; `over` is in printed lines, `comments` are those not settled."""

    item: Item
    number: int
    units: tuple[str, ...]
    source: str
    length: int
    over: int
    reviewed: bool
    comments: int
    resembles: Resemblance | None  # a text outside this issue


class GroupRows(NamedTuple):
    """A group with its items; the title is empty for those that stand in none."""

    group: Group
    rows: tuple[Row, ...]
    known: bool = True


class SectionRows(NamedTuple):
    """A section with its items; `waiting` are contributions suggested for it while it is empty."""

    place: Place
    groups: tuple[GroupRows, ...]
    known: bool = True
    waiting: tuple[Contribution, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give its items, those in groups included."""
        return tuple(row for group in self.groups for row in group.rows)


class UnitCount(NamedTuple):
    """A unit and its items in this issue."""

    name: str
    rows: tuple[Row, ...]


class Board(NamedTuple):
    """The sections that are printed or may be, and what is worth a look."""

    sections: tuple[SectionRows, ...]
    hidden: tuple[str, ...]
    units: tuple[UnitCount, ...]  # with the most first
    pairs: tuple[Pair, ...]  # of items of this issue that tell much alike

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give all items in the order of print."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def empty(self) -> tuple[SectionRows, ...]:
        """Give the sections in which nothing stands."""
        return tuple(section for section in self.sections if not section.rows)

    @property
    def long(self) -> tuple[Row, ...]:
        """Give the items that are longer than their section wants."""
        return tuple(row for row in self.rows if row.over)

    @property
    def often(self) -> tuple[UnitCount, ...]:
        """Give the units with so many items that others may come short."""
        return tuple(unit for unit in self.units if len(unit.rows) >= OFTEN)


def board_of(issue: Issue, *, hidden: bool = False) -> Board:
    """Read the board of an issue, in a number of queries that its size does not change.

    With `hidden`, the hidden sections are among the others.
    """
    arrangement = arrangement_of(issue)
    rows = _rows(issue, {place.title: place.item_length for place in arrangement})
    shown = [_section(place, rows) for place in arrangement]
    shown += _unknown(rows, {place.title for place in arrangement})
    left_out = tuple(one.place.title for one in shown if one.place.hidden and not one.rows)
    if not hidden:
        shown = [one for one in shown if one.place.title not in left_out]
    return Board(
        sections=_with_waiting(issue, shown),
        hidden=left_out,
        units=_units(rows),
        pairs=repeated_pairs([row.item for row in rows]),
    )


def _rows(issue: Issue, wanted: dict[str, int | None]) -> list[Row]:
    items = list(items_of(issue))
    comments = _comments(issue)
    approved, resembling = _approved(issue), _resembling(items)
    return [
        Row(
            item=item,
            number=number,
            units=units_in(item),
            source=((item.content.get("source") or {}).get("raw") or "").strip("（）()"),
            length=(length := length_of(item.content)),
            over=lines_over(length, wanted.get(item.section_title)),
            reviewed=approved.get(str(item.pk)) == {**item.content, "id": str(item.pk)},
            comments=comments.get(item.pk, 0),
            resembles=resembling.get(item.pk),
        )
        for number, item in enumerate(items, 1)
    ]


def units_in(item: Item) -> tuple[str, ...]:
    """Give the units that an item names as its authors, or the one that it came from."""
    byline = item.content.get("byline") or {}
    named = tuple(str(unit) for unit in byline.get("units") or ())
    return named or ((item.unit.name,) if item.unit else ())


def _comments(issue: Issue) -> dict[int, int]:
    found = issue.comments.filter(item__isnull=False, parent=None, resolved_at=None)
    return dict(found.order_by().values_list("item").annotate(n=Count("pk")))


def _approved(issue: Issue) -> dict[str, dict[str, object]]:
    """Give the items of the content that was approved last, by key."""
    given = issue.verdicts.filter(outcome=Verdict.Outcome.APPROVED, void_since=None)
    last = given.select_related("snapshot").order_by("-pk").first()
    if last is None:
        return {}
    sections = last.snapshot.content.get("sections") or ()
    return {
        item["id"]: item
        for section in sections
        for part in (section, *section.get("subsections", ()))
        for item in part.get("items", ())
    }


def _resembling(items: Iterable[Item]) -> dict[int, Resemblance]:
    """Give what each item's contribution resembles outside the issue, the likest first."""
    keys = [item.pk for item in items]
    found = Resemblance.objects.filter(
        contribution__origins__item__in=keys, verdict__in=("duplicate", "suspect")
    ).exclude(other__origins__item__in=keys)
    by_item: dict[int, Resemblance] = {}
    for one in found.order_by("-likeness", "pk").prefetch_related("contribution__origins"):
        for origin in one.contribution.origins.all():
            by_item.setdefault(origin.item_id, one)
    return by_item


def _section(place: Place, rows: list[Row]) -> SectionRows:
    inside = [row for row in rows if row.item.section_title == place.title]
    groups = [Group(title=""), *place.groups]
    known = {group.title for group in groups}
    found = [GroupRows(group, _in_group(inside, group.title)) for group in groups]
    others = dict.fromkeys(row.item.subsection_title for row in inside)
    found += [
        GroupRows(Group(title=title), _in_group(inside, title), known=False)
        for title in others
        if title not in known
    ]
    return SectionRows(place, tuple(found))


def _in_group(rows: list[Row], title: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.item.subsection_title == title)


def _unknown(rows: list[Row], known: set[str]) -> list[SectionRows]:
    """Give the sections that items name and the issue does not have; they are printed last."""
    titles = dict.fromkeys(row.item.section_title for row in rows)
    return [
        _section(Place(title=title), rows)._replace(known=False)
        for title in titles
        if title not in known
    ]


def _with_waiting(issue: Issue, sections: list[SectionRows]) -> tuple[SectionRows, ...]:
    keys = [one.place.section for one in sections if not one.rows and one.place.section]
    by_section: dict[int | None, list[Contribution]] = {}
    if keys:
        found = waiting(issue.bulletin).filter(suggested_section__in=keys).select_related("unit")
        for piece in found.defer("paragraphs", "text", "facts").order_by("-received_at", "-pk"):
            by_section.setdefault(piece.suggested_section_id, []).append(piece)
    return tuple(
        one._replace(waiting=tuple(by_section.get(one.place.section, ())))
        if one.place.section and not one.rows
        else one
        for one in sections
    )


def _units(rows: list[Row]) -> tuple[UnitCount, ...]:
    counted = Counter(unit for row in rows for unit in row.units)
    return tuple(
        UnitCount(name, tuple(row for row in rows if name in row.units))
        for name, _ in counted.most_common()
    )
