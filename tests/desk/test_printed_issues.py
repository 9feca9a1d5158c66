"""Printed issues are filed under their numbers, each number once."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from cast import a_bulletin, a_person
from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.errors import Invalid, NotAllowed
from jianbao.desk.models import Issue, Item, Role, Section, Unit
from jianbao.document.model import Issue as Printed
from jianbao.samples import printed_issues, profile

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def test_a_series_is_founded_and_its_issues_filed_as_they_are() -> None:
    administrator = a_person(Role.ADMINISTRATOR)
    bulletin = found_bulletin(profile(), slug="yunling", by=administrator)
    assert list(bulletin.sections.values_list("title", flat=True)) == [
        section.title for section in profile().sections
    ]
    printed = printed_issues(TODAY)
    for issue in reversed(printed):
        add_printed_issue(bulletin, issue, by=administrator)
    latest = printed[-1].masthead
    bulletin.refresh_from_db()
    assert (bulletin.last_number, bulletin.last_running_number) == (
        latest.number,
        latest.running_number,
    )
    filed = Issue.objects.get(bulletin=bulletin, number=latest.number)
    assert msgspec.convert(filed.content, Printed) == printed[-1]
    assert Item.objects.count() == sum(len(list(issue.items())) for issue in printed)
    assert Item.objects.filter(section=None).count() == 0
    signed = sum(1 for i in printed for item in i.items() if item.byline and item.byline.units)
    assert Item.objects.exclude(unit=None).count() == signed


def test_a_number_is_taken_once_and_nothing_of_the_second_stays() -> None:
    bulletin, printed = a_bulletin(), printed_issues(TODAY)[0]
    add_printed_issue(bulletin, printed, by=None)
    items = Item.objects.count()
    with pytest.raises(Invalid) as refusal:
        add_printed_issue(bulletin, printed, by=None)
    assert refusal.value.code == "number-taken"
    assert (Issue.objects.count(), Item.objects.count()) == (1, items)


def test_a_bulletin_is_founded_by_administrators_of_the_desk_alone() -> None:
    first = a_bulletin()
    with pytest.raises(NotAllowed):
        found_bulletin(profile(), slug="other", by=a_person(Role.ADMINISTRATOR, first))
    with pytest.raises(Invalid):
        found_bulletin(profile(), slug=first.slug, by=None)
    assert (Section.objects.count(), Unit.objects.count()) == (2, 2)
