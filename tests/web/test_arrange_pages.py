"""Settings pages and 今日: each opens, shows what it counts, and keeps other bulletins apart."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Role, User

pytestmark = pytest.mark.django_db

PLAIN = (
    *("masthead", "sections", "units", "correspondents", "lists", "style", "submission"),
    *("mailboxes", "letters", "keys", "issues", "archive"),
)
OTHERS = (
    *("import_units", "import_correspondents", "setup_sections", "setup_units"),
    *("setup_mailbox", "setup_people"),
)
PAGES = [*(f"arrange_{name}" for name in PLAIN), *OTHERS]


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def administrator(bulletin: Bulletin) -> User:
    return a_person(Role.ADMINISTRATOR, bulletin)


def _as(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_administrators_of_the_bulletin_alone(
    page: str, bulletin: Bulletin, administrator: User
) -> None:
    address = reverse(page, args=[bulletin.slug])
    answer = _as(administrator).get(address)
    assert answer.status_code == 200
    other = a_bulletin("other", "另一家简报")
    assert _as(a_person(Role.ADMINISTRATOR, other)).get(address).status_code == 404
    assert _as(a_person(Role.EDITOR, bulletin)).get(address).status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_today_opens_for_every_role(role: str, bulletin: Bulletin) -> None:
    address = reverse("today", args=[bulletin.slug])
    assert _as(a_person(role, bulletin)).get(address).status_code == 200
