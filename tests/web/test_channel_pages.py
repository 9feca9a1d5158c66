"""The pages of the channels: set up, tried, closed; no key is ever shown."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from django.conf import LazySettings
from django.test import Client

from cast import a_person, client_of
from jianbao.desk.models import Outlet, Role
from printing import Office, an_office
from servers.robots import SECRET, Robots

pytestmark = [pytest.mark.django_db, pytest.mark.server]
BASE = "/b/yunling/settings/channels/"


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def client(office: Office) -> Client:
    return client_of(a_person(Role.ADMINISTRATOR, office.bulletin))


def test_a_group_is_set_up_tried_and_its_keys_are_not_shown_again(
    client: Client, robots: Robots
) -> None:
    assert "目前只用邮件发放" in client.get(BASE).text
    given = {"name": "党建群", "url": robots.url("dingtalk"), "secret": SECRET}
    page = client.post(f"{BASE}new/dingtalk/", given, follow=True).text
    assert "测试成功" in page
    assert len(robots.heard) == 1
    outlet = Outlet.objects.get()
    for address in (f"{BASE}{outlet.pk}/", BASE):
        shown = client.get(address).text
        assert SECRET not in shown
        assert "of-the-group" not in shown
    assert "党建群" in shown


def test_what_the_provider_says_is_told(client: Client, robots: Robots) -> None:
    given = {"name": "党建群", "url": robots.url("feishu"), "secret": "wrong"}
    page = client.post(f"{BASE}new/feishu/", given, follow=True).text
    assert "未被接收" in page
    assert "sign match fail" in page


def test_what_nobody_can_say_is_not_called_refused(client: Client, robots: Robots) -> None:
    robots.hang_up = True
    given = {"name": "党建群", "url": robots.url("wecom")}
    page = client.post(f"{BASE}new/wecom/", given, follow=True).text
    assert "无法确认是否收到" in page
    assert "未被接收" not in page


def test_a_busy_provider_is_to_be_asked_later(client: Client, robots: Robots) -> None:
    robots.answer = (200, {"errcode": 45009, "errmsg": "api freq out of limit"})
    given = {"name": "党建群", "url": robots.url("wecom")}
    page = client.post(f"{BASE}new/wecom/", given, follow=True).text
    assert "这次未被接收" in page
    assert "api freq out of limit" in page


def test_a_folder_is_tried_by_putting_something_there(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, drop_folder=str(tmp_path))
    folder = tmp_path / "bulletin"
    folder.mkdir()
    given = {"name": "内网", "place": "bulletin", "formats": ["pdf"]}
    assert "文件夹可以写入" in client.post(f"{BASE}new/folder/", given, follow=True).text
    assert list(folder.iterdir()) == []
    folder.rmdir()
    answer = client.post(f"{BASE}{Outlet.objects.get().pk}/test", follow=True)
    assert answer.status_code == 200
    assert "bulletin不存在" in answer.text.replace(" ", "")


def test_a_form_that_does_not_fit_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(f"{BASE}new/wecom/", {"name": "党建群", "url": "http://robot.example/"})
    assert answer.status_code == 422
    assert "须以 https:// 开头" in answer.text
    assert "党建群" in answer.text


def test_an_address_is_asked_for_once(client: Client, robots: Robots) -> None:
    without = {"name": "党建群", "url": ""}
    assert client.post(f"{BASE}new/wecom/", without).status_code == 422
    client.post(f"{BASE}new/wecom/", without | {"url": robots.url("wecom")})
    page = client.post(f"{BASE}{Outlet.objects.get().pk}/", without, follow=True)
    assert "测试成功" in page.text
    assert len(robots.heard) == 2


def test_a_kind_that_is_not_offered_is_not_there(client: Client) -> None:
    assert client.get(f"{BASE}new/pigeon/").status_code == 404


def test_a_channel_is_closed_and_opened_again(client: Client, office: Office) -> None:
    client.post(f"{BASE}new/print/", {"name": "文印室", "copies": "200"})
    outlet = Outlet.objects.get(bulletin=office.bulletin)
    client.post(f"{BASE}{outlet.pk}/close")
    assert "已停用" in client.get(BASE).text
    client.post(f"{BASE}{outlet.pk}/reopen")
    outlet.refresh_from_db()
    assert outlet.active
