"""A desk for tests: a home folder of its own, and a database file as in real use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from django.conf import settings as django_settings

_USE_THE_DESK = {"db", "transactional_db", "live_server", "client", "home"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the test database in a file: threads and processes meet in it as they do in use."""
    database = cast("dict[str, Any]", django_settings.DATABASES["default"])
    if "sqlite3" in database["ENGINE"]:
        path = tmp_path_factory.mktemp("database") / "desk.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(path)


@pytest.fixture(autouse=True)
def _home_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give a test of the desk its own folder of files and its own index."""
    marked = request.node.get_closest_marker("django_db")
    if not marked and not _USE_THE_DESK & set(request.fixturenames):
        yield
        return
    settings = request.getfixturevalue("settings")
    home: Path = request.getfixturevalue("tmp_path") / "home"
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, home=home)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    in_memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": in_memory, "LOCATION": str(home)}}
    yield


@pytest.fixture
def home(_home_of_its_own: None) -> Path:
    """The home folder of this test's desk."""
    folder: Path = django_settings.JIANBAO.home
    return folder
