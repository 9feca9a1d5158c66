"""Pages of people and of an account in Chromium: readable by all, whole on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk.actions import granting, inviting
from jianbao.desk.models import Role, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def admin() -> User:
    bulletin = a_bulletin()
    boss = a_person("administrator")
    editor = a_person(Role.EDITOR, bulletin)
    granting.give(editor, Role.REVIEWER, by=boss, bulletin=bulletin)
    inviting.invite("li@yunling.example", "李南坪", Role.READER, by=boss, bulletin=bulletin)
    return boss


def _pages(boss: User) -> list[str]:
    editor = User.objects.get(username="editor-yunling").pk
    return [
        *(f"/b/yunling/{page}" for page in ("people/", "people/rights/", "people/invite/", "log/")),
        *(f"/b/yunling/people/{pk}/" for pk in (editor, boss.pk)),
        *(f"/desk/{page}" for page in ("people/", f"people/{editor}/", "log/")),
        *(f"/account/{page}" for page in ("", "second/", "passkeys/", "devices/", "tokens/")),
    ]


def _sign_in(page: Page, address: str, person: User) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def test_pages_are_for_everybody(
    live_server: LiveServer, page: Page, axe: Callable[[Page], None], admin: User
) -> None:
    page.goto(f"{live_server.url}/account/login/")
    axe(page)
    _sign_in(page, live_server.url, admin)
    for address in _pages(admin):
        answer = page.goto(live_server.url + address)
        assert answer
        assert answer.status == 200, address
        axe(page)


def test_pages_are_whole_on_a_phone(
    live_server: LiveServer, phone: Page, axe: Callable[[Page], None], admin: User
) -> None:
    _sign_in(phone, live_server.url, admin)
    for address in _pages(admin):
        phone.goto(live_server.url + address)
        beyond = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, address
    axe(phone)


def test_an_invitation_is_written_by_keyboard(
    live_server: LiveServer, page: Page, admin: User
) -> None:
    _sign_in(page, live_server.url, admin)
    page.goto(f"{live_server.url}/b/yunling/people/invite/")
    page.focus("[name=full_name]")
    page.keyboard.type("王青禾")
    page.keyboard.press("Tab")
    page.keyboard.type("wang@yunling.example")
    page.keyboard.press("Enter")
    page.wait_for_url("**/b/yunling/people/")
    assert "王青禾" in page.inner_text("main")
