"""Sends the last printed issue to the lists, where the demo has a mail server of this machine.

Without one the plan stands as it was prepared. A mail server elsewhere is never used: everybody
on these lists is invented, and a stranger might own an address.
"""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from jianbao.desk.actions.demonstrating.office import Office
from jianbao.desk.actions.dispatching import controlling, freezing, preparing
from jianbao.desk.actions.dispatching.lettering import envelope_of
from jianbao.desk.actions.dispatching.preparing import Plan
from jianbao.desk.actions.dispatching.sending import send_dispatch
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.actions.receiving import receive
from jianbao.desk.models import Bulletin, Contribution, Delivery, Dispatch, Edition
from jianbao.desk.queries.dispatches import dispatchable_editions, why_not_sendable
from jianbao.desk.queries.letter_templates import words_for
from jianbao.document.read.confined import Workshop
from jianbao.post.connection import is_loopback
from jianbao.samples import returned

GONE = "fanzhiqiu@yunling.example"  # whose server takes letters and sends them back


def send_last_issue(office: Office) -> Dispatch:
    """Prepare the dispatch of the newest issue; approve and send it where that leads nowhere."""
    edition = _newest(office.bulletin)
    words = words_for(edition)
    groups = frozenset(office.bulletin.recipient_groups.values_list("pk", flat=True))
    plan = Plan(words.subject, words.text, groups)
    dispatch = preparing.prepare(edition, plan, by=office.editor)
    if may_send():
        freezing.approve(dispatch, by=office.publisher, version=dispatch.version)
        controlling.start(dispatch, by=office.publisher, version=dispatch.version)
        send_dispatch(dispatch, threading.Event(), "demo")
        _come_back(dispatch)
        dispatch.refresh_from_db()
    return dispatch


def may_send() -> bool:
    """Say whether letters of the demo stay on this machine."""
    config = settings.JIANBAO
    host = urlsplit(config.smtp_url).hostname or ""
    return bool(config.letters_from) and is_loopback(host)


def _newest(bulletin: Bulletin) -> Edition:
    """Give the last edition of the issue with the latest date."""
    out = dispatchable_editions(bulletin).order_by("-issue__date", "-number")
    return next(edition for edition in out if not why_not_sendable(edition))


def _come_back(dispatch: Dispatch) -> None:
    """Let one letter come back, as its server would report it, through the mailbox of the desk."""
    accepted = Delivery.objects.filter(dispatch=dispatch, state=Delivery.State.ACCEPTED)
    delivery = accepted.filter(address=GONE).first()
    if delivery is not None:
        raw = returned(envelope_of(delivery), delivery.address, timezone.localdate())
        channel = Contribution.Channel.MAIL
        came = receive(raw, bulletin=dispatch.bulletin, channel=channel)
        with Workshop() as workshop:
            read_contribution(came.contribution.pk, workshop)
