"""Fills an empty desk with the invented enterprise, through the same doors as real material."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone

from jianbao.desk.actions import deciding
from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.granting import give
from jianbao.desk.actions.indexing import index_contribution, rebuild_index
from jianbao.desk.actions.people import open_account
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.actions.receiving import receive
from jianbao.desk.errors import Impossible
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Correspondent,
    Role,
    Unit,
    UnitName,
    User,
)
from jianbao.document.read.confined import Workshop
from jianbao.post.message import parse_message
from jianbao.samples import mailbox, people, printed_issues, profile, units

SLUG = "yunling"
_CORRESPONDENTS_WITH_ACCOUNTS = 3
_DECIDED_BEFORE = 12  # days: older contributions have been decided on


class Demonstration(NamedTuple):
    """What was made: how much, and who may sign in."""

    bulletin: Bulletin
    issues: int
    messages: int
    contributions: int
    editor: User


def fill_desk(today: dt.date, password: str) -> Demonstration:
    """Make the bulletin, its people (all with `password`), its issues, and receive its mail.

    Raises Impossible when the desk holds a bulletin already.
    """
    if Bulletin.objects.exists():
        raise Impossible("desk-not-empty")
    bulletin = found_bulletin(profile(), slug=SLUG, by=None)
    _arrange_units(bulletin)
    _open_accounts(bulletin, password)
    printed = printed_issues(today)
    for issue in printed:
        add_printed_issue(bulletin, issue, by=None)
    rebuild_index()
    messages = mailbox(today)
    received = list(_receive(bulletin, [message.raw for message in messages]))
    editor = User.objects.filter(grants__role=Role.EDITOR, grants__bulletin=bulletin).order_by(
        "pk"
    )[0]
    _decide_on_the_old(bulletin, today, editor)
    return Demonstration(bulletin, len(printed), len(messages), len(received), editor)


def _arrange_units(bulletin: Bulletin) -> None:
    """Put the units under each other, and note what they were called before."""
    known = {unit.name: unit for unit in Unit.objects.filter(bulletin=bulletin)}
    for sample in units():
        unit = known[sample.name]
        unit.parent = known.get(sample.parent or "")
        unit.contributes = sample.parent is not None
        unit.save(update_fields=["parent", "contributes"])
        UnitName.objects.bulk_create(
            UnitName(unit=unit, name=name, kind=UnitName.Kind.FORMER)
            for name in sample.former_names
        )


def _open_accounts(bulletin: Bulletin, password: str) -> None:
    """Open accounts for the office and a few correspondents; the others only write."""
    known = {unit.name: unit for unit in Unit.objects.filter(bulletin=bulletin)}
    correspondents = 0
    for sample in people():
        unit = known.get(sample.unit or "")
        name, address = sample.address.partition("@")[0], sample.address
        if sample.role == "contributor":
            Correspondent.objects.create(
                bulletin=bulletin, unit=unit, name=sample.name, address=address
            )
            correspondents += 1
            if correspondents > _CORRESPONDENTS_WITH_ACCOUNTS:
                continue
        person = open_account(
            username=name, email=address, full_name=sample.name, password=password, by=None
        )
        place = unit if sample.role == "contributor" else None
        above = sample.role == "administrator"
        give(person, sample.role, by=None, bulletin=None if above else bulletin, unit=place)


def _receive(bulletin: Bulletin, messages: list[bytes]) -> Iterator[Contribution]:
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


def _decide_on_the_old(bulletin: Bulletin, today: dt.date, editor: User) -> None:
    """Leave the last days waiting; what came before has been decided on, one way or another."""
    old = timezone.now() - dt.timedelta(days=_DECIDED_BEFORE)
    waiting = Contribution.objects.filter(
        bulletin=bulletin, state=Contribution.State.WAITING, received_at__lt=old
    )
    for position, piece in enumerate(waiting.order_by("received_at")):
        if piece.resembles in {"printed", "duplicate"}:
            deciding.decline(piece, by=editor, version=piece.version, reason="duplicate")
        elif piece.suggested_section is None or position % 4 == 3:
            deciding.shortlist(piece, by=editor, version=piece.version)
        else:
            deciding.plan(piece, None, by=editor, version=piece.version, today=today)
