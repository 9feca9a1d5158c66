"""Receives the sample mailbox as if on the days that it was sent, and decides on the older half."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone

from jianbao.desk.actions import deciding
from jianbao.desk.actions.indexing import index_contribution
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.actions.receiving import receive
from jianbao.desk.models import Bulletin, Contribution, User
from jianbao.document.read.confined import Workshop
from jianbao.post.message import parse_message

_DECIDED_BEFORE = 12  # days: older contributions have been decided on


def receive_mails(bulletin: Bulletin, messages: Iterable[bytes]) -> Iterator[Contribution]:
    """Take in and read each message, as if it had come on the day that it was sent."""
    with Workshop() as workshop:
        for raw in messages:
            received = receive(raw, bulletin=bulletin, channel=Contribution.Channel.MAIL)
            if not received.fresh:
                continue
            piece = received.contribution
            sent = parse_message(raw).date
            Contribution.objects.filter(pk=piece.pk).update(received_at=sent or timezone.now())
            read_contribution(piece.pk, workshop)
            piece.refresh_from_db()
            index_contribution(piece)
            yield piece


def decide_on_the_old(bulletin: Bulletin, *, by: User) -> None:
    """Leave the last days waiting; what came before is kept for later, or was printed already."""
    old = timezone.now() - dt.timedelta(days=_DECIDED_BEFORE)
    waiting = Contribution.objects.filter(
        bulletin=bulletin, state=Contribution.State.WAITING, received_at__lt=old
    )
    for piece in waiting.order_by("received_at"):
        if piece.resembles in {"printed", "duplicate"}:
            deciding.decline(piece, by=by, version=piece.version, reason="duplicate")
        else:
            deciding.shortlist(piece, by=by, version=piece.version)
