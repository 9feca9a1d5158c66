"""What a page asks of the tables: as much for many contributions as for one, none for nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding
from jianbao.desk.models import Bulletin, Item, Role, Section, User
from jianbao.desk.queries.inbox import Filters, contributions

ROWS = {"HX-Request": "true", "HX-Target": "rows"}
INBOX = "/b/yunling/inbox/"


@pytest.fixture
def bulletin(db: None) -> Bulletin:  # noqa: ARG001 - asks for tables
    return a_bulletin()


@pytest.fixture
def desk(bulletin: Bulletin) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(
        a_person(Role.EDITOR, bulletin), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def _asked(desk: Client, address: str, headers: dict[str, str] | None = None) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(address, headers=headers or {}).status_code == 200
    return [query["sql"] for query in asked]


@pytest.mark.parametrize("headers", [{}, ROWS], ids=["page", "rows"])
def test_a_list_asks_no_more_for_many_rows(
    bulletin: Bulletin, desk: Client, headers: dict[str, str]
) -> None:
    an_arrival(bulletin, headline="一号窑点火")
    desk.get(INBOX)  # the first visit notes the device
    one = len(_asked(desk, INBOX, headers))
    for number in range(12):
        an_arrival(bulletin, headline=f"二号窑第{number}次巡检")
    assert len(_asked(desk, INBOX, headers)) <= one


def test_the_rows_alone_ask_for_nothing_around_them(bulletin: Bulletin, desk: Client) -> None:
    an_arrival(bulletin, headline="一号窑点火")
    desk.get(INBOX)  # the first visit notes the device
    asked = _asked(desk, INBOX, ROWS)
    assert len(asked) <= 8
    assert sum('FROM "desk_bulletin"' in query for query in asked) == 1


def test_an_autosave_reads_nothing_twice_but_the_item_it_locks(
    bulletin: Bulletin, desk: Client
) -> None:
    section = Section.objects.filter(bulletin=bulletin).latest("position")
    editor = User.objects.get(grants__role=Role.EDITOR)
    piece = an_arrival(bulletin, headline="一号窑点火")
    deciding.plan(piece, section, by=editor, version=piece.version, today=dt.date(2026, 7, 1))
    address = f"/b/yunling/items/{Item.objects.get().pk}/"
    desk.get(address)  # the first visit notes the device
    form = {"revision": "1", "kind": "brief", "body": "6月3日，一号窑点火。", "autosave": "1"}
    with CaptureQueriesContext(connection) as asked:
        answer = desk.post(address, form, headers={"HX-Request": "true"})
    assert b'data-revision="2"' in answer.content
    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len(read) <= 19
    for table, times in {"unit": 1, "correspondent": 1, "section": 1, "item": 2}.items():
        assert sum(f' FROM "desk_{table}"' in query for query in read) == times


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it would find them")
def test_what_a_unit_sent_is_counted_without_reading_rows(bulletin: Bulletin) -> None:
    unit = bulletin.units.get(name="南坪矿业")
    filters = Filters(unit=unit.pk, first=dt.date(2026, 1, 1))
    counted = contributions(bulletin, "counted", a_person(None), filters).values("unit")
    assert "COVERING INDEX inbox_by_unit" in counted.order_by().explain()
