"""The settings that Django is given."""

from __future__ import annotations

import pytest

from jianbao.config import ConfigError, load
from jianbao.settings import postgresql


def test_an_address_of_postgresql_is_taken_whole() -> None:
    url = "postgresql://desk:p%40ss@db.yunling.example:5433/jianbao?sslmode=verify-full&connect_timeout=5"
    row = postgresql(url)
    assert (row["NAME"], row["USER"], row["PASSWORD"]) == ("jianbao", "desk", "p@ss")
    assert (row["HOST"], row["PORT"]) == ("db.yunling.example", 5433)
    assert row["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "5"}


def test_a_socket_is_named_behind_the_question_mark() -> None:
    row = postgresql("postgresql:///jianbao?host=/run/postgresql")
    assert (row["HOST"], row["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(
    "url",
    ["ldap://ldap.yunling.example", "ldap://10.0.0.7:389", "LDAP://ldap.yunling.example", "host"],
)
def test_a_directory_that_would_get_passwords_in_clear_text_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="ldaps://"):
        load({"JIANBAO_LDAP_URL": url})


@pytest.mark.parametrize(
    "url",
    [
        "ldaps://ldap.yunling.example",
        "ldap+starttls://ldap.yunling.example:389",
        "ldap://127.0.0.1:3389",
        "ldap://[::1]",
        "ldap://localhost",
    ],
)
def test_a_directory_behind_tls_or_on_this_machine_is_taken(url: str) -> None:
    assert load({"JIANBAO_LDAP_URL": url}).ldap_url == url


@pytest.mark.parametrize("box", ["退信 <bounce@yunling.example>", "bounce", "a b@c.example", "@c"])
def test_bounces_go_to_a_bare_address(box: str) -> None:
    with pytest.raises(ConfigError, match="JIANBAO_BOUNCES_TO"):
        load({"JIANBAO_BOUNCES_TO": box})
    bare = "bounce@yunling.example"
    assert load({"JIANBAO_BOUNCES_TO": bare}).bounces_to == bare
