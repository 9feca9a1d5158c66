"""Sets up and tries the mailboxes of a bulletin. A password goes in sealed, and out nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
import structlog
from django.db import IntegrityError, transaction

from jianbao.desk import rules
from jianbao.desk.actions.changing import change
from jianbao.desk.actions.polling import account_of
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Mailbox, User
from jianbao.desk.sealed import SealBroken, seal
from jianbao.post.errors import PostError
from jianbao.post.imap import open_mailbox

log = structlog.get_logger()

COLUMNS = (
    *("host", "port", "security", "account", "ca_certificate"),
    *("folder", "done_folder", "poll_seconds"),
)
SECONDS = 15  # a person waits for the answer of the test


class Tried(NamedTuple):
    """What a test of a mailbox came to: the mails waiting and done with, or what is wrong."""

    waiting: int = 0
    done: int = 0
    code: str = ""
    error: PostError | None = None


def add_mailbox(
    bulletin: Bulletin, values: Mapping[str, Any], password: str, *, by: User
) -> Mailbox:
    """Set up a mailbox. Raises NotAllowed, or Invalid when it is polled already."""
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    try:
        with transaction.atomic():
            mailbox = Mailbox.objects.create(
                bulletin=bulletin, sealed_password=seal(password) if password else "", **values
            )
            after = {"account": str(mailbox), "folder": mailbox.folder}
            record("add_mailbox", mailbox, by=by, after=after)
    except IntegrityError as error:
        raise Invalid("mailbox-taken", field="account") from error
    return mailbox


def change_mailbox(
    mailbox: Mailbox, values: Mapping[str, Any], password: str, *, by: User, mark: str
) -> None:
    """Change a mailbox; an empty password leaves it as it is, and never goes to another server.

    Raises NotAllowed, Invalid (polled already, or a new server without a password), or Stale.
    """
    rules.require(rules.may(by, "arrange_bulletin", mailbox.bulletin))
    moved = any(values[name] != getattr(mailbox, name) for name in ("host", "port", "security"))
    if moved and mailbox.sealed_password and not password:
        raise Invalid("password-for-new-server", field="password")
    try:
        with transaction.atomic():
            change(
                mailbox,
                values,
                by=by,
                bulletin=mailbox.bulletin,
                verb="change_mailbox",
                mark=mark,
            )
            if password:
                _replace_password(mailbox, password, by)
            Mailbox.objects.filter(pk=mailbox.pk).update(next_poll_at=None)
    except IntegrityError as error:
        raise Invalid("mailbox-taken", field="account") from error


def _replace_password(mailbox: Mailbox, password: str, by: User) -> None:
    values = {"sealed_password": seal(password)}
    change(mailbox, values, by=by, bulletin=mailbox.bulletin, verb="change_mailbox")


def pause(mailbox: Mailbox, *, by: User) -> None:
    """Poll a mailbox no more until it is resumed. Raises Impossible."""
    _set_active(mailbox, by, active=False)


def resume(mailbox: Mailbox, *, by: User) -> None:
    """Poll a paused mailbox again, at once. Raises Impossible."""
    _set_active(mailbox, by, active=True)


def _set_active(mailbox: Mailbox, by: User, *, active: bool) -> None:
    rules.require(rules.may(by, "arrange_bulletin", mailbox.bulletin))
    if mailbox.active == active:
        raise Impossible("no-such-move")
    verb = "resume_mailbox" if active else "pause_mailbox"
    values: dict[str, Any] = {"active": active}
    if active:
        values["next_poll_at"] = None
    change(mailbox, values, by=by, bulletin=mailbox.bulletin, verb=verb)


def try_mailbox(mailbox: Mailbox, *, by: User) -> Tried:
    """Log in, look for the folder and count; nothing is moved. Not for use inside a transaction."""
    rules.require(rules.may(by, "arrange_bulletin", mailbox.bulletin))
    try:
        with account_of(mailbox) as account:
            patient = msgspec.structs.replace(account, connect_timeout=SECONDS, timeout=SECONDS)
            with open_mailbox(patient, mailbox.folder) as opened:
                return Tried(len(opened.uids()), opened.count(mailbox.done_folder))
    except SealBroken:
        return Tried(code="seal-broken")
    except PostError as error:
        log.info("mailbox-tried", mailbox=mailbox.pk, code=error.code, detail=error.detail)
        return Tried(code=error.code, error=error)
