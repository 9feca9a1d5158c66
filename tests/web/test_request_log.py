"""What the log of requests says, and what it must not."""

from __future__ import annotations

import pytest
from django.test import Client
from structlog.testing import capture_logs

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
