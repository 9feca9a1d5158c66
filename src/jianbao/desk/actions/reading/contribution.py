"""Reads a contribution that was received: claims it, reads it outside any transaction, writes once.

Running it twice, on two machines or after a kill, gives the same rows; a claim that is never
redeemed runs out, and what kills its reader again and again is given up on.
"""

from __future__ import annotations

import datetime as dt

import structlog
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from jianbao.desk import vault
from jianbao.desk.actions.dispatching.noticing import note
from jianbao.desk.actions.reading.study import nothing_known, study, study_sender
from jianbao.desk.actions.reading.writing import Outcome, write_outcome
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Contribution, Notice
from jianbao.desk.queries.profile import profile_of
from jianbao.desk.queries.roster import known_to
from jianbao.document.problems import Problem, problem
from jianbao.document.read.confined import Workshop
from jianbao.intake.attachments import Reader
from jianbao.intake.mail import Found, parse, read_letter_only, read_mail
from jianbao.post.message import Message
from jianbao.post.notices import read_notice

ATTEMPTS = 3
CLAIM = dt.timedelta(minutes=15)  # longer than the limits of the largest message allow to read
PAUSE = dt.timedelta(minutes=1)
_BY_HAND = (Contribution.Channel.UPLOAD, Contribution.Channel.PASTE, Contribution.Channel.API)
_GIVEN_UP = Problem(
    code="reader-stopped",
    message="读取时程序多次中断，已停止自动读取。原件已保存，可重试。",
    refused=True,
)
log = structlog.get_logger()


def read_contribution(pk: int, workshop: Workshop) -> bool:
    """Read one contribution; False when it is not to be read now, or another was quicker.

    It ends waiting, unreadable or set aside; an error of ours leaves it received, to be tried
    again when the claim has run out.
    """
    contribution = _claim(pk)
    if contribution is None:
        return False
    if contribution.reading_attempts > ATTEMPTS:
        outcome = _unreadable(contribution, _GIVEN_UP)
    elif contribution.raw.size > (limit := _largest(contribution)):
        outcome = _unreadable(contribution, problem("too-big", limit=f"{limit >> 20} MB"))
    else:
        outcome = _read_or_release(contribution, workshop)
    try:
        write_outcome(contribution, outcome)
    except DeskError:
        log.info("read by another", contribution=pk)
        return False
    return True


def _largest(contribution: Contribution) -> int:
    """Give the bytes up to which it is read; an upload was measured before it was packed."""
    config = settings.JIANBAO
    by_hand = contribution.channel in _BY_HAND
    largest: int = config.largest_mail
    return max(largest, config.largest_upload * 3 // 2) if by_hand else largest


def _read_or_release(contribution: Contribution, workshop: Workshop) -> Outcome:
    """Read it; a fault of ours lets the claim run out soon, and is said."""
    try:
        return _read(contribution, workshop)
    except Exception:
        claims = Contribution.objects.filter(pk=contribution.pk, version=contribution.version)
        claims.update(reading_claimed_until=timezone.now() + PAUSE)
        raise


def _claim(pk: int) -> Contribution | None:
    now = timezone.now()
    free = Q(reading_claimed_until=None) | Q(reading_claimed_until__lt=now)
    rows = Contribution.objects.filter(free, pk=pk, state=Contribution.State.RECEIVED, piece=0)
    claimed = rows.update(
        reading_claimed_until=now + CLAIM, reading_attempts=F("reading_attempts") + 1
    )
    if not claimed:
        return None
    return Contribution.objects.select_related("bulletin", "raw", "sent_by").get(pk=pk)


def _unreadable(contribution: Contribution, why: Problem) -> Outcome:
    found = read_letter_only(Message())._replace(problems=(why,), headline=contribution.raw.name)
    return Outcome("give_up", "", found, nothing_known())


def _read(contribution: Contribution, workshop: Workshop) -> Outcome:
    raw = vault.read_stored(contribution.raw.sha256)
    message = parse(raw, contribution.raw.name, own_domain=own_domain())
    if message.kind != "letter" and not _wanted(contribution):
        if message.kind in Notice.Kind:
            said = read_notice(raw, message, settings.JIANBAO.bounces_to)
            note(contribution.raw, contribution.bulletin, said)
        return Outcome("put_aside", message.kind, read_letter_only(message), nothing_known())
    known = known_to(contribution.bulletin)
    reader = Reader(workshop, profile_of(contribution.bulletin, known))
    found = read_mail(message, reader, known.roster)
    if not found.readable:
        sender = study_sender(contribution, found, known)
        return Outcome("give_up", "", _with_reason(found), sender)
    return Outcome("read", "", found, study(contribution, found, known))


def _wanted(contribution: Contribution) -> bool:
    """Say whether a person handed it in, or asked for what was set aside to be read again."""
    return contribution.channel in _BY_HAND or contribution.decided_by_id is not None


def _with_reason(found: Found) -> Found:
    """See that what cannot be read says why."""
    if found.problems:
        return found
    return found._replace(problems=(problem("empty"),))


def own_domain() -> str:
    """Give the domain in which letters of this desk have their ids, or ''."""
    address: str = settings.JIANBAO.letters_from
    return address.rpartition("@")[2].strip("<> ").lower()
