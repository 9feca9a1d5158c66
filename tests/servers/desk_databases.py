"""The desk on both its databases: the tests of a fixture run on each, a whole run on PostgreSQL."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from jianbao.settings import postgresql
from servers.postgres import Postgres

# Rows that migrations wrote; every other table is empty when a test begins.
_KEPT = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Leave a PostgreSQL database to end with its server: threads may still be connected."""
    return django_db_keepdb or _is_postgresql_run()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,  # noqa: ARG001 - takes up the one it replaces
) -> None:
    """Run every test of the desk on PostgreSQL when JIANBAO_TEST_DATABASE says so."""
    if _is_postgresql_run():
        server: Postgres = request.getfixturevalue("postgres")
        _connect_to(server.url)


@pytest.fixture(scope="session", autouse=True)
def _tables_emptied_fast() -> Iterator[None]:
    """Empty tables after a test that committed: Django's own way cannot empty the log of events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _empty_tables())
        yield


@pytest.fixture(scope="session")
def _migrated_on_postgresql(
    postgres: Postgres,
    django_db_setup: None,  # noqa: ARG001 - the usual database is made before this one
    django_db_blocker: DjangoDbBlocker,
) -> str:
    """Make the tables of the desk in a database of its own; give its address."""
    url = postgres.url
    with django_db_blocker.unblock(), _connected_to(url):
        call_command("migrate", verbosity=0)
    return url


@pytest.fixture(params=["usual", pytest.param("postgresql", marks=pytest.mark.server)])
def _engine(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 - the usual database is made before another
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    if request.param == "usual":
        yield connection.vendor
        return
    url: str = request.getfixturevalue("_migrated_on_postgresql")
    with django_db_blocker.unblock(), _connected_to(url):
        yield connection.vendor


@pytest.fixture
def each_database(
    _engine: str,
    db: None,  # noqa: ARG001 - opened once the engine is chosen
) -> str:
    """Run the test on the usual database and again on PostgreSQL; give the name of the engine.

    Stands in for the mark `django_db`, which would open the usual one first. A test that asks for
    `transactional_db` as well commits.
    """
    return _engine


@pytest.fixture
def desk_environment(
    transactional_db: None,  # noqa: ARG001 - another process sees only what is committed
    home: Path,
) -> dict[str, str]:
    """Give the environment of a process that works on this test's desk, files and database."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "JIANBAO_HOME": str(home)}
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        server = f"{at['USER']}@{at['HOST']}:{at['PORT']}"
        environment["JIANBAO_DATABASE_URL"] = f"postgresql://{server}/{at['NAME']}"
        environment["JIANBAO_SECRET_KEY"] = settings.SECRET_KEY
    else:
        (home / "desk.sqlite3").symlink_to(connection.settings_dict["NAME"])
    return environment


def _is_postgresql_run() -> bool:
    return os.environ.get("JIANBAO_TEST_DATABASE") == "postgresql"


def _connect_to(url: str) -> None:
    configured = connections.configure_settings({"default": postgresql(url)})
    connections.settings["default"] = configured["default"]
    connections["default"] = connections.create_connection("default")


@contextlib.contextmanager
def _connected_to(url: str) -> Iterator[None]:
    usual, usual_settings = connections["default"], connections.settings["default"]
    _connect_to(url)
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = usual_settings
        connections["default"] = usual


def _empty_tables() -> None:
    tables = [name for name in connection.introspection.table_names() if name not in _KEPT]
    quoted = [connection.ops.quote_name(name) for name in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quoted)} RESTART IDENTITY CASCADE")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        cursor.execute("PRAGMA foreign_keys = OFF")
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in quoted:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
        for _, sql in triggers:
            cursor.execute(sql)
        cursor.execute("PRAGMA foreign_keys = ON")
