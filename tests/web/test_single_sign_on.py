"""Single sign-on: lets in who has an account, by what the desk was told to trust, no one else."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from cast import a_bulletin, a_person
from jianbao.desk.actions import people
from jianbao.desk.models import Event, Role, User
from servers.sign_on import CLIENT, SECRET, SignOn, sign_on

pytestmark = [pytest.mark.django_db, pytest.mark.server]
__all__ = ["sign_on"]  # a fixture
START = "/account/sign-on/oidc/"


@pytest.fixture
def linked(sign_on: SignOn, settings: Any) -> Any:  # noqa: ANN401 - the fixture of pytest-django
    """A desk that is told of the provider, as `settings` makes it from the configuration."""
    app = {
        "provider_id": "oidc",
        "name": "云岭统一认证",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": sign_on.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    return settings


def _come(sign_on: SignOn, claims: dict[str, Any]) -> tuple[Client, Any]:
    client = Client()
    sign_on.claims = {"sub": "4711", "name": "陈编辑", **claims}
    away = client.post(START)
    assert away.status_code == 302
    back = sign_on.authorise(away["Location"])
    return client, client.get(back.partition("testserver")[2])


def _is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_a_person_comes_in_by_a_verified_address_and_again_by_the_link(
    linked: Any,  # noqa: ANN401 - the fixture above
    sign_on: SignOn,
) -> None:
    editor = a_person(Role.EDITOR, a_bulletin())
    client, answer = _come(sign_on, {"email": editor.email, "email_verified": True})
    assert answer.status_code == 302
    assert _is_in(client)
    assert Event.objects.filter(verb="sign_in", by=editor).count() == 1
    again, _ = _come(sign_on, {"email": "new-address@yunling.example", "email_verified": True})
    assert _is_in(again)
    assert User.objects.count() == 1
    assert linked


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "editor-yunling@yunling.example"},
        {"email": "nobody@yunling.example", "email_verified": True},
        {"preferred_username": "editor-yunling"},
        {},
    ],
)
@pytest.mark.usefixtures("linked")
def test_nobody_else_comes_in_and_no_account_is_made(
    sign_on: SignOn, claims: dict[str, Any]
) -> None:
    a_person(Role.EDITOR, a_bulletin())
    client, answer = _come(sign_on, claims)
    assert answer.status_code == 200
    assert not _is_in(client)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("known_by", "claims", "let_in"),
    [
        ("email", {"email": "editor-yunling@yunling.example"}, True),
        ("email", {"preferred_username": "editor-yunling"}, False),
        ("name", {"preferred_username": "Editor-Yunling"}, True),
        ("name", {"email": "editor-yunling@yunling.example", "email_verified": True}, False),
    ],
)
def test_what_a_person_is_known_by_is_a_setting(
    linked: Any,  # noqa: ANN401 - the fixture above
    sign_on: SignOn,
    known_by: str,
    claims: dict[str, Any],
    let_in: bool,
) -> None:
    linked.JIANBAO = msgspec.structs.replace(linked.JIANBAO, oidc_person=known_by)
    a_person(Role.EDITOR, a_bulletin())
    client, _ = _come(sign_on, claims)
    assert _is_in(client) is let_in


@pytest.mark.usefixtures("linked")
def test_a_closed_account_stays_out(sign_on: SignOn) -> None:
    editor = a_person(Role.EDITOR, a_bulletin())
    people.close_account(editor, by=a_person("administrator"))
    client, answer = _come(sign_on, {"email": editor.email, "email_verified": True})
    assert answer["Location"] == reverse("account_inactive")
    assert not _is_in(client)


@pytest.mark.usefixtures("linked")
def test_a_provider_that_is_away_or_mad_gives_a_page(sign_on: SignOn) -> None:
    sign_on.server.shutdown()
    sign_on.server.server_close()
    answer = Client().post(START)
    assert answer.status_code == 503
    assert reverse("account_login") in answer.content.decode()


@pytest.mark.usefixtures("linked")
def test_a_forged_answer_is_not_believed(sign_on: SignOn) -> None:
    editor = a_person(Role.EDITOR, a_bulletin())
    sign_on.claims = {"sub": "1", "email": editor.email, "email_verified": True}
    client = Client()
    back = reverse("openid_connect_callback", args=["oidc"])
    assert client.get(back, {"code": "made-up", "state": "made-up"}).status_code == 401
    client.post(START)
    assert client.get(back, {"error": "access_denied"}).status_code in {302, 401}
    assert not _is_in(client)
    assert Client().get("/account/sign-on/other/").status_code == 404


@pytest.mark.usefixtures("linked")
def test_the_button_stands_on_the_sign_in_page() -> None:
    shown = Client().get(reverse("account_login")).content.decode()
    assert "云岭统一认证" in shown
    assert START in shown
