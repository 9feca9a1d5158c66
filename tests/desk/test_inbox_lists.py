"""The lists of the inbox: what each holds, how they are narrowed, and that counts equal them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Contribution, Role, User
from jianbao.desk.queries import inbox
from jianbao.desk.queries.inbox import Filters

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin() -> Bulletin:
    bulletin = a_bulletin()
    for number, state in enumerate(Contribution.State.values):
        for _ in range(number % 3 + 1):
            an_arrival(bulletin, state)
    an_arrival(a_bulletin("other", "另一家"), "waiting")
    return bulletin


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    editor = a_person(Role.EDITOR, bulletin)
    for state in ("waiting", "declined", "shortlisted"):
        an_arrival(bulletin, state, assigned_to=editor)
    return editor


def _found(bulletin: Bulletin, editor: User, filters: Filters, name: str = "all") -> list[str]:
    rows = inbox.rows(bulletin, name, editor, filters, "newest")
    return [one.headline for one in rows]


def test_every_count_equals_its_list(bulletin: Bulletin, editor: User) -> None:
    counts = inbox.counts(bulletin, editor)
    assert set(counts) == {name for name, one in inbox.LISTS.items() if one.tab}
    for name, count in counts.items():
        assert count == inbox.contributions(bulletin, name, editor).count() > 0, name


def test_mine_holds_what_waits_for_me_alone(bulletin: Bulletin, editor: User) -> None:
    mine = inbox.contributions(bulletin, "mine", editor)
    assert sorted(mine.values_list("state", flat=True)) == ["shortlisted", "waiting"]


def test_words_must_all_stand_somewhere(bulletin: Bulletin, editor: User) -> None:
    unit = bulletin.units.get(name="南坪矿业")
    an_arrival(bulletin, headline="井下亮牌", paragraphs=("党员先锋岗100%达标",), unit=unit)
    an_arrival(bulletin, headline="井下送水", paragraphs=("清凉一夏",), sender_name="李知秋")
    assert _found(bulletin, editor, Filters(words="井下 先锋")) == ["井下亮牌"]
    assert _found(bulletin, editor, Filters(words="井下 南坪")) == ["井下亮牌"]
    assert _found(bulletin, editor, Filters(words="李知秋 清凉")) == ["井下送水"]
    assert _found(bulletin, editor, Filters(words="100%")) == ["井下亮牌"]
    assert _found(bulletin, editor, Filters(words="1_0")) == []


def test_filters_narrow_together(bulletin: Bulletin, editor: User) -> None:
    section = bulletin.sections.first()
    assert section is not None
    an_arrival(
        bulletin, headline="全", suggested_section=section, picture_count=2, resembles="suspect"
    )
    an_arrival(bulletin, headline="半", suggested_section=section)
    both = Filters(section=section.pk)
    assert sorted(_found(bulletin, editor, both)) == ["全", "半"]
    assert _found(bulletin, editor, both._replace(with_pictures=True)) == ["全"]
    assert _found(bulletin, editor, both._replace(resembling=True)) == ["全"]


def test_days_are_those_of_the_desk(bulletin: Bulletin, editor: User) -> None:
    day = dt.date(2026, 6, 9)
    for hour, minute, headline in ((0, 0, "首"), (23, 59, "末")):
        moment = dt.datetime.combine(day, dt.time(hour, minute))
        an_arrival(bulletin, headline=headline, received_at=timezone.make_aware(moment))
    just_before = timezone.make_aware(dt.datetime.combine(dt.date(2026, 6, 8), dt.time(23, 59, 59)))
    an_arrival(bulletin, headline="前一天", received_at=just_before)
    found = _found(bulletin, editor, Filters(first=day, last=day))
    assert found == ["末", "首"]


def test_orders_go_as_they_say(bulletin: Bulletin, editor: User) -> None:
    now = timezone.now()
    Contribution.objects.all().delete()
    units = {unit.name: unit for unit in bulletin.units.all()}
    for number, (headline, unit) in enumerate(
        (("甲", "青石分公司"), ("乙", "南坪矿业"), ("丙", "青石分公司"))
    ):
        an_arrival(
            bulletin,
            headline=headline,
            unit=units[unit],
            length=number * 10,
            received_at=now - dt.timedelta(hours=number),
        )

    def ordered(order: str) -> str:
        rows = inbox.rows(bulletin, "waiting", editor, Filters(), order)
        return "".join(one.headline for one in rows)

    assert (ordered("newest"), ordered("oldest"), ordered("longest")) == (
        "甲乙丙",
        "丙乙甲",
        "丙乙甲",
    )
    assert ordered("unit") == "乙甲丙"


def test_what_a_unit_sent_is_counted_without_wholes_and_what_was_set_aside(
    bulletin: Bulletin, editor: User
) -> None:
    unit = bulletin.units.get(name="青石分公司")
    today = timezone.localdate()
    for state in ("waiting", "adopted", "divided", "set_aside", "declined"):
        an_arrival(bulletin, state, unit=unit)
    an_arrival(bulletin, unit=unit, received_at=timezone.now() - dt.timedelta(days=400))
    assert inbox.of_unit_this_year(bulletin, unit.pk, editor, today) == (3, 1)
