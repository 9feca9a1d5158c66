"""Every address of the desk × every role: what no declaration allows is denied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Role, User
from jianbao.desk.rules import CAPABILITIES, DESK_CAPABILITIES

# Kept libraries guard their own pages; each is asked below whether it lets a stranger in.
_OF_LIBRARIES = ("allauth.", "django.views.i18n", "django.contrib.", "ninja.")
_ADDRESSED = {IntConverter: 999_999, SlugConverter: "nothing", UUIDConverter: "0" * 32}


def _patterns(
    resolver: URLResolver | None = None, prefix: tuple[Any, ...] = ()
) -> Iterator[tuple[str, URLPattern, tuple[Any, ...]]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, (*prefix, entry))
        else:
            yield entry.lookup_str, entry, (*prefix, entry)


def _address(parts: tuple[Any, ...], bulletin: Bulletin) -> str:
    """Write the address of a pattern with something in each of its places."""
    text = ""
    for part in parts:
        route = str(part.pattern)
        for name, converter in part.pattern.converters.items():
            value = bulletin.slug if name == "bulletin" else _ADDRESSED.get(type(converter), "x")
            start = route.index("<")
            end = route.index(">", start)
            assert route[start:end].endswith(name)
            route = f"{route[:start]}{value}{route[end + 1 :]}"
        text += route
    return f"/{text}"


def _own_pages() -> list[tuple[str, tuple[Any, ...], str]]:
    return [
        (lookup, parts, getattr(entry.callback, "who_may", "undeclared"))
        for lookup, entry, parts in _patterns()
        if not lookup.startswith(_OF_LIBRARIES)
    ]


def _client(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _status(client: Client, address: str, method: str) -> int:
    response = client.generic(method, address)
    if response.status_code == 302 and response.headers["Location"].startswith(
        reverse("account_login")
    ):
        return 401
    return response.status_code


def test_every_page_says_who_may_open_it() -> None:
    assert [lookup for lookup, _, who in _own_pages() if who == "undeclared"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_of_a_bulletin_open_for_the_roles_of_its_table_alone(method: str) -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一家简报")
    people = {role: _client(a_person(role, bulletin)) for role in Role}
    strangers = {f"{role} elsewhere": _client(a_person(role, other)) for role in Role}
    strangers["outsider"], nobody = _client(a_person(None)), _client(None)
    wrong: list[tuple[object, ...]] = []
    for lookup, parts, who in _own_pages():
        kind, _, capability = who.partition(":")
        if kind != "bulletin":
            continue
        address = _address(parts, bulletin)
        for role, person in people.items():
            status = _status(person, address, method)
            if (status != 403) != (role in CAPABILITIES[capability]) or status in {401, 500}:
                wrong.append((lookup, role, status))
        wrong += [
            (lookup, who_asks, status)
            for who_asks, stranger in strangers.items()
            if (status := _status(stranger, address, method)) != 404
        ]
        if (status := _status(nobody, address, method)) != 401:
            wrong.append((lookup, "nobody", status))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_above_the_bulletins_open_for_desk_administrators_alone(method: str) -> None:
    bulletin = a_bulletin()
    administrator, nobody = _client(a_person(Role.ADMINISTRATOR)), _client(None)
    others = {str(role): _client(a_person(role, bulletin)) for role in Role}
    others["outsider"] = _client(a_person(None))
    wrong: list[tuple[object, ...]] = []
    for lookup, parts, who in _own_pages():
        kind, _, capability = who.partition(":")
        if kind != "desk":
            continue
        assert capability in DESK_CAPABILITIES
        address = _address(parts, bulletin)
        if (status := _status(administrator, address, method)) in {401, 403, 500}:
            wrong.append((lookup, "administrator", status))
        wrong += [
            (lookup, who_asks, status)
            for who_asks, person in others.items()
            if (status := _status(person, address, method)) != 403
        ]
        if (status := _status(nobody, address, method)) != 401:
            wrong.append((lookup, "nobody", status))
    assert wrong == []


@pytest.mark.django_db
def test_own_pages_open_for_whoever_has_signed_in() -> None:
    person, nobody = _client(a_person(None)), _client(None)
    wrong: list[tuple[object, ...]] = []
    for lookup, parts, who in _own_pages():
        if who != "own":
            continue
        address = _address(parts, a_bulletin_or_none())
        if (status := _status(nobody, address, "GET")) != 401:
            wrong.append((lookup, "nobody", status))
        if (status := _status(person, address, "GET")) in {401, 403, 500}:
            wrong.append((lookup, "somebody", status))
    assert wrong == []


def a_bulletin_or_none() -> Bulletin:
    """Own pages name no bulletin; this stands in for one in the address."""
    return Bulletin(slug="none")


@pytest.mark.django_db
def test_an_account_that_was_closed_opens_nothing() -> None:
    bulletin = a_bulletin()
    person = a_person(Role.EDITOR, bulletin)
    address = reverse("today", args=[bulletin.slug])
    client = _client(person)
    assert _status(client, address, "GET") == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert _status(client, address, "GET") == 401
