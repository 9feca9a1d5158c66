"""Signing in: by name or address, limits, second factors, reset by letter, invitations."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk import rules
from jianbao.desk.actions import inviting
from jianbao.desk.models import Event, Letter, Role, User
from jianbao.web.account.devices import device_name

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def _is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def _sign_in(client: Client, login: str, password: str = PASSWORD) -> Any:  # noqa: ANN401 - the test client's answer
    return client.post(LOGIN, {"login": login, "password": password})


def test_by_name_and_by_address_in_any_case(client: Client) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    for login in (person.username, person.email, person.email.upper()):
        fresh = Client()
        assert _sign_in(fresh, login).status_code == 302
        assert _is_in(fresh)
    assert _sign_in(client, person.username, "wrong").status_code == 200
    assert not _is_in(client)
    assert Event.objects.filter(verb="sign_in", by=person).count() == 3


def test_after_five_wrong_passwords_the_right_one_waits_too(client: Client) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    for _ in range(5):
        assert _sign_in(client, person.username, "wrong").status_code == 200
    refused = _sign_in(client, person.username)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert re.search(r"[^0-9]5 ?(分钟|minutes)", refused.content.decode())
    assert not _is_in(client)
    with time_machine.travel(time.time() + 301, tick=False):
        assert _sign_in(client, person.username).status_code == 302
        assert _is_in(client)


def test_tries_are_counted_where_all_processes_see_them(settings: Any) -> None:  # noqa: ANN401 - the fixture of pytest-django
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "jianbao_cache"}}
    call_command("createcachetable")
    person = a_person(Role.EDITOR, a_bulletin())
    for _ in range(5):
        _sign_in(Client(), person.email, "wrong")
    caches.close_all()
    assert _sign_in(Client(), person.email).status_code == 429
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jianbao_cache")
        assert cursor.fetchone()[0] > 0


def test_nobody_signs_up(client: Client) -> None:
    page = reverse("account_signup")
    for answer in (
        client.get(page),
        client.post(
            page,
            {"email": "x@x.example", "username": "x", "password1": PASSWORD, "password2": PASSWORD},
        ),
    ):
        assert answer.status_code == 200
        assert "password1" not in answer.content.decode()
    assert not User.objects.exists()


def test_a_new_password_comes_by_letter_and_the_link_is_good_once(client: Client) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    page = reverse("account_reset_password")
    known = client.post(page, {"email": person.email})
    unknown = client.post(page, {"email": "nobody@yunling.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    letter = Letter.objects.get()
    assert letter.to_address == person.email
    found = re.search(r"https?://[^/\s]+(/account/password/reset/\S+)", letter.text)
    assert found
    form = client.get(found[1], follow=True)
    action = form.redirect_chain[-1][0]
    new = "quite another 8812 pw"
    assert client.post(action, {"password1": new, "password2": new}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
    again = Client().get(found[1], follow=True).content.decode()
    assert "password1" not in again
    assert Event.objects.filter(verb="reset_password", by=person).exists()
    assert Letter.objects.filter(kind="security-notice", to_address=person.email).exists()


def test_a_weak_new_password_is_refused_with_the_rule() -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    client = Client()
    _sign_in(client, person.username)
    page = reverse("account_change_password")
    client.post(
        page, {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    )
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    good = "quite another 8812 pw"
    other = Client()
    _sign_in(other, person.username)
    client.post(page, {"oldpassword": PASSWORD, "password1": good, "password2": good})
    assert _is_in(client)
    assert not _is_in(other)


def _code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def _app_of(client: Client) -> str:
    """Turn the authenticator app on, and give its key."""
    page = reverse("mfa_activate_totp")
    asked = client.get(page)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    client.post(asked["Location"], {"password": PASSWORD})
    shown = client.get(page).content.decode()
    secret: str = client.session["mfa.totp.secret"]
    assert secret in shown
    assert "<script" not in re.sub(r"<script[^>]* src=[^>]*>", "", shown)
    assert client.post(page, {"code": "000000"}).status_code == 200
    assert client.post(page, {"code": _code(secret)}).status_code == 302
    return secret


def test_an_authenticator_app_is_sealed_and_asked_for(
    client: Client,
    django_capture_on_commit_callbacks: Any,  # noqa: ANN401 - the fixture of pytest-django
) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    _sign_in(client, person.username)
    with django_capture_on_commit_callbacks(execute=True):
        secret = _app_of(client)
    stored = Authenticator.objects.get(user=person, type="totp").data
    assert secret not in str(stored)
    assert Event.objects.filter(verb="add_totp", by=person).exists()
    assert Letter.objects.get(kind="security-notice").to_address == person.email
    fresh = Client()
    second = _sign_in(fresh, person.username)
    assert second["Location"] == reverse("mfa_authenticate")
    assert not _is_in(fresh)
    assert fresh.post(second["Location"], {"code": "000000"}).status_code == 200
    with time_machine.travel(time.time() + 60, tick=False):
        assert fresh.post(second["Location"], {"code": _code(secret)}).status_code == 302
        assert _is_in(fresh)


def test_a_recovery_code_signs_in_once(client: Client) -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    _sign_in(client, person.username)
    _app_of(client)
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<code>([0-9a-z-]+)</code>", shown)
    assert len(codes) == 10
    for expected in (True, False):
        lost = Client()
        second = _sign_in(lost, person.username)
        lost.post(second["Location"], {"code": codes[0]})
        assert _is_in(lost) is expected


def test_devices_are_listed_and_signed_out_one_or_all_others() -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    names = ("here", "phone", "tablet")
    here, phone, tablet = (Client(headers={"user-agent": name}) for name in names)
    for device in (here, phone, tablet):
        _sign_in(device, person.email)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert all(name in page for name in names)
    ends = re.findall(r'action="(/account/devices/\d+/end)"', page)
    assert len(ends) == 2
    stranger = Client()
    stranger.force_login(a_person(None))
    assert stranger.post(ends[0]).status_code == 404
    assert here.post(ends[0]).status_code == 302
    assert sorted([_is_in(phone), _is_in(tablet)]) == [False, True]
    here.post(reverse("end_other_devices"))
    assert _is_in(here)
    assert not _is_in(phone)
    assert not _is_in(tablet)


def test_name_language_and_theme_are_kept_and_go_with_the_person() -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    client = Client()
    _sign_in(client, person.username)
    sent = {"full_name": "陈编", "language": "en", "theme": "dark", "is_active": "", "email": "x@x"}
    assert client.post(reverse("account"), sent).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.language, person.theme) == ("陈编", "en", "dark")
    assert person.email != "x@x"
    elsewhere = Client()
    _sign_in(elsewhere, person.username)
    assert elsewhere.cookies["jianbao_language"].value == "en"
    assert elsewhere.cookies["jianbao_theme"].value == "dark"
    assert 'lang="en"' in elsewhere.get(reverse("account")).content.decode()


def test_a_token_is_shown_once_and_revoked() -> None:
    person = a_person(Role.EDITOR, a_bulletin())
    client = Client()
    _sign_in(client, person.username)
    page = reverse("tokens")
    asked = client.post(page, {"name": "同步", "scopes": ["inbox:read"], "days": 30})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not person.api_tokens.exists()
    made = client.post(asked["Location"], {"password": PASSWORD})  # goes on where it was asked
    token = re.search(r"jb_[\w-]{40,}", made.content.decode())
    assert token
    assert "no-store" in made["Cache-Control"]
    assert token[0] not in client.get(page).content.decode()
    row = person.api_tokens.get()
    stranger = Client()
    stranger.force_login(a_person("administrator"))
    assert stranger.post(reverse("revoke_token", args=[row.pk])).status_code == 404
    assert client.post(reverse("revoke_token", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at


def _invited(**place: Any) -> str:  # noqa: ANN401 - where
    admin = a_person("administrator")
    inviting.invite("li@yunling.example", "李南坪", Role.READER, by=admin, **place)
    found = re.search(r"/account/invitation/\S+/", Letter.objects.get().text)
    assert found
    return found[0]


def test_an_invited_person_comes_in_signed_in(client: Client) -> None:
    bulletin = a_bulletin()
    link = _invited(bulletin=bulletin)
    assert bulletin.title in client.get(link).content.decode()
    sent = {"full_name": "李南坪", "username": "li", "password": PASSWORD, "again": PASSWORD}
    for wrong in ({"again": "other"}, {"username": "l@i"}, {"password": "1", "again": "1"}):
        assert client.post(link, sent | wrong).status_code == 422
    assert client.post(link, sent).status_code == 302
    assert _is_in(client)
    assert rules.may(User.objects.get(username="li"), "read_archive", bulletin).ok
    assert Client().get(link).status_code == 410


def test_an_invited_account_signs_in_first_and_another_cannot_take_it() -> None:
    bulletin = a_bulletin()
    known = User.objects.create_user("li", "li@yunling.example", PASSWORD, full_name="李南坪")
    other = a_person(None)
    link = _invited(bulletin=bulletin)
    accept = f"{link}accept"
    shown = Client().get(link).content.decode()
    assert "password" not in shown
    assert f"next={link}" in shown
    thief = Client()
    thief.force_login(other)
    assert thief.post(accept).status_code == 403
    assert thief.get(link).status_code == 200
    client = Client()
    assert client.post(accept).status_code == 302
    _sign_in(client, "li")
    assert client.post(accept).status_code == 302
    assert rules.may(User.objects.get(pk=known.pk), "read_archive", bulletin).ok
    assert not rules.may(other, "read_archive", bulletin).ok


def test_own_pages_lead_strangers_to_signing_in() -> None:
    names = (
        "account usersessions_list tokens account_change_password mfa_index mfa_activate_totp "
        "mfa_list_webauthn mfa_add_webauthn mfa_generate_recovery_codes"
    )
    for name in names.split():
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(LOGIN), name


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) MicroMessenger/8.0.50", "微信 · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/140.0", "Firefox · Linux"),
        ("curl/8.1", "curl/8.1"),
    ],
)
def test_a_device_is_named_in_short(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
