"""Founds a bulletin (刊物) from what is known of its series: sections, units, lists, numbering."""

from __future__ import annotations

import msgspec
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Section, Unit, UnitName, User
from jianbao.document.profile import Profile


def found_bulletin(
    profile: Profile, *, slug: str, by: User | None, days_per_issue: int = 14
) -> Bulletin:
    """Make a bulletin with everything its profile holds; its units stand side by side.

    Raises NotAllowed, or Invalid when the title is missing or the short name is taken.
    """
    if by is not None:
        rules.require(rules.may(by, "open_bulletin"))
    if not profile.title:
        raise Invalid("title-missing", field="title")
    with transaction.atomic():
        if Bulletin.objects.filter(slug=slug).exists():
            raise Invalid("slug-taken", field="slug", slug=slug)
        bulletin = Bulletin.objects.create(
            slug=slug, days_per_issue=days_per_issue, **_columns(profile)
        )
        _add_sections(bulletin, profile)
        _add_units(bulletin, profile)
        record("found", bulletin, by=by, bulletin=bulletin, after={"title": bulletin.title})
    return bulletin


def _columns(profile: Profile) -> dict[str, object]:
    return {
        "title": profile.title,
        "title_aliases": list(profile.title_aliases),
        "department": profile.department,
        "distribution": list(profile.distribution),
        "copies": list(profile.copies),
        "submission_address": profile.submission_address,
        "house_style": msgspec.to_builtins(profile.style),
        "last_year": profile.last_year,
        "last_number": profile.last_number,
        "last_running_number": profile.last_running_number,
    }


def _add_sections(bulletin: Bulletin, profile: Profile) -> None:
    Section.objects.bulk_create(
        Section(
            bulletin=bulletin,
            title=section.title,
            aliases=list(section.aliases),
            subsections=list(section.subsections),
            item_length=section.item_length,
            position=position,
        )
        for position, section in enumerate(profile.sections)
    )


def _add_units(bulletin: Bulletin, profile: Profile) -> None:
    for position, known in enumerate(profile.units):
        unit = Unit.objects.create(bulletin=bulletin, name=known.name, position=position)
        UnitName.objects.bulk_create(
            UnitName(unit=unit, name=alias) for alias in dict.fromkeys(known.aliases)
        )
