"""Signing in by the house's directory: its passwords, our people."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk.actions import people
from jianbao.desk.models import Role, User
from servers.directory import READER, READER_PASSWORD, Directory, directory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.server,
    pytest.mark.filterwarnings(
        "ignore:.* is deprecated. Please use:DeprecationWarning"
    ),  # of ldap3
]
__all__ = ["directory"]  # a fixture
THEIRS = "password of the directory 7"


@pytest.fixture
def linked(directory: Directory, settings: Any) -> Directory:  # noqa: ANN401 - the fixture; that of pytest-django
    """A desk that is told of the directory."""
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO,
        ldap_url=directory.url,
        ldap_base="dc=yunling,dc=example",
        ldap_user=READER,
        ldap_password=READER_PASSWORD,
    )
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "jianbao.web.account.directory.DirectoryBackend",
    ]
    directory.people["uid=chen,dc=yunling,dc=example"] = (
        {"chen"},
        THEIRS,
        "editor-yunling@yunling.example",
    )
    return directory


def _comes_in(login: str, password: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client.get(reverse("account")).status_code == 200


@pytest.mark.usefixtures("linked")
def test_the_directorys_password_opens_the_account_of_that_address() -> None:
    editor = a_person(Role.EDITOR, a_bulletin())
    assert _comes_in("chen", THEIRS)
    assert _comes_in(editor.email, THEIRS)
    assert _comes_in(editor.username, PASSWORD)
    assert not _comes_in("chen", "wrong")
    assert not _comes_in("chen", PASSWORD)


def test_no_account_is_made_and_a_closed_one_stays_closed(linked: Directory) -> None:
    linked.people["uid=new,dc=yunling,dc=example"] = ({"new"}, THEIRS, "new@yunling.example")
    assert not _comes_in("new", THEIRS)
    assert not User.objects.exists()
    editor = a_person(Role.EDITOR, a_bulletin())
    people.close_account(editor, by=a_person("administrator"))
    assert not _comes_in("chen", THEIRS)


def test_a_name_in_the_directory_opens_no_account_of_another_address(linked: Directory) -> None:
    keeper = a_person("administrator", name="keeper")
    linked.people["uid=keeper,dc=yunling,dc=example"] = ({"keeper"}, THEIRS, "k@baichuan.example")
    assert not _comes_in("keeper", THEIRS)
    linked.people["uid=keeper,dc=yunling,dc=example"] = ({"keeper"}, THEIRS, keeper.email)
    assert _comes_in("keeper", THEIRS)


def test_a_name_cannot_widen_the_search_and_two_matches_open_nothing(linked: Directory) -> None:
    a_person(Role.EDITOR, a_bulletin())
    assert not _comes_in("*", THEIRS)
    assert "*" in linked.filters
    assert not _comes_in("c*)(uid=chen", THEIRS)
    linked.people["uid=chen,ou=other"] = ({"chen"}, THEIRS, "x@yunling.example")
    assert not _comes_in("chen", THEIRS)


def test_no_password_goes_out_where_the_directory_does_not_turn_to_tls(
    linked: Directory,
    settings: Any,  # noqa: ANN401 - the fixture of pytest-django
) -> None:
    a_person(Role.EDITOR, a_bulletin())
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, ldap_url=linked.url.replace("ldap://", "ldap+starttls://")
    )
    assert not _comes_in("chen", THEIRS)
    assert linked.bound == []


# ldap3 leaves a socket that was refused to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.usefixtures("linked")
def test_a_directory_that_is_away_leaves_the_desks_own_passwords(settings: Any) -> None:  # noqa: ANN401 - the fixture of pytest-django
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, ldap_url="ldap://127.0.0.1:9")
    editor = a_person(Role.EDITOR, a_bulletin())
    assert not _comes_in("chen", THEIRS)
    assert _comes_in(editor.username, PASSWORD)
