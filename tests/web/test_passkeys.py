"""Passkeys in a real Chromium with a virtual authenticator, under the desk's own policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk.models import Event, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _authenticator(page: Page) -> None:
    """Give the page's browser a security key that says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def _sign_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def test_a_passkey_is_added_and_signs_in_without_the_password(
    live_server: LiveServer, page: Page, axe: Callable[[Page], None]
) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    address = live_server.url.replace("127.0.0.1", "localhost")  # passkeys want a name
    _authenticator(page)
    _sign_in(page, address, person.username)
    page.goto(f"{address}/account/passkeys/add/")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("form[data-passkey=create]")
    axe(page)
    page.check("[name=passwordless]")
    page.click("form[data-passkey=create] button[type=submit]")
    page.wait_for_selector(".codes")
    axe(page)
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 1
    assert Event.objects.filter(verb="add_passkey", by=person).exists()
    page.context.clear_cookies()
    page.goto(f"{address}/account/login/")
    axe(page)
    page.click("form[data-passkey=get] button[type=submit]")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto(f"{address}/account/passkeys/")
    axe(page)
    assert page.locator("tbody tr").count() == 1


def test_a_passkey_is_the_second_step_after_the_password(
    live_server: LiveServer, page: Page
) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    address = live_server.url.replace("127.0.0.1", "localhost")
    _authenticator(page)
    _sign_in(page, address, person.username)
    page.goto(f"{address}/account/passkeys/add/")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.click("form[data-passkey=create] button[type=submit]")
    page.wait_for_selector(".codes")
    page.context.clear_cookies()
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/account/second/sign-in/")
    page.click("form[data-passkey=get] button[type=submit]")
    page.wait_for_url(lambda url: "/account/second" not in url)
    page.goto(f"{address}/account/")
    assert page.locator("h1").count() == 1
    assert person.email in page.content()


def test_a_broken_off_passkey_says_so(live_server: LiveServer, page: Page) -> None:
    a_person(Role.EDITOR, a_bulletin())
    address = live_server.url.replace("127.0.0.1", "localhost")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}},
    )
    page.goto(f"{address}/account/login/")
    assert page.locator("[data-passkey-says]").inner_text() == ""
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.click("form[data-passkey=get] button[type=submit]")
    page.wait_for_selector("[data-passkey-says]:not(:empty)")
    assert page.url.endswith("/account/login/")
