"""The one door in: whatever arrives is on disk and in the ledger before anything reads it.

Nothing is refused here and nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction

from jianbao.desk import vault
from jianbao.desk.actions.hints import hint, to_be_read
from jianbao.desk.actions.recording import record
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Mailbox,
    RawMessage,
    Sighting,
    Unit,
    User,
)

_NAME_LENGTH = 255


class Received(NamedTuple):
    """The contribution that the bytes stand for, and whether they came for the first time."""

    contribution: Contribution
    fresh: bool


class Told(NamedTuple):
    """What a person says of what they hand in; reading takes it over from nobody else."""

    unit: Unit | None = None
    revises: Contribution | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that say it."""
        known = {"unit": self.unit, "unit_because": "person"} if self.unit else {}
        return known | ({"revises": self.revises} if self.revises else {})


_NOTHING = Told()


class Seen(NamedTuple):
    """Where a message was seen in a mailbox; the four together name it for ever."""

    mailbox: Mailbox
    folder: str
    uid_validity: int
    uid: int


def receive(
    content: bytes | Iterable[bytes],
    *,
    bulletin: Bulletin,
    channel: str,
    name: str = "",
    by: User | None = None,
    told: Told = _NOTHING,
) -> Received:
    """Take in one message or file: stored and fsynced, then one contribution in state received.

    The same bytes once more give the contribution they gave before.
    """
    stored = vault.store((content,) if isinstance(content, bytes) else content)
    with transaction.atomic():
        raw = _raw_of(stored, name)
        return _contribution_of(raw, bulletin=bulletin, channel=channel, by=by, told=told)


def receive_seen(content: Iterable[bytes], seen: Seen) -> Received:
    """Take in a message of a mailbox and note in the same transaction that it was seen there."""
    stored = vault.store(content)
    with transaction.atomic():
        raw = _raw_of(stored, "")
        Sighting.objects.get_or_create(
            mailbox=seen.mailbox,
            folder=seen.folder,
            uid_validity=seen.uid_validity,
            uid=seen.uid,
            defaults={"raw": raw},
        )
        return _contribution_of(
            raw, bulletin=seen.mailbox.bulletin, channel=Contribution.Channel.MAIL, by=None
        )


def _raw_of(stored: vault.Stored, name: str) -> RawMessage:
    raw, _ = RawMessage.objects.get_or_create(
        sha256=stored.sha256,
        defaults={"size": stored.size, "name": name.replace("\0", "")[:_NAME_LENGTH]},
    )
    return raw


def _contribution_of(
    raw: RawMessage, *, bulletin: Bulletin, channel: str, by: User | None, told: Told = _NOTHING
) -> Received:
    contribution, fresh = Contribution.objects.get_or_create(
        bulletin=bulletin,
        raw=raw,
        piece=0,
        defaults={"channel": channel, "sent_by": by} | told.columns,
    )
    if fresh:
        record("receive", contribution, by=by, after={"state": "received", "channel": channel})
        hint(to_be_read, contribution=contribution.pk)
    return Received(contribution, fresh)
