"""投稿 in a real Chromium: dropping, pasting from Word, waiting for the reading, on a phone too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from arrivals import PARAGRAPHS, an_arrival
from cast import a_bulletin, a_person
from jianbao.config import prepare_home
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.models import Bulletin, Contribution, Role, User
from jianbao.document.read.confined import Workshop
from servers.chromium import PageFaults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = (
    "<html><body><!--StartFragment--><p class=MsoNormal style='mso-hide:all'>藏</p>"
    f"<p class=MsoNormal><b>{PARAGRAPHS[0]}</b></p><p><img src='file:///c:/1.png'>"
    f"{PARAGRAPHS[1]}</p><!--EndFragment--></body></html>"
)
PASTE = """(field, html) => {
    const carried = new DataTransfer();
    carried.setData("text/html", html);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste",
        {clipboardData: carried, bubbles: true, cancelable: true}));
}"""
DROP = """(zone, files) => {
    const carried = new DataTransfer();
    for (const [name, text] of files) carried.items.add(new File([text], name));
    zone.dispatchEvent(new DragEvent("drop",
        {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def bulletin() -> Bulletin:
    prepare_home(settings.JIANBAO)
    return a_bulletin()


@pytest.fixture
def sender(bulletin: Bulletin) -> User:
    return a_person(Role.CONTRIBUTOR, bulletin, unit=bulletin.units.get(name="青石分公司"))


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


def _sign_in(page: Page, server: LiveServer, person: User) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}]
    )


def _open(page: Page, server: LiveServer, name: str, *place: object) -> None:
    page.goto(server.url + reverse(name, args=["yunling", *place]))


def test_what_word_gives_is_pasted_sent_read_and_shown(
    live_server: LiveServer,
    page: Page,
    sender: User,
    workshop: Workshop,
    axe: Callable[[Page], None],
) -> None:
    _sign_in(page, live_server, sender)
    _open(page, live_server, "submit")
    page.locator("[name=text]").evaluate(PASTE, WORD)
    expect(page.locator("[name=text]")).to_have_value("\n".join(PARAGRAPHS))
    expect(page.locator("#pasted")).to_contain_text("1")
    axe(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/contribute/\d+/$"))
    one = Contribution.objects.get()
    assert one.state == "received"
    axe(page)
    read_contribution(one.pk, workshop)
    expect(page.get_by_text(PARAGRAPHS[1])).to_be_visible()
    expect(page.locator("form[action$='/withdraw/']")).to_be_visible()
    axe(page)


def test_files_are_dropped_listed_taken_out_and_sent(
    live_server: LiveServer, page: Page, page_faults: PageFaults, sender: User
) -> None:
    _sign_in(page, live_server, sender)
    _open(page, live_server, "submit")
    page_faults.expect("status of 422")
    page.locator(".save button").click()
    expect(page.locator("#faults [role=alert]")).to_be_focused()
    page.locator("[data-drop]").evaluate(
        DROP, [["来稿.txt", PARAGRAPHS[0]], ["多余.txt", "多余"], ["图说.txt", PARAGRAPHS[1]]]
    )
    expect(page.locator("[data-drop-list] li")).to_have_count(3)
    page.get_by_role("button", name=re.compile("多余")).click()
    expect(page.locator("[data-drop-list] li")).to_have_count(2)
    page.locator(".save button").click()
    page.wait_for_url(re.compile(r"/contribute/\d+/$"))
    one = Contribution.objects.get()
    assert (one.channel, one.raw.name) == ("upload", "来稿.txt")


def test_withdrawing_is_undone_with_one_key(
    live_server: LiveServer, page: Page, bulletin: Bulletin, sender: User
) -> None:
    one = an_arrival(bulletin, sent_by=sender)
    _sign_in(page, live_server, sender)
    _open(page, live_server, "sent", one.pk)
    page.locator("form[action$='/withdraw/'] button").click()
    expect(page.locator("form[action$='/reinstate/']").first).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("[hx-trigger]")).to_have_count(1)
    one.refresh_from_db()
    assert one.state == "received"


def test_every_page_fits_a_phone(
    live_server: LiveServer,
    phone: Page,
    bulletin: Bulletin,
    sender: User,
    axe: Callable[[Page], None],
) -> None:
    one = an_arrival(bulletin, sent_by=sender, headline="长" * 60)
    _sign_in(phone, live_server, sender)
    for name, place in (("contribute", ()), ("submit", ()), ("sent", (one.pk,))):
        _open(phone, live_server, name, *place)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, name
        axe(phone)


def test_without_scripts_a_text_is_sent_all_the_same(
    live_server: LiveServer, open_context: Callable[..., object], sender: User
) -> None:
    page: Page = open_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # Playwright's context
    _sign_in(page, live_server, sender)
    _open(page, live_server, "submit")
    page.fill("[name=text]", "\n".join(PARAGRAPHS))
    page.click(".save button")
    page.wait_for_url(re.compile(r"/contribute/\d+/$"))
    assert Contribution.objects.count() == 1
