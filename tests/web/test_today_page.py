"""今日 says what is to do; every figure equals the list that it opens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrivals import an_arrival
from cast import a_bulletin, a_person, client_of
from jianbao.desk.actions import deciding
from jianbao.desk.actions.dispatching import controlling
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.models import (
    Bulletin,
    Correspondent,
    Dispatch,
    Item,
    Mailbox,
    Role,
    Section,
    User,
)
from jianbao.desk.queries.today import period_of
from jianbao.desk.queries.units import silent
from ledgers import a_ledger, with_a_server
from mailing import a_plan
from printing import an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


def _today(person: User, bulletin: Bulletin) -> dict[str, Any]:
    answer = client_of(person).get(reverse("today", args=[bulletin.slug]))
    assert answer.status_code == 200
    names = {name for name in answer.context.keys() if isinstance(name, str)}  # noqa: SIM118 - a list of contexts
    return {name: answer.context[name] for name in names}


@pytest.mark.parametrize("role", list(Role))
def test_it_opens_for_every_role(role: str, bulletin: Bulletin) -> None:
    shown = _today(a_person(role, bulletin), bulletin)
    assert ("work" in shown) == (role == Role.EDITOR)
    assert ("steps" in shown) == (role == Role.ADMINISTRATOR)
    assert ("own" in shown) == (role == Role.CONTRIBUTOR)


def test_the_bulletin_looked_at_last_is_where_the_next_visit_begins(bulletin: Bulletin) -> None:
    other = a_bulletin("other", "另一家简报")
    client = client_of(a_person(Role.ADMINISTRATOR))
    for one in (other, bulletin, other):
        client.get(reverse("today", args=[one.slug]))
        assert client.get("/").headers["Location"] == reverse("today", args=[one.slug])


def test_every_count_of_an_editor_is_the_length_of_its_list(bulletin: Bulletin) -> None:
    editor = a_person(Role.EDITOR, bulletin)
    for state, many in (("waiting", 3), ("unreadable", 2), ("planned", 1), ("declined", 4)):
        for _ in range(many):
            an_arrival(bulletin, state)
    an_arrival(bulletin, assigned_to=editor)
    section = Section.objects.filter(bulletin=bulletin)[0]
    deciding.plan(an_arrival(bulletin), section, by=editor, version=0, today=timezone.localdate())
    client = client_of(editor)
    lines = client.get(reverse("today", args=[bulletin.slug])).context["work"]
    assert [line.amount for line in lines] == [4, 1, 2, 2, 1]
    for line in lines:
        page = client.get(line.url).content.decode()
        assert page.count("data-row ") == line.amount


def test_units_that_sent_nothing_are_counted_and_listed_alike(bulletin: Bulletin) -> None:
    sent, silent_one = bulletin.units.all()
    closed = bulletin.units.create(name="已停用", closed_at=timezone.now())
    bulletin.units.create(name="不要求的", contributes=False)
    an_arrival(bulletin, unit=sent)
    an_arrival(bulletin, "set_aside", unit=silent_one)
    Correspondent.objects.create(
        bulletin=bulletin, unit=silent_one, name="冯一帆", address="feng@yunling.example"
    )
    client = client_of(a_person(Role.EDITOR, bulletin))
    today = client.get(reverse("today", args=[bulletin.slug]))
    assert [unit.name for unit in today.context["silent"]] == [silent_one.name]
    answer = client.get(reverse("missing_units", args=[bulletin.slug]))
    assert (answer.context["names"], answer.context["addresses"]) == (
        silent_one.name,
        "feng@yunling.example",
    )
    assert closed.name not in answer.content.decode()


def test_what_came_before_the_period_does_not_count(bulletin: Bulletin) -> None:
    unit = bulletin.units.all()[0]
    day = timezone.localdate()
    before = timezone.now() - dt.timedelta(20)
    an_arrival(bulletin, unit=unit, received_at=before)
    found = silent(bulletin, day - dt.timedelta(13)).get(pk=unit.pk)
    assert getattr(found, "last_sent") == before  # noqa: B009 - an annotation of the query
    assert not silent(bulletin, day - dt.timedelta(21)).filter(pk=unit.pk).exists()


def test_the_strip_shows_the_issue_and_its_items_by_section(bulletin: Bulletin) -> None:
    day = timezone.localdate()
    issue = open_issue(bulletin, day)
    section = bulletin.sections.all()[0]
    long = {"paragraphs": ["长" * 300]}
    for position, content in enumerate(({"paragraphs": ["短"]}, long)):
        Item.objects.create(
            issue=issue,
            section=section,
            section_title=section.title,
            position=position,
            content=content,
        )
    shown = _today(a_person(Role.EDITOR, bulletin), bulletin)
    assert shown["issue"] == issue
    assert shown["days_left"] == 13
    assert shown["items"] == 2
    (first, second) = shown["sections"]
    assert (first.title, first.items, first.long) == (section.title, 2, 1)
    assert (second.items, second.long) == (0, 0)


def test_the_period_goes_on_from_the_last_issue(bulletin: Bulletin) -> None:
    day = dt.date(2026, 11, 22)
    assert period_of(bulletin, None, day) == (dt.date(2026, 11, 9), day)
    bulletin.issues.create(state="published", year=2026, number=9, window_end=dt.date(2026, 11, 15))
    period = period_of(bulletin, None, day)
    assert period == (dt.date(2026, 11, 16), dt.date(2026, 11, 29))
    assert (period.days_left(day), period.days_left(dt.date(2026, 11, 30))) == (7, -1)


def test_administrators_are_told_what_is_missing_and_what_is_broken(bulletin: Bulletin) -> None:
    administrator = a_person(Role.ADMINISTRATOR, bulletin)
    steps = _today(administrator, bulletin)["steps"]
    assert [step.done for step in steps] == [True, True, *[False] * 4]
    a_person(Role.EDITOR, bulletin)
    Correspondent.objects.create(bulletin=bulletin, name="冯一帆")
    Mailbox.objects.create(
        bulletin=bulletin, host="h", account="a", failing_since=timezone.now(), last_error="refused"
    )
    Bulletin.objects.update(last_number=3)
    shown = _today(administrator, bulletin)
    assert shown["steps"] == []
    (line,) = shown["troubles"]
    assert line.amount == 1
    page = client_of(administrator).get(line.url).content.decode()
    assert "授权码" in page


def test_it_asks_the_database_no_more_for_more_rows(bulletin: Bulletin) -> None:
    editor = a_person(Role.EDITOR, bulletin)
    issue = open_issue(bulletin, timezone.localdate())
    client = client_of(editor)
    pages = [reverse(name, args=[bulletin.slug]) for name in ("today", "missing_units")]
    few = [_queries(client, page) for page in (*pages, *pages)][2:]
    for number in range(30):
        unit = bulletin.units.create(name=f"单位{number}")
        an_arrival(bulletin)
        Item.objects.create(issue=issue, position=number, unit=unit)
    assert [_queries(client, page) for page in pages] == few
    assert max(few) <= 20


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_what_dispatches_ask_for_is_counted_as_it_is_listed(settings: LazySettings) -> None:
    with_a_server(settings)
    office = an_office()
    dispatch = a_ledger(office)
    old = a_ledger(office)
    long_ago = timezone.now() - dt.timedelta(days=91)
    Dispatch.objects.filter(pk=old.pk).update(approved_at=long_ago, state="finished")
    controlling.pause(dispatch, by=office.publisher)
    a_plan(office)
    for person, amounts in ((office.publisher, [1, 3, 1]), (office.editor, [1, 3])):
        client = client_of(person)
        lines = client.get(reverse("today", args=["yunling"])).context["sending"]
        assert [line.amount for line in lines] == amounts
        for line in lines:
            page = client.get(line.url).content.decode()
            assert page.count("<h3>") + page.count('<th scope="row"') == line.amount
    assert _today(office.signer, office.bulletin)["sending"] == []
