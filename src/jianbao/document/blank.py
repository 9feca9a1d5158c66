"""The next issue of a bulletin before anything is written into it; it invents no item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianbao.document.model import Imprint, Issue, Masthead, Section, Subsection
from jianbao.document.numbering import Number, next_number

if TYPE_CHECKING:
    import datetime as dt

    from jianbao.document.profile import Profile, SectionProfile


def blank_issue(profile: Profile, *, date: dt.date) -> Issue:
    """Give an empty issue dated `date`, numbered on from the profile's last, with its sections."""
    last = Number(
        year=profile.last_year,
        number=profile.last_number,
        running_number=profile.last_running_number,
    )
    following = next_number(last, year=date.year)
    return Issue(
        masthead=Masthead(
            title=profile.title,
            year=following.year,
            number=following.number,
            running_number=following.running_number,
            department=profile.department,
            date=date,
        ),
        sections=tuple(_blank_section(section) for section in profile.sections),
        imprint=Imprint(
            distribution=profile.distribution,
            copies=profile.copies,
            submission_address=profile.submission_address,
        ),
    )


def _blank_section(section: SectionProfile) -> Section:
    groups = tuple(Subsection(title=title) for title in section.subsections)
    return Section(title=section.title, subsections=groups)
