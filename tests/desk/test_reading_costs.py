"""What reading one contribution asks of the tables, and that the index is written once for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.intake_samples import STORY, a_desk, a_mail, received
from jianbao.desk.actions.indexing import desk_index, index_contribution, rebuild_index
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.index.file import IndexFile
from jianbao.desk.models import Bulletin, Contribution, Issue, Item
from jianbao.document.read.confined import Workshop

pytestmark = pytest.mark.django_db


def _read(piece: Contribution) -> list[str]:
    with Workshop() as workshop, CaptureQueriesContext(connection) as asked:
        assert read_contribution(piece.pk, workshop)
    piece.refresh_from_db()
    assert piece.state == Contribution.State.WAITING
    return [query["sql"] for query in asked]


def _print(bulletin: Bulletin) -> None:
    section = bulletin.sections.get(title="行·一线之声")
    issue = Issue.objects.create(bulletin=bulletin, state="published", year=2026, number=1)
    Item.objects.create(issue=issue, section=section, position=1, content={"paragraphs": [*STORY]})


def test_units_and_people_are_read_once() -> None:
    piece = received(a_mail(text="\n\n".join(STORY)), a_desk())
    rebuild_index()
    asked = _read(piece)
    for table in ("desk_unit", "desk_unitname", "desk_correspondent"):
        assert (
            sum(query.startswith("SELECT") and f'FROM "{table}"' in query for query in asked) == 1
        )
    assert len(asked) <= 40


def test_what_reading_put_into_the_index_stays_as_it_is() -> None:
    bulletin = a_desk()
    _print(bulletin)
    piece = received(a_mail(text="\n\n".join(STORY)), bulletin)
    rebuild_index()
    _read(piece)
    assert piece.suggested_section is not None
    key = f"contribution:{piece.pk}"
    with desk_index() as index:
        near = index.nearest("\n".join(STORY), bulletins=(piece.bulletin_id,))
    assert key in {one.key for one in near}
    assert not _writes_again(piece)


def _writes_again(piece: Contribution) -> bool:
    """Say whether putting a contribution into the index again changes the file."""
    file = IndexFile(Path(settings.JIANBAO.index))
    watching = file.connection
    before = watching.execute("PRAGMA data_version").fetchone()
    index_contribution(piece)
    after = watching.execute("PRAGMA data_version").fetchone()
    file.close()
    return bool(before != after)
