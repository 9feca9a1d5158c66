"""Somebody is invited in Chromium without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def admin() -> User:
    a_bulletin()
    return a_person("administrator")


def _sign_in(page: Page, address: str, person: User) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


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
