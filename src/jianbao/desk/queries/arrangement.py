"""How an issue is arranged: its own copy of the sections, their groups, and their lengths.

An issue without a copy of its own (opened before there were copies, or filed as it was printed)
has the sections of its bulletin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from jianbao.desk.models import Bulletin, Issue, Section
from jianbao.document.model import one_line


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """子栏目 of this issue; `bracketed` prints it as 【…】. Its title is kept without brackets."""

    title: str
    bracketed: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """栏目 of this issue: `section` is the key of the standing one, None for this issue's own.

    `item_length` is the longest item it wants, in characters; a hidden one is not printed.
    """

    title: str
    section: int | None = None
    hidden: bool = False
    item_length: int | None = None
    groups: tuple[Group, ...] = ()

    @property
    def group_titles(self) -> tuple[str, ...]:
        """The titles of its groups, in the order of print."""
        return tuple(group.title for group in self.groups)


Arrangement = tuple[Place, ...]
Rank = tuple[int, str, int, str]


def arrangement_of(issue: Issue) -> Arrangement:
    """Give the sections of an issue in the order of print, hidden ones included."""
    if issue.sections:
        return msgspec.convert(tuple(issue.sections), Arrangement)
    return standing_arrangement(issue.bulletin)


def standing_arrangement(bulletin: Bulletin) -> Arrangement:
    """Give the sections of a bulletin as the next issue will have them."""
    return tuple(_place(section) for section in bulletin.sections.all())


def place_titled(arrangement: Arrangement, title: str) -> Place | None:
    """Give the section of this title, or None."""
    return next((place for place in arrangement if place.title == title), None)


def ranks_in(arrangement: Arrangement) -> Callable[[str, str], Rank]:
    """Give what sorts titles of section and group into the order of print; the unknown come last.

    Items without a group stand before the groups of their section.
    """
    sections = {place.title: order for order, place in enumerate(arrangement)}
    groups = {
        (place.title, title): order
        for place in arrangement
        for order, title in enumerate(("", *place.group_titles))
    }
    last = len(sections) + len(groups)

    def rank(section: str, group: str) -> Rank:
        known = groups.get((section, group), 0 if not group else last)
        return sections.get(section, last), section, known, group

    return rank


def item_length_of(issue: Issue, section_title: str) -> int | None:
    """Give the longest item that a section of an issue wants, in characters, or None."""
    place = place_titled(arrangement_of(issue), section_title)
    return place.item_length if place else None


def _place(section: Section) -> Place:
    return Place(
        title=one_line(section.title),
        section=section.pk,
        hidden=section.hidden,
        item_length=section.item_length,
        groups=groups_named(section.subsections),
    )


def groups_named(titles: Iterable[object]) -> tuple[Group, ...]:
    """Give groups by their titles; one written with 【】 is printed with them."""
    named = (one_line(str(title)) for title in titles)
    found = {title.strip("【】"): title.startswith("【") for title in named if title.strip("【】")}
    return tuple(Group(title=title, bracketed=bracketed) for title, bracketed in found.items())
