"""What the tables know of a bulletin, as the profile that reading and proofreading take."""

from __future__ import annotations

import msgspec

from jianbao.desk.models import Bulletin, Issue, Section
from jianbao.desk.queries.arrangement import Place, arrangement_of
from jianbao.desk.queries.roster import Known
from jianbao.document.profile import HouseStyle, Profile, SectionProfile, UnitProfile


def profile_of(bulletin: Bulletin, known: Known) -> Profile:
    """Give the profile of a bulletin with its sections, and the units and people known to it."""
    return Profile(
        title=bulletin.title,
        title_aliases=tuple(bulletin.title_aliases),
        department=bulletin.department,
        sections=_sections(bulletin),
        units=_units(known),
        people=tuple(dict.fromkeys(one.name for one in known.correspondents)),
        distribution=tuple(bulletin.distribution),
        copies=tuple(bulletin.copies),
        submission_address=bulletin.submission_address,
        last_year=bulletin.last_year,
        last_number=bulletin.last_number,
        last_running_number=bulletin.last_running_number,
        style=msgspec.convert(bulletin.house_style, HouseStyle),
    )


def profile_for(issue: Issue, known: Known) -> Profile:
    """Give the profile of a bulletin with the sections that this issue has, hidden ones left out.

    A section that the issue calls otherwise is still known by its standing title.
    """
    standing = {one.pk: one for one in Section.objects.filter(bulletin=issue.bulletin)}
    sections = tuple(
        _section_of_issue(place, standing.get(place.section or 0))
        for place in arrangement_of(issue)
        if not place.hidden
    )
    return msgspec.structs.replace(profile_of(issue.bulletin, known), sections=sections)


def _section_of_issue(place: Place, standing: Section | None) -> SectionProfile:
    names = (standing.title, *standing.aliases) if standing else ()
    return SectionProfile(
        title=place.title,
        aliases=tuple(name for name in names if name != place.title),
        subsections=place.group_titles,
        item_length=place.item_length,
    )


def _sections(bulletin: Bulletin) -> tuple[SectionProfile, ...]:
    return tuple(
        SectionProfile(
            title=section.title,
            aliases=tuple(section.aliases),
            subsections=tuple(section.subsections),
            item_length=section.item_length,
        )
        for section in Section.objects.filter(bulletin=bulletin)
    )


def _units(known: Known) -> tuple[UnitProfile, ...]:
    return tuple(
        UnitProfile(name=unit.name, aliases=tuple(other.name for other in unit.names.all()))
        for unit in known.units.values()
    )
