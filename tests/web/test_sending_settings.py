"""How a bulletin is sent: settings with their log, and a mail server that is tried, not shown."""

from __future__ import annotations

import msgspec
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from cast import a_bulletin, a_person, client_of
from jianbao.desk.models import Bulletin, Event, Role
from jianbao.desk.queries.events import lines
from servers.program import free_port
from servers.smtp_sink import Sink

pytestmark = pytest.mark.django_db
PAGE, TEST = "/b/yunling/settings/sending/", "/b/yunling/settings/sending/test"


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def client(bulletin: Bulletin) -> Client:
    return client_of(a_person(Role.ADMINISTRATOR, bulletin))


def _set(settings: LazySettings, **values: str) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, **values)


def _tried(client: Client) -> list[tuple[str, str]]:
    answer = client.post(TEST, follow=True)
    return [(one.level_tag, str(one)) for one in answer.context["messages"]]


def _sent(client: Client, **values: object) -> dict[str, object]:
    seen = client.get(PAGE).context["form"]["seen"].value()
    return {"attaches_up_to": 8, "seen": seen, **values}


def test_settings_are_saved_and_the_log_says_what_changed(
    client: Client, bulletin: Bulletin
) -> None:
    sent = _sent(client, attaches_up_to=5, may_unsubscribe="on")
    assert client.post(PAGE, sent).status_code == 302
    bulletin.refresh_from_db()
    kept = (bulletin.attaches_up_to, bulletin.sends_by_two, bulletin.may_unsubscribe)
    assert kept == (5, False, True)
    line = lines(list(Event.objects.filter(verb="arrange")))[0]
    assert ("附件上限（MB）", "8", "5") in line.changes
    assert "允许读者自行退订" in {label for label, _before, _after in line.changes}
    assert len(line.changes) == 2


@pytest.mark.parametrize("size", ["-1", "101", "x", ""])
def test_a_size_that_is_none_is_refused(client: Client, bulletin: Bulletin, size: str) -> None:
    assert client.post(PAGE, _sent(client, attaches_up_to=size)).status_code == 422
    bulletin.refresh_from_db()
    assert bulletin.attaches_up_to == 8


def test_a_stale_page_overwrites_nothing(client: Client, bulletin: Bulletin) -> None:
    sent = _sent(client, attaches_up_to=5)
    Bulletin.objects.update(sends_by_two=True)
    assert client.post(PAGE, sent).status_code == 409
    bulletin.refresh_from_db()
    assert (bulletin.attaches_up_to, bulletin.sends_by_two) == (8, True)


def test_the_page_says_how_letters_leave_and_names_no_user_and_no_password(
    client: Client, settings: LazySettings
) -> None:
    _set(
        settings,
        smtp_url="smtps://postmaster:geheim-9931@smtp.yunling.example",
        letters_from="编辑部 <desk@yunling.example>",
        bounces_to="bounce@yunling.example",
        address="https://jianbao.yunling.example",
    )
    page = client.get(PAGE).content.decode()
    for said in (
        "smtp.yunling.example:465，TLS，需登录",
        "编辑部 &lt;desk@yunling.example&gt;",
        "bounce@yunling.example",
        "https://jianbao.yunling.example",
        "每分钟120封、每小时3000封、每天20000封",
        "同时1个，每50封重新连接",
    ):
        assert said in page
    assert "postmaster" not in page
    assert "geheim" not in page


def test_what_is_not_set_is_said_and_cannot_be_tried(
    client: Client, settings: LazySettings
) -> None:
    _set(settings, smtp_url="", letters_from="", bounces_to="")
    page = client.get(PAGE).content.decode()
    assert page.count("未设置") >= 3
    assert "只有本机能打开" in page
    assert 'aria-disabled="true">试连发信服务器' in page
    assert client.post(TEST).status_code == 409


def test_an_address_that_is_none_is_said_on_the_page_and_by_the_test(
    client: Client, settings: LazySettings
) -> None:
    _set(settings, smtp_url="http://smtp.yunling.example")
    assert "发信服务器地址无效" in client.get(PAGE).content.decode()
    assert "发信服务器地址无效" in client.post(TEST).content.decode()


@pytest.mark.server
def test_a_server_that_answers_is_said_to_work_and_gets_no_letter(
    client: Client, settings: LazySettings, smtp_sink: Sink
) -> None:
    _set(settings, smtp_url=f"smtp://127.0.0.1:{smtp_sink.port}")
    assert _tried(client) == [("success", f"发信服务器127.0.0.1:{smtp_sink.port}可以使用。")]
    assert smtp_sink.connections == 1
    assert smtp_sink.letters == []


@pytest.mark.server
def test_a_server_that_wants_a_login_says_that_it_is_wrong(
    client: Client, settings: LazySettings, smtp_sink: Sink
) -> None:
    smtp_sink.login = (b"desk", b"right")
    _set(settings, smtp_url=f"smtp://desk:wrong-4711@127.0.0.1:{smtp_sink.port}")
    [(level, said)] = _tried(client)
    assert level == "error"
    assert said.startswith("登录被拒绝")
    assert "wrong-4711" not in said


def test_a_server_that_is_not_there_and_one_without_encryption_are_told_apart(
    client: Client, settings: LazySettings
) -> None:
    _set(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")
    assert _tried(client)[0][1].startswith("无法连接邮件服务器")
    _set(settings, smtp_url="smtp://desk:x@smtp.yunling.example")
    assert _tried(client)[0][1].startswith("不允许以不加密方式登录其他主机")


def test_the_settings_lead_to_the_page(client: Client, bulletin: Bulletin) -> None:
    page = client.get(reverse("arrange_masthead", args=[bulletin.slug])).content.decode()
    assert f'href="{PAGE}"' in page
