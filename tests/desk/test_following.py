"""The index follows the log: every change once, also one that is committed late."""

from __future__ import annotations

import pytest

from cast import a_bulletin
from jianbao.desk import vault
from jianbao.desk.actions.indexing import desk_index, follow_changes, rebuild_index
from jianbao.desk.models import Bulletin, Contribution, Event, RawMessage

pytestmark = pytest.mark.django_db


def a_piece(bulletin: Bulletin, text: str) -> Contribution:
    stored = vault.store_bytes(text.encode())
    raw = RawMessage.objects.create(sha256=stored.sha256, size=stored.size)
    return Contribution.objects.create(
        bulletin=bulletin, raw=raw, channel="paste", state="waiting", text=text, paragraphs=[text]
    )


def say(piece: Contribution, pk: int | None = None) -> None:
    Event.objects.create(pk=pk, verb="read", thing=f"contribution:{piece.pk}")


def keys() -> set[str]:
    with desk_index() as index:
        return set(index.keys())


def test_each_change_is_looked_at_once() -> None:
    bulletin = a_bulletin()
    rebuild_index()
    first, second = (a_piece(bulletin, f"窑尾检修第{number}天。") for number in (1, 2))
    say(first)
    assert follow_changes() == 1
    assert follow_changes() == 0
    say(second)
    assert follow_changes() == 1
    assert keys() == {f"contribution:{first.pk}", f"contribution:{second.pk}"}


def test_an_event_that_is_committed_late_is_not_missed() -> None:
    bulletin = a_bulletin()
    early, late = a_piece(bulletin, "余热发电并网。"), a_piece(bulletin, "石灰石均化库投运。")
    say(early, pk=1000)
    rebuild_index()
    say(early, pk=1010)
    assert follow_changes() == 1
    with desk_index() as index:
        index.drop([f"contribution:{late.pk}"])
    say(late, pk=1005)
    assert follow_changes() == 1
    assert keys() == {f"contribution:{early.pk}", f"contribution:{late.pk}"}


def test_a_rebuilt_index_has_nothing_to_follow() -> None:
    say(a_piece(a_bulletin(), "技术中心完成标定。"))
    assert rebuild_index() == 1
    assert follow_changes() == 0
