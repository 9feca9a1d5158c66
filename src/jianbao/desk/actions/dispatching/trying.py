"""试发: the letter of a dispatch to one address, to look at. It is marked, and in no ledger."""

from __future__ import annotations

import secrets

import msgspec
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.dispatching.lettering import (
    carriage_of,
    domain_of,
    letter_of,
    pdf_of,
)
from jianbao.desk.actions.posting import account_of
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Dispatch, User
from jianbao.post.errors import PostError
from jianbao.post.letter import Letter, encode_letter, own_message_id
from jianbao.post.smtp import Deferred, Outcome, open_sender
from jianbao.post.values import Address

MARK = "【试发】"


def try_out(dispatch: Dispatch, address: str, *, by: User, carries: str = "") -> Outcome:
    """Send the letter as it stands now to one address; the outcome is logged and given.

    Without `carries` it goes in the form of a reader who wished none. A server that cannot be
    reached is Deferred, too. Raises NotAllowed, Invalid (no address), Impossible (no server).
    """
    rules.require(rules.may(by, "prepare_dispatch", dispatch.bulletin))
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid("address-unfit", field="address", address=address[:100]) from None
    if not (settings.JIANBAO.smtp_url and settings.JIANBAO.letters_from):
        raise Impossible("no-mail-server")
    form = carries or carriage_of(dispatch, "", pdf_of(dispatch.edition).size)
    outcome = _sent(_marked(letter_of(dispatch, form), address), address)
    said = getattr(outcome, "reply", "") or getattr(outcome, "reason", "")
    told = {"address": address, "outcome": type(outcome).__name__.lower(), "reply": said}
    record("test_dispatch", dispatch, by=by, after=told)
    return outcome


def _marked(letter: Letter, address: str) -> Letter:
    token = f"try.{secrets.token_hex(10)}"
    return msgspec.structs.replace(
        letter,
        to=(Address("", address),),
        subject=MARK + letter.subject,
        message_id=own_message_id(token, domain_of(letter.sender)),
        date=timezone.localtime(),
    )


def _sent(letter: Letter, address: str) -> Outcome:
    raw = encode_letter(letter)
    try:
        with open_sender(account_of(settings.JIANBAO.smtp_url)) as sender:
            return sender.send(letter.sender.address, address, raw)
    except PostError as error:
        return Deferred(error.said())
