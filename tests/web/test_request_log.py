"""What the log of requests says, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from structlog.testing import capture_logs

from jianbao.desk.logs import hide_tokens

_PLACES = {"<str:token>": "a-secret", r"<int:\w+>": "1", r"<slug:\w+>": "x"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/account/invitation/a-secret/", "/account/invitation/…/"),
        ("/account/password/reset/1a-a-secret/", "/account/password/reset/1a-…/"),
        ("/account/login/", "/account/login/"),
    ],
)
def test_a_link_that_opens_a_door_is_not_logged(client: Client, path: str, logged: str) -> None:
    with capture_logs() as lines:
        client.get(path)
    assert [line["path"] for line in lines if line["event"] == "request"] == [logged]


def _routes(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        else:
            yield route


def _doors() -> list[str]:
    """Give every address that opens by the secret it holds, with one."""
    routes = [route for route in _routes(get_resolver()) if "<str:token>" in route]
    for place, filled in _PLACES.items():
        routes = [re.sub(place, filled, route) for route in routes]
    return [*routes, "/account/password/reset/1a-a-secret/"]


def test_every_link_is_kept_out_of_what_we_and_what_libraries_log(client: Client) -> None:
    doors = _doors()
    assert {"/feed/a-secret/atom.xml", "/read/a-secret/", "/subscription/a-secret/"} <= {*doors}
    for door in doors:
        with capture_logs() as lines:
            client.get(door)
        said = hide_tokens(None, "", {"event": f"Internal Server Error: {door}"})
        assert [line["event"] for line in lines] == ["request"]
        assert "a-secret" not in f"{lines} {said}"
