"""Links that letters to readers carry: to the issue they bring, and to the reader's own choices.

A link is signed and opens without an account: to what the letter brought and no more, for so many
days; or to one reader's subscription. Nothing of it is stored.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from jianbao.desk.models import Dispatch, Recipient

OPEN_FOR = dt.timedelta(days=90)  # after the approval
_ISSUE = Signer(salt="jianbao.reading-link")
_READER = Signer(salt="jianbao.subscription-link")


def reading_link(dispatch: Dispatch) -> str:
    """Give the address under which the readers of a dispatch open its edition."""
    return _absolute("read_by_link", _ISSUE.sign(str(dispatch.pk)))


def dispatch_of(token: str) -> Dispatch | None:
    """Give the dispatch whose link this is, whatever became of it; None when it is no link."""
    rows = Dispatch.objects.filter(pk=_key_in(_ISSUE, token))
    return rows.select_related("bulletin", "edition__issue__bulletin", "edition__snapshot").first()


def opens(dispatch: Dispatch) -> bool:
    """Say whether the link of a dispatch opens its edition: not when called off, or too old."""
    if dispatch.state == Dispatch.State.CANCELLED:
        return False
    return (dispatch.approved_at or timezone.now()) >= timezone.now() - OPEN_FOR


def subscription_link(recipient: Recipient) -> str:
    """Give the address under which a reader chooses what to get."""
    return _absolute("subscription", _READER.sign(str(recipient.pk)))


def recipient_of(token: str) -> Recipient | None:
    """Give the reader whose link this is, who may have left the list since; None for no link."""
    key = _key_in(_READER, token)
    return Recipient.objects.select_related("bulletin").filter(pk=key).first()


def _key_in(signer: Signer, token: str) -> int:
    try:
        return int(signer.unsign(token))
    except (BadSignature, ValueError):
        return 0


def _absolute(name: str, token: str) -> str:
    address: str = settings.JIANBAO.address.rstrip("/")
    return address + reverse(name, args=[token])
