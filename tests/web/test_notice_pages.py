"""The pages of what came back: the list with its count, and a person who claims or lays aside."""

from __future__ import annotations

import msgspec
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import notice_samples as samples
from cast import a_bulletin, a_person, client_of
from jianbao.desk import vault
from jianbao.desk.models import Delivery, Notice, Role
from mailing_back import case_of, come_in, sent
from notice_samples import BOX, Case
from printing import Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: LazySettings) -> Office:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, bounces_to=BOX)
    return an_office()


@pytest.fixture
def rows(office: Office) -> list[Delivery]:
    """Two letters: one came back and was claimed, of another bounce nobody knows whose it is."""
    found = sent(office, "wang@qingshi.example", "li@nanping.example")
    come_in(samples.postfix(case_of(found[1])), office.bulletin)
    come_in(samples.qq(Case("old@qingshi.example", BOX)), office.bulletin)
    return found


def _address(office: Office, name: str, *rest: int) -> str:
    return reverse(name, args=[office.bulletin.slug, *rest])


def _open() -> Notice:
    return Notice.objects.get(delivery=None)


@pytest.mark.usefixtures("rows")
def test_the_list_shows_what_waits_and_counts_it(office: Office) -> None:
    client = client_of(office.editor)
    page = client.get(_address(office, "notices")).content.decode()
    assert "1封待认领" in page
    assert "old@qingshi.example" in page
    assert "li@nanping.example" not in page
    every = client.get(_address(office, "notices") + "?list=all").content.decode()
    assert "li@nanping.example" in every
    delays = client.get(_address(office, "notices") + "?list=all&kind=delay").content.decode()
    assert "@qingshi.example" not in delays
    part = client.get(_address(office, "notices"), headers={"HX-Request": "true"}).content.decode()
    assert "old@qingshi.example" in part
    assert "<html" not in part


@pytest.mark.usefixtures("rows")
def test_a_list_with_nothing_to_claim_says_so(office: Office) -> None:
    _open().delete()
    page = client_of(office.editor).get(_address(office, "notices")).content.decode()
    assert "没有待认领的通知" in page


def test_letters_of_the_same_house_are_offered_first_and_one_is_chosen(
    office: Office, rows: list[Delivery]
) -> None:
    client = client_of(office.editor)
    there = _address(office, "notice", _open().pk)
    page = client.get(there).content.decode()
    assert 'value="qingshi.example"' in page
    assert f'value="{rows[0].pk}"' in page
    assert f'value="{rows[1].pk}"' not in page
    found = client.get(f"{there}?q=li@nanping", headers={"HX-Request": "true"}).content.decode()
    assert f'value="{rows[1].pk}"' in found
    assert "<html" not in found
    claimed = _open()
    choice = {"delivery": str(rows[0].pk)}
    answer = client.post(_address(office, "notice_assign", claimed.pk), choice, follow=True)
    assert "读者0" in answer.content.decode()
    rows[0].refresh_from_db()
    assert rows[0].state == "bounced"
    again = client.post(_address(office, "notice_assign", claimed.pk), choice)
    assert again.status_code == 409


@pytest.mark.usefixtures("rows")
def test_it_is_laid_aside_with_a_reason(office: Office) -> None:
    client = client_of(office.editor)
    there = _address(office, "notice_lay_aside", _open().pk)
    assert client.post(there, {"reason": " "}).status_code == 422
    answer = client.post(there, {"reason": "个人邮件"}, follow=True)
    assert "没有待认领的通知" in answer.content.decode()
    assert "已搁置" in client.get(_address(office, "notices") + "?list=all").content.decode()


@pytest.mark.usefixtures("rows")
def test_the_message_is_shown_as_text_and_given_as_it_came(office: Office) -> None:
    client = client_of(office.editor)
    found = _open()
    page = client.get(_address(office, "notice", found.pk)).content.decode()
    assert "不存在，邮件无法送达" in page
    assert "<b>old@qingshi.example</b>" not in page, "its HTML is not shown"
    answer = client.get(_address(office, "notice_raw", found.pk))
    assert b"".join(answer.streaming_content) == vault.read_stored(found.raw.sha256)  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("rows")
def test_who_only_looks_is_offered_nothing(office: Office) -> None:
    reviewer = client_of(office.reviewer)
    page = reviewer.get(_address(office, "notice", _open().pk)).content.decode()
    assert '<form method="post" action="/b/yunling/dispatches' not in page
    there = _address(office, "notice_lay_aside", _open().pk)
    assert reviewer.post(there, {"reason": "x"}).status_code == 403


@pytest.mark.usefixtures("rows")
def test_notices_of_another_bulletin_are_not_here(office: Office) -> None:
    other = a_bulletin("other", "云岭安全")
    stranger = client_of(a_person(Role.EDITOR, other))
    for name in ("notice", "notice_raw"):
        assert stranger.get(reverse(name, args=["other", _open().pk])).status_code == 404
    assert stranger.get(_address(office, "notices")).status_code == 404


@pytest.mark.usefixtures("rows")
def test_the_list_costs_the_same_whatever_its_length(office: Office) -> None:
    client, there = client_of(office.editor), _address(office, "notices") + "?list=all"
    client.get(there)
    with CaptureQueriesContext(connection) as few:
        client.get(there)
    for row in sent(office, *(f"x{number}@qingshi.example" for number in range(10))):
        come_in(samples.postfix(case_of(row)), office.bulletin)
    with CaptureQueriesContext(connection) as many:
        assert "x9@qingshi.example" in client.get(there).content.decode()
    assert len(many) == len(few)
