"""Settings in a real browser: dragging, without script, on a phone, and accessible."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import Morsel

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Role, User

pytestmark = pytest.mark.browser


@pytest.fixture
def bulletin(live_server: LiveServer) -> Bulletin:  # noqa: ARG001 - commits, as a server needs
    bulletin = a_bulletin()
    bulletin.sections.create(title="青·团员之家", position=9)
    return bulletin


@pytest.fixture
def administrator(bulletin: Bulletin) -> User:
    return a_person(Role.ADMINISTRATOR, bulletin)


def _open(page: Page, live_server: LiveServer, person: User, name: str) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session: Morsel[str] = client.cookies["sessionid"]
    cookie = {"name": "sessionid", "value": session.value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # Playwright wants its own kind of dict
    page.goto(f"{live_server.url}{reverse(name, args=['yunling'])}")


def _titles(bulletin: Bulletin) -> list[str]:
    return list(bulletin.sections.values_list("title", flat=True))


def test_sections_are_dragged_into_another_order(
    page: Page, live_server: LiveServer, bulletin: Bulletin, administrator: User
) -> None:
    _open(page, live_server, administrator, "arrange_sections")
    rows = page.locator("[data-order-item]")
    with page.expect_navigation():
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 40, "y": 3})
    expect(page.locator("[data-order-item] th").first).to_contain_text("青·团员之家")
    assert _titles(bulletin) == ["青·团员之家", "学·初心之源", "行·一线之声"]


def test_buttons_order_sections_without_script(
    open_context: Callable[..., object],
    live_server: LiveServer,
    bulletin: Bulletin,
    administrator: User,
) -> None:
    page: Page = open_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # a BrowserContext
    _open(page, live_server, administrator, "arrange_sections")
    page.locator("button[name=move][value$=':-1']").nth(2).click()
    expect(page.locator("tbody th").nth(1)).to_contain_text("青·团员之家")
    assert _titles(bulletin)[1] == "青·团员之家"


@pytest.mark.parametrize("name", ["today", "arrange_units", "arrange_style", "setup_sections"])
def test_pages_stand_on_a_phone_and_are_accessible(
    name: str,
    phone: Page,
    live_server: LiveServer,
    administrator: User,
    axe: Callable[[Page], None],
) -> None:
    _open(phone, live_server, administrator, name)
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    axe(phone)
