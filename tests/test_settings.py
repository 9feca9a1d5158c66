"""The settings that Django is given."""

from __future__ import annotations

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
