"""Fetches mail from a mailbox so that none is lost and none taken twice, wherever it is killed.

Raw bytes are on disk and in the ledger before a message is moved; nothing is deleted, and nothing
is parsed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator
from typing import NamedTuple, cast

import structlog
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from jianbao.desk.actions.receiving import Seen, receive_seen
from jianbao.desk.actions.recording import record
from jianbao.desk.models import Mailbox, Sighting
from jianbao.desk.sealed import SealBroken, unseal
from jianbao.post import imap
from jianbao.post.connection import Account, Security
from jianbao.post.errors import Gone, Misunderstood, PostError

LEASE = dt.timedelta(minutes=2)  # renewed as messages come
_LONGEST_PAUSE = 3600  # seconds between tries of a mailbox that fails
_DAY = dt.timedelta(days=1)
_PROGRAM = {"name": "jianbao", "vendor": "jianbao"}
log = structlog.get_logger()


class Polled(NamedTuple):
    """What one pass came to: messages taken in for the first time, moved, and the error or ''.

    `withheld` says which mail the server has and does not give; the others were taken in.
    """

    fresh: int = 0
    moved: int = 0
    error: str = ""
    withheld: str = ""


class LeaseLost(Exception):
    """Another poller has this mailbox now; this one stops at once."""


def poll(pk: int, *, holder: str) -> Polled | None:
    """Fetch what waits in a mailbox; None when another poller has it or it is switched off.

    An error is kept with the mailbox, and the next try comes later the longer it fails.
    """
    mailbox = _lease(pk, holder)
    if mailbox is None:
        return None
    try:
        polled = _fetch(mailbox, holder)
    except LeaseLost:
        return None
    except PostError as error:
        polled = _failed(mailbox, error.code, error.detail)
    except SealBroken:
        polled = _failed(mailbox, "sealed", "邮箱密码无法解开（主机密钥已更换），请重新填写密码。")
    except (OSError, DatabaseError) as error:
        log.exception("mail cannot be kept", mailbox=pk)
        polled = _failed(mailbox, "storage", f"{type(error).__name__}: {error}")
    else:
        _succeeded(mailbox)
        _note_withheld(mailbox, polled)
    Mailbox.objects.filter(pk=pk, lease_holder=holder).update(lease_holder="", lease_until=None)
    return polled


@contextlib.contextmanager
def account_of(mailbox: Mailbox) -> Iterator[Account]:
    """Give the account of a mailbox for as long as its certificate lies on disk."""
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as authority:
        authority.write(mailbox.ca_certificate)
        authority.flush()
        yield Account(
            host=mailbox.host,
            port=mailbox.port,
            user=mailbox.account,
            password=unseal(mailbox.sealed_password) if mailbox.sealed_password else "",
            security=cast("Security", mailbox.security),
            ca_file=authority.name if mailbox.ca_certificate.strip() else "",
        )


def _lease(pk: int, holder: str) -> Mailbox | None:
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now) | Q(lease_holder=holder)
    rows = Mailbox.objects.filter(free, pk=pk, active=True, bulletin__archived_at=None)
    if not rows.update(lease_holder=holder, lease_until=now + LEASE):
        return None
    return Mailbox.objects.select_related("bulletin").get(pk=pk)


def _keep_lease(mailbox: Mailbox) -> None:
    """Renew the lease when a quarter of it has passed; raises LeaseLost when another has it."""
    now = timezone.now()
    if mailbox.lease_until is not None and mailbox.lease_until - now > LEASE * 0.75:
        return
    mailbox.lease_until = now + LEASE
    own = Mailbox.objects.filter(pk=mailbox.pk, lease_holder=mailbox.lease_holder)
    if not own.update(lease_until=mailbox.lease_until):
        raise LeaseLost


def _fetch(mailbox: Mailbox, holder: str) -> Polled:
    fresh, moved, error, withheld = 0, 0, "", ""
    mailbox.lease_holder = holder
    with (
        account_of(mailbox) as account,
        imap.open_mailbox(account, mailbox.folder, program=_PROGRAM) as box,
    ):
        _note_validity(mailbox, box.uid_validity)
        for uid in box.uids():
            _keep_lease(mailbox)
            try:
                fresh += _take(mailbox, box, uid)
            except Gone:
                continue
            except Misunderstood as refusal:  # it stays and is tried again; others do not wait
                error, withheld = refusal.code, f"UID {uid}: {refusal.detail}"
                continue
            moved += _put_away(mailbox, box, uid)
        _reconcile(mailbox, box)
    return Polled(fresh, moved, error, withheld)


def _seen(mailbox: Mailbox, box: imap.Mailbox, uid: int) -> Seen:
    return Seen(mailbox, mailbox.folder, box.uid_validity, uid)


def _take(mailbox: Mailbox, box: imap.Mailbox, uid: int) -> bool:
    """Store one message unless the ledger has it; say whether it gave a contribution."""
    seen = _seen(mailbox, box, uid)
    if Sighting.objects.filter(**seen._asdict()).exists():
        return False
    return receive_seen(_whole(box.stream(uid)), seen).fresh


def _whole(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass a message on; raises Misunderstood when the server gives nothing: no mail is empty."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
    if size == 0:
        raise Misunderstood("a message came without content")


def _put_away(mailbox: Mailbox, box: imap.Mailbox, uid: int) -> bool:
    """Move a message that is in the ledger; it may be done again after a crash.

    A server that cannot move keeps it in the folder; it is then copied once.
    """
    sighting = Sighting.objects.get(**_seen(mailbox, box, uid)._asdict())
    if sighting.moved_at is not None:
        return False
    box.move(uid, mailbox.done_folder)
    Sighting.objects.filter(pk=sighting.pk).update(moved_at=timezone.now())
    return True


def _note_validity(mailbox: Mailbox, now: int) -> None:
    """Note under which validity the UIDs stand; when it changes, all of the folder is new to us."""
    before = mailbox.uid_validity
    if before == now:
        return
    Mailbox.objects.filter(pk=mailbox.pk).update(uid_validity=now)
    if before is not None:
        log.warning("UIDs were given anew", mailbox=mailbox.pk, before=before, now=now)
        record(
            "uid_validity_changed",
            mailbox,
            by=None,
            before={"uid_validity": before},
            after={"uid_validity": now},
        )


def _reconcile(mailbox: Mailbox, box: imap.Mailbox) -> None:
    """Once a day compare what lies in the folders with what the ledger says was moved there."""
    now = timezone.now()
    if mailbox.reconciled_at is not None and mailbox.reconciled_at + _DAY > now:
        return
    counted = {
        "waiting": box.count(),
        "done": box.count(mailbox.done_folder),
        "ledger": Sighting.objects.filter(mailbox=mailbox, folder=mailbox.folder).count(),
    }
    if counted["waiting"] + counted["done"] != counted["ledger"]:
        log.warning("mailbox and ledger differ", mailbox=mailbox.pk, **counted)
        record("reconcile_mailbox", mailbox, by=None, after=counted)
    Mailbox.objects.filter(pk=mailbox.pk).update(reconciled_at=now)


def _succeeded(mailbox: Mailbox) -> None:
    now = timezone.now()
    Mailbox.objects.filter(pk=mailbox.pk).update(
        polled_at=now,
        next_poll_at=now + dt.timedelta(seconds=mailbox.poll_seconds),
        failing_since=None,
        last_error="",
        last_error_text="",
    )


def _note_withheld(mailbox: Mailbox, polled: Polled) -> None:
    """Say which mail is not given, for as long as it is not; the mailbox is polled as ever."""
    if polled.withheld:
        Mailbox.objects.filter(pk=mailbox.pk).update(
            failing_since=mailbox.failing_since or timezone.now(),
            last_error=polled.error,
            last_error_text=polled.withheld[:500],
        )
        log.warning("a mail is not given", mailbox=mailbox.pk, detail=polled.withheld)


def _failed(mailbox: Mailbox, code: str, text: str) -> Polled:
    """Keep the error; the pause grows with the time for which the mailbox has failed."""
    now = timezone.now()
    since = mailbox.failing_since or now
    pause = min(max((now - since).total_seconds(), mailbox.poll_seconds), _LONGEST_PAUSE)
    Mailbox.objects.filter(pk=mailbox.pk).update(
        next_poll_at=now + dt.timedelta(seconds=pause),
        failing_since=since,
        last_error=code[:40],
        last_error_text=text.replace("\0", "")[:500],
    )
    log.warning("mailbox fails", mailbox=mailbox.pk, code=code, detail=text)
    return Polled(error=code)
