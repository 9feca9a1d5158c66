"""The one door in: stored before anything else, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cast import a_bulletin
from jianbao.desk import vault
from jianbao.desk.actions.receiving import Seen, receive, receive_seen
from jianbao.desk.models import Contribution, Event, Mailbox, RawMessage, Sighting

pytestmark = pytest.mark.django_db


def test_what_arrives_is_stored_and_gives_one_contribution() -> None:
    bulletin = a_bulletin()
    first = receive(b"raw mail", bulletin=bulletin, channel="mail")
    again = receive([b"raw", b" mail"], bulletin=bulletin, channel="upload")
    assert (first.fresh, again.fresh) == (True, False)
    assert first.contribution == again.contribution
    assert first.contribution.state == Contribution.State.RECEIVED
    assert vault.read_stored(first.contribution.raw.sha256) == b"raw mail"
    assert Event.objects.filter(verb="receive").count() == 1


def test_two_bulletins_each_get_what_was_sent_to_both() -> None:
    one, other = a_bulletin(), a_bulletin("other", "云岭安全")
    assert receive(b"x", bulletin=one, channel="mail").fresh
    assert receive(b"x", bulletin=other, channel="mail").fresh
    assert RawMessage.objects.count() == 1


def test_a_message_seen_again_is_noted_and_gives_nothing_new() -> None:
    mailbox = Mailbox.objects.create(bulletin=a_bulletin(), host="mail.example", account="a")
    assert receive_seen([b"x"], Seen(mailbox, "INBOX", 1, 7)).fresh
    assert not receive_seen([b"x"], Seen(mailbox, "INBOX", 1, 7)).fresh
    assert not receive_seen([b"x"], Seen(mailbox, "INBOX", 2, 1)).fresh
    assert Sighting.objects.count() == 2
    assert Contribution.objects.count() == 1


def test_bytes_that_break_off_leave_neither_row_nor_part(home: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("the line broke")

    with pytest.raises(OSError, match="broke"):
        receive(broken(), bulletin=a_bulletin(), channel="mail")
    assert not Contribution.objects.exists()
    assert list((home / "files" / "part").iterdir()) == []
