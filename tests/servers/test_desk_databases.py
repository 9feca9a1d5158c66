"""The desk runs on SQLite and on PostgreSQL, and no test finds what another one left."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from cast import a_bulletin
from jianbao.desk.models import Bulletin, Event

ADD_ONE = """
import django
django.setup()
from jianbao.desk.models import Bulletin
Bulletin.objects.create(slug="second", title="白川简报")
print(",".join(Bulletin.objects.values_list("slug", flat=True).order_by("slug")))
"""


def test_the_desk_stands_on_each_database(
    each_database: str, request: pytest.FixtureRequest
) -> None:
    usual = os.environ.get("JIANBAO_TEST_DATABASE", "sqlite")
    assert each_database == ("postgresql" if "postgresql" in request.node.name else usual)
    a_bulletin()
    assert Bulletin.objects.get(title__contains="云岭").sections.count() == 2


@pytest.mark.usefixtures("each_database")
def test_the_log_is_append_only_on_each_database() -> None:
    Event.objects.create(verb="test", thing="test:1")
    for change in (Event.objects.all().delete, lambda: Event.objects.update(verb="other")):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.usefixtures("each_database", "transactional_db")
@pytest.mark.parametrize("turn", [1, 2])
def test_what_is_committed_is_gone_before_the_next_test(turn: int) -> None:
    assert not Bulletin.objects.exists()
    assert not Event.objects.exists()
    a_bulletin()
    Event.objects.create(verb="test", thing=f"test:{turn}")

    def look() -> None:
        seen.append(Bulletin.objects.count())
        connection.close()

    seen: list[int] = []
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


@pytest.mark.django_db
def test_a_marked_test_has_a_home_of_its_own(tmp_path: Path) -> None:
    assert settings.JIANBAO.home.is_relative_to(tmp_path)


@pytest.mark.usefixtures("transactional_db")
def test_the_log_is_append_only_after_tables_were_emptied() -> None:
    Event.objects.create(verb="test", thing="test:1")
    with pytest.raises(DatabaseError, match="never changed"):
        Event.objects.all().delete()


@pytest.mark.usefixtures("each_database")
def test_another_process_works_on_the_same_desk(desk_environment: dict[str, str]) -> None:
    a_bulletin("first")
    done = subprocess.run(
        [sys.executable, "-c", ADD_ONE],
        env={**desk_environment, "DJANGO_SETTINGS_MODULE": "jianbao.settings"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "first,second\n", done.stderr
    assert Bulletin.objects.filter(slug="second").exists()
