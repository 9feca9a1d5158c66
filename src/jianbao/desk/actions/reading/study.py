"""What a text that was read tells beyond itself: who sent it, what it states, what it resembles.

It asks the tables and the index and writes no table.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import structlog
from django.utils import timezone

from jianbao.desk.actions.recognising import (
    Recognised,
    Sender,
    facts_as_data,
    recognise,
)
from jianbao.desk.actions.resembling import Company, company_of
from jianbao.desk.index import Entry, NotAnIndexError
from jianbao.desk.models import Contribution
from jianbao.desk.queries.entries import contribution_key
from jianbao.desk.queries.roster import Known, unit_of_person
from jianbao.intake.mail import Found
from jianbao.intake.signing import Written
from jianbao.language.facts import Facts, find_facts

_STUDIED = 30_000  # characters in which facts and likenesses are looked for
log = structlog.get_logger()


class Study(NamedTuple):
    """Who, what, and beside which other texts."""

    recognised: Recognised
    facts: dict[str, Any]
    company: Company


def nothing_known() -> Study:
    """Give what is known of something that was not read."""
    return Study(Recognised(), {}, Company())


def study(contribution: Contribution, found: Found, known: Known) -> Study:
    """Study a contribution that was just read."""
    piece = found.piece
    written = Written(found.headline, piece.paragraphs, piece.closings, found.signature)
    return _studied(contribution, _sender(contribution, found), written, known)


def study_sender(contribution: Contribution, found: Found, known: Known) -> Study:
    """Study who sent what could not be read, so that they can be asked."""
    written = Written("", (), (), found.signature)
    return Study(recognise(_sender(contribution, found), written, known), {}, Company())


def _sender(contribution: Contribution, found: Found) -> Sender:
    if contribution.sent_by is None:
        return Sender(found.author.address, found.author.name)
    unit, correspondent = unit_of_person(contribution.sent_by, contribution.bulletin)
    if contribution.unit_because == "person" and contribution.unit not in (None, unit):
        return Sender(unit=contribution.unit)
    return Sender("", "", unit, correspondent)


def study_piece(contribution: Contribution, known: Known) -> Study:
    """Study what a whole was divided into; who it is from stays as it is."""
    written = Written(contribution.headline, contribution.paragraphs)
    unit = known.units.get(contribution.unit.name) if contribution.unit else None
    sender = Sender(unit=unit, correspondent=contribution.correspondent)
    return _studied(contribution, sender, written, known)


def _studied(contribution: Contribution, sender: Sender, written: Written, known: Known) -> Study:
    recognised = recognise(sender, written, known)
    date = timezone.localdate(contribution.received_at)
    paragraphs = "\n".join(written.paragraphs)[:_STUDIED]
    text = f"{written.headline}\n{paragraphs}"
    facts = find_facts(text, year=date.year, roster=known.roster)
    entry = Entry(
        key=contribution_key(contribution.pk),
        kind="contribution",
        bulletin=contribution.bulletin_id,
        date=date,
        unit=recognised.unit.name if recognised.unit else "",
        section="",
        title=written.headline,
        text=paragraphs,
        people=(recognised.author,) if recognised.author else (),
    )
    company = _company(entry, facts, known, contribution)
    return Study(recognised, facts_as_data(facts, written.closings), company)


def _company(entry: Entry, facts: Facts, known: Known, contribution: Contribution) -> Company:
    """Ask the index; without one that works a contribution is read all the same."""
    family = Contribution.objects.filter(
        bulletin_id=contribution.bulletin_id, raw_id=contribution.raw_id
    )
    own = frozenset(map(contribution_key, family.values_list("pk", flat=True)))
    try:
        return company_of(entry, facts, known, own)
    except (OSError, NotAnIndexError):
        log.exception("the index cannot be asked", contribution=contribution.pk)
        return Company()
