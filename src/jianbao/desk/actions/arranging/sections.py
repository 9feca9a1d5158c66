"""Changes the sections and groups of one issue; those of the bulletin stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from jianbao.desk import rules
from jianbao.desk.actions.arranging.rearranging import rearrange
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Event, Issue, User
from jianbao.desk.queries.arrangement import Arrangement, Group, Place, place_titled
from jianbao.desk.queries.order import Order
from jianbao.document.model import one_line

LONGEST = 40  # characters of a title, as the columns of an item hold them
Part = TypeVar("Part")
_replace = msgspec.structs.replace


def add_section(issue: Issue, title: str, *, by: User) -> Event | None:
    """Add a section of this issue's own behind the others.

    Raises NotAllowed, Impossible, or Invalid when the title is missing or taken.
    """

    def change(order: Order) -> Order:
        fresh = Place(title=_fresh(title, (place.title for place in order.sections)))
        return _replace(order, sections=(*order.sections, fresh))

    return _arrange(issue, "add_issue_section", change, by=by, name=title)


def change_section(
    issue: Issue, title: str, *, by: User, new_title: str, item_length: int | None
) -> Event | None:
    """Give a section another title, which its items bear from now on, and another length.

    Raises as `add_section`, and Stale when the section is gone.
    """

    def change(order: Order) -> Order:
        others = [place.title for place in order.sections if place.title != title]
        fresh = _fresh(new_title, others)
        changed = _with(
            order, title, lambda place: _replace(place, title=fresh, item_length=item_length)
        )
        places = tuple(
            _replace(placed, title=fresh) if placed.title == title else placed
            for placed in order.places
        )
        return _replace(changed, places=places)

    return _arrange(issue, "change_issue_section", change, by=by, name=title)


def hide_section(issue: Issue, title: str, *, by: User, hidden: bool = True) -> Event | None:
    """Leave an empty section out of this issue, or show it again.

    Raises as `change_section`, and Impossible while items stand in it.
    """

    def change(order: Order) -> Order:
        if hidden and order.holds(title):
            raise Impossible("section-holds-items", title=title)
        return _with(order, title, lambda place: _replace(place, hidden=hidden))

    return _arrange(
        issue, "hide_issue_section" if hidden else "show_issue_section", change, by=by, name=title
    )


def remove_section(issue: Issue, title: str, *, by: User) -> Event | None:
    """Take an empty section of this issue's own away; those of the bulletin can be hidden.

    Raises as `hide_section`.
    """

    def change(order: Order) -> Order:
        if _named(order.sections, title).section is not None:
            raise Impossible("section-of-bulletin", title=title)
        if order.holds(title):
            raise Impossible("section-holds-items", title=title)
        return _replace(order, sections=tuple(p for p in order.sections if p.title != title))

    return _arrange(issue, "remove_issue_section", change, by=by, name=title)


def step_section(issue: Issue, title: str, step: int, *, by: User) -> Event | None:
    """Put a section with all its items one place up (-1) or down (1); at an end it stays.

    Raises as `change_section`.
    """

    def change(order: Order) -> Order:
        at = order.sections.index(_named(order.sections, title))
        return _replace(order, sections=_swapped(order.sections, at, at + step))

    return _arrange(issue, "step_issue_section", change, by=by, name=title)


def add_group(
    issue: Issue, section: str, title: str, *, by: User, bracketed: bool = False
) -> Event | None:
    """Add a group behind the others of a section; `bracketed` prints it as 【…】.

    Raises as `change_section`.
    """

    def change(order: Order) -> Order:
        fresh = _fresh(title.strip("【】 "), _named(order.sections, section).group_titles)
        group = Group(title=fresh, bracketed=bracketed)
        return _with(order, section, lambda place: _replace(place, groups=(*place.groups, group)))

    return _arrange(issue, "add_issue_group", change, by=by, name=title)


def change_group(
    issue: Issue, section: str, title: str, *, by: User, new_title: str, bracketed: bool
) -> Event | None:
    """Give a group another title, which its items bear from now on. Raises as `change_section`."""

    def change(order: Order) -> Order:
        groups = _named(order.sections, section).groups
        at = _group_at(groups, title)
        others = [group.title for group in groups if group.title != title]
        fresh = _fresh(new_title.strip("【】 "), others)
        group = Group(title=fresh, bracketed=bracketed)
        changed = _with(
            order,
            section,
            lambda place: _replace(place, groups=(*groups[:at], group, *groups[at + 1 :])),
        )
        places = tuple(
            _replace(placed, group=fresh) if placed.slot == (section, title) else placed
            for placed in order.places
        )
        return _replace(changed, places=places)

    return _arrange(issue, "change_issue_group", change, by=by, name=title)


def remove_group(issue: Issue, section: str, title: str, *, by: User) -> Event | None:
    """Take an empty group away. Raises as `change_section`, Impossible while items stand in it."""

    def change(order: Order) -> Order:
        groups = _named(order.sections, section).groups
        at = _group_at(groups, title)
        if order.holds(section, title):
            raise Impossible("section-holds-items", title=title)
        return _with(
            order, section, lambda place: _replace(place, groups=(*groups[:at], *groups[at + 1 :]))
        )

    return _arrange(issue, "remove_issue_group", change, by=by, name=title)


def step_group(issue: Issue, section: str, title: str, step: int, *, by: User) -> Event | None:
    """Put a group with its items one place up or down in its section. Raises as above."""

    def change(order: Order) -> Order:
        groups = _named(order.sections, section).groups
        at = _group_at(groups, title)
        return _with(
            order, section, lambda place: _replace(place, groups=_swapped(groups, at, at + step))
        )

    return _arrange(issue, "step_issue_group", change, by=by, name=title)


def _arrange(
    issue: Issue, verb: str, change: Callable[[Order], Order], *, by: User, name: str
) -> Event | None:
    rules.require(rules.may_arrange(by, issue))
    return rearrange(issue, verb, change, by=by, said=({}, {"name": one_line(name)}))


def _named(sections: Arrangement, title: str) -> Place:
    place = place_titled(sections, title)
    if place is None:
        raise Stale("place-gone", section=title, group="")
    return place


def _group_at(groups: tuple[Group, ...], title: str) -> int:
    for at, group in enumerate(groups):
        if group.title == title:
            return at
    raise Stale("place-gone", section=title, group="")


def _with(order: Order, title: str, change: Callable[[Place], Place]) -> Order:
    """Change the section of this title. Raises Stale when there is none."""
    named = _named(order.sections, title)
    sections = tuple(change(place) if place is named else place for place in order.sections)
    return _replace(order, sections=sections)


def _fresh(title: str, taken: Iterable[str]) -> str:
    """Give a title fit to print. Raises Invalid when it is empty, too long or taken."""
    fresh = one_line(title)
    if not fresh:
        raise Invalid("title-empty", field="title")
    if len(fresh) > LONGEST:
        raise Invalid("title-too-long", field="title", longest=LONGEST)
    if fresh in set(taken):
        raise Invalid("section-taken", field="title", title=fresh)
    return fresh


def _swapped(row: tuple[Part, ...], at: int, other: int) -> tuple[Part, ...]:
    """Give a row with two neighbours in each other's place; past an end it stays as it is."""
    if not 0 <= other < len(row):
        return row
    first, last = sorted((at, other))
    return (*row[:first], row[last], *row[first + 1 : last], row[first], *row[last + 1 :])
