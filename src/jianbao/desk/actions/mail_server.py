"""Tries the mail server by which letters leave: a line is opened and closed, nothing is sent."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import structlog
from django.conf import settings

from jianbao.desk import rules
from jianbao.desk.actions.posting import account_of
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Bulletin, User
from jianbao.post.connection import Account
from jianbao.post.errors import PostError
from jianbao.post.smtp import open_sender

log = structlog.get_logger()
SECONDS = 15  # a person waits for the answer


class Tried(NamedTuple):
    """What came of it: nothing is wrong, or what is."""

    server: str
    error: PostError | None = None


def try_mail_server(bulletin: Bulletin, *, by: User) -> Tried:
    """Connect, encrypt and log in. Not for use inside a transaction.

    Raises NotAllowed, or Impossible: there is no server, or its address is none.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    account = mail_server()
    if account is None:
        raise Impossible("no-mail-server")
    server = f"{account.host}:{account.port}"
    patient = msgspec.structs.replace(account, connect_timeout=SECONDS, timeout=SECONDS)
    try:
        with open_sender(patient):
            return Tried(server)
    except PostError as error:
        log.info("mail-server-tried", server=server, code=error.code, detail=error.detail)
        return Tried(server, error)


def mail_server() -> Account | None:
    """Give the server that letters leave by; None when there is none. Raises Impossible."""
    url = settings.JIANBAO.smtp_url
    try:
        return account_of(url) if url else None
    except ValueError as error:
        raise Impossible("mail-server-unfit") from error
