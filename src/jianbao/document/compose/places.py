"""Where an item may stand: the sections and groups of a profile, in the order of print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao.document.profile import Profile, SectionProfile
from jianbao.language.likeness import letters


class Place(NamedTuple):
    """栏目 and 子栏目 by their titles; `subsection` is '' where a section has no groups."""

    section: str
    subsection: str = ""


def places_of(profile: Profile) -> tuple[Place, ...]:
    """Give every place; a section with groups is its groups. One without a name when none is."""
    return tuple(place for section in profile.sections for place in _places(section)) or (
        Place(""),
    )


def find_place(places: Sequence[Place], profile: Profile, section: str, group: str) -> Place | None:
    """Find the place that a section and group mean, in any spelling that the profile knows.

    A group that is none of the section's (【2026年劳动模范】) means the section; the first group
    where the section has groups only.
    """
    title = _known(profile, section)
    inside = [place for place in places if place.section == title]
    named = (place for place in inside if letters(place.subsection) == letters(group))
    return next(named, inside[0] if inside else None)


def budget_of(profile: Profile, section: str) -> int:
    """Give the characters that one item of a section may have."""
    own = next((one.item_length for one in profile.sections if one.title == section), None)
    return own or profile.style.item_length


def _places(section: SectionProfile) -> Iterator[Place]:
    yield from (Place(section.title, group) for group in section.subsections or ("",))


def _known(profile: Profile, title: str) -> str:
    for section in profile.sections:
        if letters(title) in map(letters, (section.title, *section.aliases)):
            return section.title
    return title
