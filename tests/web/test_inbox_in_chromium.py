"""The inbox in a real browser: keys, dialogs, the pane, the phone, with and without script."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from http.cookies import Morsel

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Contribution, Item, Role, User
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser

HEADLINES = ("第一篇：送清凉", "第二篇：修风机", "第三篇：亮牌上岗")


@pytest.fixture
def bulletin(live_server: LiveServer) -> Bulletin:  # noqa: ARG001 - commits, as a server needs
    bulletin = a_bulletin()
    section = bulletin.sections.get(title="行·一线之声")
    now = timezone.now()
    for number, headline in enumerate(HEADLINES):
        an_arrival(
            bulletin,
            headline=headline,
            unit=bulletin.units.first(),
            suggested_section=section,
            received_at=now - dt.timedelta(minutes=number),
        )
    return bulletin


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


def _open(page: Page, live_server: LiveServer, person: User, query: str = "") -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session: Morsel[str] = client.cookies["sessionid"]
    page.context.add_cookies(
        [{"name": "sessionid", "value": session.value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{reverse('inbox', args=['yunling'])}{query}")


def _states() -> list[str]:
    rows = Contribution.objects.order_by("-received_at")
    return list(rows.values_list("state", flat=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(
    page: Page,
    live_server: LiveServer,
    editor: User,
    axe: Callable[[Page], None],
    scheme: str,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    _open(page, live_server, editor)
    axe(page)
    page.keyboard.press("x")
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)


def test_a_day_of_keys(page: Page, live_server: LiveServer, editor: User) -> None:
    _open(page, live_server, editor)
    title = page.locator("#t")
    expect(title).to_have_text(HEADLINES[0])
    page.keyboard.press("j")
    expect(title).to_have_text(HEADLINES[1])
    expect(page).to_have_url(re.compile(r"/inbox/\d+/$"))
    expect(page.locator("[data-row][aria-current]")).to_contain_text(HEADLINES[1])
    page.keyboard.press("k")
    expect(title).to_have_text(HEADLINES[0])
    page.keyboard.press("a")
    expect(title).to_have_text(HEADLINES[1])
    assert Item.objects.count() == 1
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.locator(".nav [aria-current] b")).to_have_text("2")
    page.keyboard.press("x")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.locator("input[value=thin]").check()
    dialog.locator("button[type=submit]").click()
    expect(title).to_have_text(HEADLINES[2])
    expect(dialog).to_have_count(0)
    page.keyboard.press("h")
    expect(page.locator("#rows .empty")).to_be_visible()
    assert _states() == ["planned", "declined", "shortlisted"]


def test_an_act_is_taken_back_by_key(page: Page, live_server: LiveServer, editor: User) -> None:
    _open(page, live_server, editor)
    page.keyboard.press("h")
    expect(page.locator("#t")).to_have_text(HEADLINES[1])
    page.keyboard.press("z")
    expect(page.locator("#t")).to_have_text(HEADLINES[0])
    assert _states() == ["waiting"] * 3
    page.keyboard.press("h")
    expect(page.locator("#t")).to_have_text(HEADLINES[1])
    page.goto(f"{live_server.url}{reverse('inbox', args=['yunling'])}?list=shortlisted")
    page.keyboard.press("u")
    expect(page.locator("#notices li")).to_be_visible()
    assert _states() == ["waiting"] * 3


def test_the_slower_sees_who_was_quicker_and_how_it_stands(
    page: Page, live_server: LiveServer, editor: User, page_faults: PageFaults
) -> None:
    page_faults.expect("status of 409")
    _open(page, live_server, editor)
    expect(page.locator("#t")).to_have_text(HEADLINES[0])
    Contribution.objects.filter(headline=HEADLINES[0]).update(state="declined", version=1)
    page.keyboard.press("h")
    expect(page.locator("#notices .error")).to_be_visible()
    expect(page.locator(".piece-acts [data-key=b]")).to_be_visible()


def test_the_list_narrows_while_one_types(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    _open(page, live_server, editor)
    page.keyboard.press("/")
    page.keyboard.type("风机")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(3)  # every text names the fan
    page.keyboard.type(" 亮牌")
    expect(rows).to_have_count(1)
    expect(page.locator("#narrow_q")).to_be_focused()
    expect(page).to_have_url(re.compile("q="))
    page.keyboard.press("Control+a")
    page.keyboard.type("没有这个词")
    expect(page.locator("#rows .empty")).to_be_visible()


def test_many_are_chosen_previewed_and_done(
    page: Page, live_server: LiveServer, editor: User, axe: Callable[[Page], None]
) -> None:
    _open(page, live_server, editor)
    expect(page.locator(".bulk")).to_be_hidden()
    for box in page.locator("[data-select-item]").all()[:2]:
        box.check()
    expect(page.locator(".bulk")).to_be_visible()
    page.locator(".bulk button[value=shortlist]").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    axe(page)
    page.locator("button.btn").click()
    expect(page.locator("#notices li.success")).to_be_visible()
    assert _states() == ["shortlisted", "shortlisted", "waiting"]


def test_a_phone_goes_from_the_list_to_the_piece_and_back(
    phone: Page, live_server: LiveServer, editor: User, axe: Callable[[Page], None]
) -> None:
    _open(phone, live_server, editor)
    expect(phone.locator("#rows")).to_be_visible()
    expect(phone.locator("#t")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(phone)
    phone.locator("[data-row]").nth(1).tap()
    expect(phone.locator("#t")).to_have_text(HEADLINES[1])
    expect(phone.locator("#rows")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(phone)
    small = phone.evaluate(
        """[...document.querySelectorAll('.piece-acts a, .piece-acts button')]
           .filter((at) => at.getBoundingClientRect().height < 44).length"""
    )
    assert small == 0
    phone.locator(".back").tap()
    expect(phone.locator("#rows")).to_be_visible()


def test_everything_is_done_without_script(
    open_context: Callable[..., object], live_server: LiveServer, editor: User
) -> None:
    context = open_context(java_script_enabled=False)
    page: Page = context.new_page()  # type: ignore[attr-defined]  # a BrowserContext
    _open(page, live_server, editor)
    page.locator("[data-row]").nth(1).click()
    expect(page.locator("#t")).to_have_text(HEADLINES[1])
    page.locator("[data-key=x]").click()
    page.locator("input[value=late]").check()
    page.locator("main button[type=submit]").click()
    expect(page.locator("#t")).to_have_text(HEADLINES[2])
    assert _states() == ["waiting", "declined", "waiting"]
    page.locator("#notices button").click()
    assert _states() == ["waiting"] * 3


def test_a_piece_is_left_and_come_back_to(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    _open(page, live_server, editor)
    page.locator("[data-row]").nth(1).click()
    expect(page.locator("#t")).to_have_text(HEADLINES[1])
    page.locator("[data-row]").nth(2).click()
    expect(page.locator("#t")).to_have_text(HEADLINES[2])
    page.go_back()
    expect(page.locator("#t")).to_have_text(HEADLINES[1])
