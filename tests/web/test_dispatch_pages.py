"""The pages of dispatches: figures that add up, acts for those who may, nothing for strangers."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import a_person, client_of
from jianbao.desk.actions.dispatching import controlling
from jianbao.desk.models import Delivery, Dispatch, Relay, Role
from ledgers import STATES, a_ledger, row_of, with_a_server
from mailing import a_plan, a_reader, approved, started
from printing import Office, an_office

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def office(settings: LazySettings) -> Office:
    with_a_server(settings)
    return an_office()


def at(name: str, dispatch: Dispatch, *more: object) -> str:
    return reverse(name, args=[dispatch.bulletin.slug, dispatch.pk, *more])


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def figures(page: str) -> dict[str, int]:
    """Give the sum as a page shows it, each figure with the address that it opens."""
    part = page[page.index('<ul class="sum"') :]
    found = re.findall(r'<a href="([^"]+)"[^>]*><b>(\d+)</b>', part[: part.index("</ul>")])
    return {address: int(count) for address, count in found}


def rows(page: str) -> int:
    return page.count('<th scope="row"')


def test_every_figure_opens_as_many_rows_as_it_counts(office: Office) -> None:
    dispatch = a_ledger(office)
    client = client_of(office.publisher)
    shown = figures(html(client, at("dispatch", dispatch)))
    whole, *shares = shown.values()
    assert whole == sum(shares) == len(STATES)
    assert {rows(html(client, address)) == count for address, count in shown.items()} == {True}
    assert list(shown.values()) == [8, 1, 2, 1, 1, 3]


def test_figures_that_do_not_add_up_are_said_loudly(office: Office) -> None:
    dispatch = a_ledger(office)
    client = client_of(office.publisher)
    assert "sum-broken" not in html(client, at("dispatch", dispatch))
    Dispatch.objects.filter(pk=dispatch.pk).update(candidates=9)
    for name in ("dispatch", "dispatch_ledger"):
        assert "这几个数字对不上" in html(client, at(name, dispatch))


def test_it_is_never_said_that_a_letter_arrived(office: Office) -> None:
    dispatch = a_ledger(office)
    client = client_of(office.publisher)
    for name in ("dispatch", "dispatch_ledger"):
        page = html(client, at(name, dispatch))
        assert "已投递" in page
        assert "已送达" not in page


def test_the_figures_ask_again_only_while_it_is_sent(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = approved(office)
    client = client_of(office.publisher)
    progress = at("dispatch_progress", dispatch)
    assert "hx-trigger" not in html(client, at("dispatch", dispatch)).split('id="progress"')[1]
    controlling.start(dispatch, by=office.publisher)
    assert 'hx-trigger="every 2s"' in html(client, at("dispatch", dispatch))
    part = client.get(progress, headers=PART)
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "<html" not in part.content.decode()
    controlling.pause(dispatch, by=office.publisher)
    assert client.get(progress, headers=PART).headers["HX-Refresh"] == "true"
    assert client.get(progress).headers["Location"] == at("dispatch", dispatch)


def test_what_the_mail_server_says_stands_beside_the_figures(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    Relay.objects.create(name="127.0.0.1:9", failures=1, trouble="421 4.7.0 连接过多")
    Relay.objects.create(name="old.yunling.example:25", failures=3, trouble="旧服务器")
    page = html(client_of(office.editor), at("dispatch", dispatch))
    assert "421 4.7.0 连接过多" in page
    assert "旧服务器" not in page


def test_it_says_why_it_stands_still_in_the_words_of_the_server(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    controlling.pause(dispatch, by=None, why="refused-in-a-row", said="550 5.7.1 不允许中继")
    page = html(client_of(office.editor), at("dispatch", dispatch))
    assert "连续拒收十封" in page
    assert "550 5.7.1 不允许中继" in page
    assert "连续拒收十封" in html(client_of(office.editor), reverse("dispatches", args=["yunling"]))


def test_a_publisher_starts_pauses_goes_on_and_calls_off(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = approved(office)
    client = client_of(office.publisher)
    for act, state in (("start", "sending"), ("pause", "paused"), ("resume", "sending")):
        seen = re.search(r'name="version" value="(\d+)"', html(client, at("dispatch", dispatch)))
        assert seen is not None
        answer = client.post(at(f"dispatch_{act}", dispatch), {"version": seen[1]})
        assert answer.headers["Location"] == at("dispatch", dispatch)
        dispatch.refresh_from_db()
        assert dispatch.state == state
    given = {"version": dispatch.version, "reason": ""}
    assert client.post(at("dispatch_call_off", dispatch), given).status_code == 400
    given["reason"] = "领导要求暂缓"
    client.post(at("dispatch_call_off", dispatch), given)
    page = html(client, at("dispatch", dispatch))
    assert "已取消" in page
    assert "领导要求暂缓" in page
    assert list(figures(page).values()) == [1, 0, 0, 0, 1, 0]


def test_who_acts_on_what_has_changed_meanwhile_is_told(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = approved(office)
    client = client_of(office.publisher)
    for version in ("", "1", "0", "x"):
        answer = client.post(at("dispatch_start", dispatch), {"version": version})
        assert answer.status_code == 409
    dispatch.refresh_from_db()
    assert dispatch.state == "approved"


def test_editors_see_all_and_start_nothing(office: Office) -> None:
    dispatch = a_ledger(office)
    client = client_of(office.editor)
    page = html(client, at("dispatch", dispatch))
    assert "只有刊发人可以启停" in page
    assert "<form" not in page.split('id="main"')[1]
    assert "data-select-item" not in html(client, at("dispatch_ledger", dispatch))
    for name in ("start", "pause", "resume", "call_off", "bulk"):
        assert client.post(at(f"dispatch_{name}", dispatch)).status_code == 403
    row = row_of(dispatch, "failed")
    assert 'name="act"' not in html(client, at("delivery", dispatch, row.pk))


def test_dispatches_of_another_bulletin_do_not_exist(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "failed")
    other = an_office("other")
    client = client_of(other.publisher)
    for name, more in (
        ("dispatch", ()),
        ("dispatch_progress", ()),
        ("dispatch_ledger", ()),
        ("dispatch_sheet", ()),
        ("delivery", (row.pk,)),
    ):
        wrong = reverse(name, args=["other", dispatch.pk, *more])
        assert client.get(wrong).status_code == 404
        assert client.get(at(name, dispatch, *more)).status_code == 404
    assert client.post(reverse("dispatch_pause", args=["other", dispatch.pk])).status_code == 404


def test_the_list_says_what_to_do_first(office: Office) -> None:
    address = reverse("dispatches", args=["yunling"])
    page = html(client_of(office.editor), address)
    assert "还没有发放过" in page
    assert "尚无已刊发的期" in page
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    page = html(client_of(office.editor), address)
    assert reverse("dispatch_new", args=["yunling"]) in page
    assert at("dispatch", dispatch) in page
    assert reverse("dispatch_new", args=["yunling"]) not in html(client_of(office.signer), address)


def test_the_list_asks_no_more_for_many_dispatches(office: Office) -> None:
    a_reader(office.bulletin, 1)
    approved(office)
    client, address = client_of(office.publisher), reverse("dispatches", args=["yunling"])
    html(client, address)  # the first visit notes the device
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            html(client, address)
        counts.append(len(asked))
        for _ in range(4):
            approved(office)
    assert counts[0] == counts[1]


def test_readers_and_contributors_see_no_dispatch(office: Office) -> None:
    dispatch = a_ledger(office)
    for role in (Role.READER, Role.CONTRIBUTOR, Role.ADMINISTRATOR):
        client = client_of(a_person(role, office.bulletin))
        assert client.get(at("dispatch", dispatch)).status_code == 403
        assert reverse("dispatches", args=["yunling"]) not in html(client, "/b/yunling/")


def test_an_outlet_is_a_row_by_its_kind(office: Office) -> None:
    dispatch = a_ledger(office)
    Delivery.objects.filter(pk=row_of(dispatch, "accepted").pk).update(
        channel="wecom", address="wecom:3", carries=""
    )
    page = html(client_of(office.editor), at("dispatch_ledger", dispatch) + "?share=accepted")
    assert "企业微信群" in page
    assert "wecom:3" not in page
