"""Moves of contributions: the one door."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions import flow
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Contribution, Event, RawMessage, Role

pytestmark = pytest.mark.django_db


def _contribution(state: str = "waiting") -> Contribution:
    stored = vault.store_bytes(b"raw")
    raw, _ = RawMessage.objects.get_or_create(sha256=stored.sha256, size=stored.size)
    return Contribution.objects.create(
        bulletin=a_bulletin(), raw=raw, channel="paste", state=state, headline="一则"
    )


def test_a_move_changes_the_state_and_is_logged_once() -> None:
    piece = _contribution()
    editor = a_person(Role.EDITOR, piece.bulletin)
    event = flow.move(piece, "decline", by=editor, reason="duplicate", note="上期已刊")
    piece.refresh_from_db()
    assert (piece.state, piece.reason, piece.decided_by, piece.version) == (
        "declined",
        "duplicate",
        editor,
        1,
    )
    assert list(Event.objects.values_list("verb", "thing", "before", "after")) == [
        ("decline", f"contribution:{piece.pk}", {"state": "waiting"}, {"state": "declined"})
    ]
    assert event.bulletin == piece.bulletin


def test_a_note_is_kept_and_logged_without_nul() -> None:
    piece = _contribution()
    editor = a_person(Role.EDITOR, piece.bulletin)
    event = flow.move(piece, "decline", by=editor, reason="dup\0licate", note="上期\0已刊")
    assert (piece.reason, piece.note) == ("duplicate", "上期已刊")
    event.refresh_from_db()
    assert (event.reason, event.note) == ("duplicate", "上期已刊")


def test_the_second_of_two_editors_is_told() -> None:
    piece = _contribution()
    editor = a_person(Role.EDITOR, piece.bulletin)
    theirs = Contribution.objects.get(pk=piece.pk)
    flow.move(piece, "shortlist", by=editor)
    with pytest.raises(Stale):
        flow.move(theirs, "decline", by=editor, reason="old")
    piece.refresh_from_db()
    assert piece.state == "shortlisted"
    assert Event.objects.count() == 1


def test_what_is_not_declared_cannot_be_done() -> None:
    piece = _contribution("received")
    editor = a_person(Role.EDITOR, piece.bulletin)
    with pytest.raises(Impossible):
        flow.move(piece, "plan", by=editor)
    with pytest.raises(Impossible):
        flow.move(piece, "adopt", by=editor)
    with pytest.raises(NotAllowed):
        flow.move(piece, "retry", by=a_person(Role.READER, piece.bulletin))


def test_a_decline_needs_a_reason() -> None:
    piece = _contribution()
    with pytest.raises(Invalid):
        flow.move(piece, "decline", by=a_person(Role.EDITOR, piece.bulletin))


def test_the_log_cannot_be_changed_or_deleted() -> None:
    piece = _contribution()
    flow.move(piece, "shortlist", by=a_person(Role.EDITOR, piece.bulletin))
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(note="rewritten")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()
