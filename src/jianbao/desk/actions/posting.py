"""The outbox: letters are written once by their key and claimed before they are sent.

What a letter says stands in `letters` and `writing`. Nothing is sent inside a transaction, and
nothing whose fate is unknown is sent again.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from jianbao.desk.actions.hints import hint, letter_written
from jianbao.desk.letters import Draft, acknowledgement
from jianbao.desk.models import Contribution, Letter
from jianbao.desk.queries.addresses import own_addresses
from jianbao.post.connection import Account, Security
from jianbao.post.errors import PostError
from jianbao.post.letter import Letter as PostLetter
from jianbao.post.letter import encode_letter, own_message_id
from jianbao.post.smtp import Accepted, Deferred, Outcome, Rejected, Sender, open_sender
from jianbao.post.values import Address

CLAIM = dt.timedelta(minutes=15)  # longer than a server may take to answer the final dot
_PAUSES = (1, 5, 15, 60, 240, 240, 480, 720, 1440)  # minutes after each attempt
_AT_ONCE = 200
_NO_ANSWER = re.compile(
    r"^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|list-|owner-)", re.IGNORECASE
)
_SECURITY: dict[str, Security] = {
    "smtp": "plain",
    "smtp+starttls": "starttls",
    "smtps": "tls",
}
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
log = structlog.get_logger()


def queue(draft: Draft) -> Letter:
    """Put a letter into the outbox, once for its key; give the letter that stands there."""
    letter, fresh = Letter.objects.get_or_create(key=draft.key, defaults=draft._asdict())
    if fresh:
        hint(letter_written)
    return letter


def acknowledge(contribution: Contribution) -> Letter | None:
    """Queue the acknowledgement of a contribution that came by mail; None where none is owed.

    Machines, lists, and the desk's own addresses get none, and nobody gets a second.
    """
    by_mail = contribution.channel in (Contribution.Channel.MAIL, Contribution.Channel.LISTENER)
    states = (Contribution.State.WAITING, Contribution.State.UNREADABLE)
    owed = by_mail and contribution.piece == 0 and contribution.state in states
    if not owed or contribution.kind != "letter" or not contribution.bulletin.acknowledges:
        return None
    if not is_answerable(contribution.sender_address):
        return None
    return queue(acknowledgement(contribution))


def is_answerable(address: str) -> bool:
    """Say whether a person may read what is sent there: no machine, no list, none of our own."""
    address = address.lower()
    return "@" in address and not _NO_ANSWER.match(address) and address not in own_addresses()


# Once handed over, the link in these is for their reader alone, not for whoever reads the tables.
_HOLDING_KEYS = ("invitation", "password-reset", "signing-link")


def send_due_letters() -> int:
    """Send what is due over one line; give how many letters were handed to the server.

    A letter whose claim ran out was being sent when its sender died: its fate is unknown, and it
    is not sent again. A server that cannot be reached leaves all letters waiting.
    """
    _settle_lost_claims()
    if not settings.JIANBAO.smtp_url or not settings.JIANBAO.letters_from:
        return 0
    due = Letter.objects.filter(state=Letter.State.PENDING, next_attempt_at__lte=timezone.now())
    keys = list(due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:_AT_ONCE])
    if not keys:
        return 0
    try:
        with open_sender(account_of(settings.JIANBAO.smtp_url)) as sender:
            return sum(_send_one(pk, sender) for pk in keys)
    except PostError as error:
        log.warning("letters wait", code=error.code, detail=error.detail)
        pause = timezone.now() + dt.timedelta(minutes=1)
        waiting = Letter.objects.filter(pk__in=keys, state=Letter.State.PENDING)
        waiting.update(next_attempt_at=pause, reply=error.said()[:500])
        return 0


def account_of(url: str) -> Account:
    """Give the account that the setting smtp_url names. Raises ValueError for another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in _SECURITY or not parts.hostname:
        raise ValueError("smtp_url must begin with smtp://, smtp+starttls:// or smtps://")
    return Account(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=_SECURITY[parts.scheme],
    )


def _settle_lost_claims() -> None:
    lost = Letter.objects.filter(state=Letter.State.SENDING, claimed_until__lt=timezone.now())
    lost.update(state=Letter.State.UNKNOWN, claimed_until=None)


def _send_one(pk: int, sender: Sender) -> bool:
    letter = _claim(pk)
    if letter is None:
        return False
    try:
        raw = _encoded(letter)
    except ValueError as error:
        _settle(letter, Rejected(str(error)))
        return False
    try:
        outcome = sender.send(parseaddr(settings.JIANBAO.letters_from)[1], letter.to_address, raw)
    except PostError as error:
        _settle(letter, Deferred(error.said()))
        raise
    _settle(letter, outcome)
    return isinstance(outcome, Accepted)


def _claim(pk: int) -> Letter | None:
    """Claim a letter; committed before a byte of it is sent."""
    now = timezone.now()
    due = Letter.objects.filter(Q(next_attempt_at__lte=now), pk=pk, state=Letter.State.PENDING)
    claimed = due.update(
        state=Letter.State.SENDING, claimed_until=now + CLAIM, attempts=F("attempts") + 1
    )
    return Letter.objects.get(pk=pk) if claimed else None


def _settle(letter: Letter, outcome: Outcome) -> None:
    """Write what became of a letter, unless its claim ran out meanwhile."""
    now = timezone.now()
    columns: dict[str, object] = {"claimed_until": None}
    if isinstance(outcome, Accepted):
        columns |= {"state": Letter.State.SENT, "sent_at": now, "reply": outcome.reply[:500]}
        if letter.kind in _HOLDING_KEYS:
            columns |= {"text": "", "html": ""}
    elif isinstance(outcome, Rejected):
        columns |= {"state": Letter.State.FAILED, "reply": outcome.reply[:500]}
    elif isinstance(outcome, Deferred):
        columns |= {"reply": outcome.reply[:500], **_later(letter, now)}
    else:
        columns |= {"state": Letter.State.UNKNOWN, "reply": outcome.reason[:500]}
    Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING).update(**columns)


def _later(letter: Letter, now: dt.datetime) -> dict[str, object]:
    if letter.attempts > len(_PAUSES):
        return {"state": Letter.State.FAILED}
    pause = dt.timedelta(minutes=_PAUSES[letter.attempts - 1])
    return {"state": Letter.State.PENDING, "next_attempt_at": now + pause}


def _encoded(letter: Letter) -> bytes:
    name, address = parseaddr(settings.JIANBAO.letters_from)
    domain = address.rpartition("@")[2]
    reply_to = letter.bulletin.submission_address if letter.bulletin else ""
    return encode_letter(
        PostLetter(
            sender=Address(name or (letter.bulletin.title if letter.bulletin else ""), address),
            to=(Address(letter.to_name, letter.to_address),),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            message_id=own_message_id(f"letter.{letter.pk}", domain),
            date=timezone.localtime(letter.written_at),
            reply_to=Address("", reply_to) if reply_to else None,
            in_reply_to=_threaded(letter.in_reply_to),
            references=tuple(filter(None, (_threaded(letter.in_reply_to),))),
            machine=letter.by_machine,
        )
    )


def _threaded(message_id: str) -> str:
    """Give the id of the letter that is answered, or '' when it cannot stand in a header."""
    return message_id if re.fullmatch(r"[!-;=?-~]{1,200}@[!-;=?-~]{1,200}", message_id) else ""
