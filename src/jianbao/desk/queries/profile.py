"""What the tables know of a bulletin, as the profile that reading and proofreading take."""

from __future__ import annotations

import msgspec

from jianbao.desk.models import Bulletin, Correspondent, Section, Unit
from jianbao.document.profile import HouseStyle, Profile, SectionProfile, UnitProfile


def profile_of(bulletin: Bulletin) -> Profile:
    """Give the profile of a bulletin with its sections, units and correspondents."""
    return Profile(
        title=bulletin.title,
        title_aliases=tuple(bulletin.title_aliases),
        department=bulletin.department,
        sections=_sections(bulletin),
        units=_units(bulletin),
        people=_people(bulletin),
        distribution=tuple(bulletin.distribution),
        copies=tuple(bulletin.copies),
        submission_address=bulletin.submission_address,
        last_year=bulletin.last_year,
        last_number=bulletin.last_number,
        last_running_number=bulletin.last_running_number,
        style=msgspec.convert(bulletin.house_style, HouseStyle),
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


def _units(bulletin: Bulletin) -> tuple[UnitProfile, ...]:
    units = Unit.objects.filter(bulletin=bulletin).prefetch_related("names")
    return tuple(
        UnitProfile(name=unit.name, aliases=tuple(known.name for known in unit.names.all()))
        for unit in units
    )


def _people(bulletin: Bulletin) -> tuple[str, ...]:
    names = Correspondent.objects.filter(bulletin=bulletin).values_list("name", flat=True)
    return tuple(dict.fromkeys(names))
