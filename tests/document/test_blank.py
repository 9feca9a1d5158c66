from __future__ import annotations

import datetime as dt

from jianbao.document.blank import blank_issue
from jianbao.document.model import Imprint, Issue, Masthead, Section, Subsection
from jianbao.document.profile import EMPTY, Profile, SectionProfile

PROFILE = Profile(
    title="青江港务工作简报",
    department="办公室",
    sections=(SectionProfile(title="港区动态", subsections=("东港篇",)),),
    distribution=("公司领导", "各部门"),
    copies=("集团办公室",),
    submission_address="jianbao@qingjiang.example",
    last_year=2024,
    last_number=7,
    last_running_number=31,
)


def test_the_next_issue_has_everything_but_items() -> None:
    assert blank_issue(PROFILE, date=dt.date(2024, 8, 2)) == Issue(
        masthead=Masthead(
            title="青江港务工作简报",
            year=2024,
            number=8,
            running_number=32,
            department="办公室",
            date=dt.date(2024, 8, 2),
        ),
        sections=(Section(title="港区动态", subsections=(Subsection(title="东港篇"),)),),
        imprint=Imprint(
            distribution=("公司领导", "各部门"),
            copies=("集团办公室",),
            submission_address="jianbao@qingjiang.example",
        ),
    )


def test_a_new_year_begins_with_number_one_and_counts_on() -> None:
    masthead = blank_issue(PROFILE, date=dt.date(2025, 1, 3)).masthead
    assert (masthead.year, masthead.number, masthead.running_number) == (2025, 1, 32)


def test_of_nothing_known_the_first_issue_comes_out() -> None:
    masthead = blank_issue(EMPTY, date=dt.date(2025, 1, 3)).masthead
    assert masthead == Masthead(year=2025, number=1, date=dt.date(2025, 1, 3))
