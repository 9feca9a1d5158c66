"""How the mailboxes of a bulletin fare: last visit, how many mails, what is wrong in words."""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

from django.db.models import Count

from jianbao.desk.models import Bulletin, Mailbox
from jianbao.post import errors


class Row(NamedTuple):
    """A mailbox, how many mails it gave, and its trouble in words or nothing."""

    mailbox: Mailbox
    taken: int
    trouble: str


_WHICH = re.compile(r"UID \d+")  # of the mail that was not given, said where no words are quoted
_KINDS = {
    kind.code: kind
    for _name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.PostError)
}


def mailboxes_of(bulletin: Bulletin, language: str) -> list[Row]:
    """Give the mailboxes of a bulletin, those in use first."""
    found = bulletin.mailboxes.annotate(taken=Count("sightings")).order_by("-active", "pk")
    return [Row(mailbox, mailbox.taken, in_words(mailbox, language)) for mailbox in found]


def in_words(mailbox: Mailbox, language: str) -> str:
    """Say what went wrong at the last visit, in `zh` or `en`; nothing when all is well."""
    if not mailbox.failing_since or not mailbox.last_error:
        return ""
    kind = _KINDS.get(mailbox.last_error)
    if kind is None:
        return mailbox.last_error_text or mailbox.last_error
    said = kind(mailbox.last_error_text).said(language)
    which = None if kind.quotes else _WHICH.match(mailbox.last_error_text)
    return f"{said} ({which[0]})" if which else said
