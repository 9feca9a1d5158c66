"""The invented mailbox, read as it would arrive: each mail becomes what it was made to be."""

from __future__ import annotations

import datetime as dt

import pytest

from jianbao import samples
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.actions.receiving import receive
from jianbao.desk.models import Bulletin, Contribution, Correspondent, Section, Unit
from jianbao.document.read.confined import Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SET_ASIDE = ("auto-reply", "bounce", "delay")
UNREADABLE = {"unreadable": "corrupt", "encrypted": "encrypted", "empty": "empty"}


def _desk(today: dt.date) -> Bulletin:
    bulletin = Bulletin.objects.create(slug="yunling", title="云岭水泥党群工作")
    for section in samples.profile().sections:
        Section.objects.create(bulletin=bulletin, title=section.title)
    units: dict[str, Unit] = {}
    for unit in samples.units():
        above = units.get(unit.parent or "")
        units[unit.name] = Unit.objects.create(bulletin=bulletin, name=unit.name, parent=above)
    for person in samples.people():
        if person.role == "contributor":
            Correspondent.objects.create(
                bulletin=bulletin,
                unit=units.get(person.unit or ""),
                name=person.name,
                address=person.address.lower(),
            )
    for issue in samples.printed_issues(today):
        add_printed_issue(bulletin, issue, by=None)
    return bulletin


def _became(piece: Contribution) -> str:
    """Say in the words of the samples what a contribution was read as."""
    codes = [one["code"] for one in piece.problems]
    if piece.state == "set_aside":
        return piece.reason
    if piece.state == "unreadable":
        return next((word for word, code in UNREADABLE.items() if code in codes), "?")
    if piece.revises:
        return "revision"
    if piece.resembles in ("duplicate", "printed"):
        return piece.resembles
    if piece.proposed_pieces:
        return "pieces"
    return "piece" if piece.unit else "stranger"


def test_every_mail_becomes_what_it_was_made_to_be() -> None:
    today = dt.date(2026, 11, 22)
    bulletin = _desk(today)
    expected: dict[int, str] = {}
    for mail in samples.mailbox(today):
        if mail.expects == "scan":  # needs an optional package, and minutes
            continue
        received = receive(mail.raw, bulletin=bulletin, channel="mail")
        assert received.fresh == (mail.expects != "redelivery")
        expected.setdefault(received.contribution.pk, mail.expects)
    with Workshop() as workshop:
        for pk in expected:
            assert read_contribution(pk, workshop)
    became = {piece.pk: _became(piece) for piece in Contribution.objects.all()}
    wrong = {pk: (expected[pk], became[pk]) for pk in expected if expected[pk] != became[pk]}
    assert wrong == {}
    assert len(expected) > 55
