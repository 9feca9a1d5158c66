"""How the mail server that letters leave by is doing: is it left alone, what did it say."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from jianbao.desk.actions.posting import account_of
from jianbao.desk.models import Relay


class Strain(NamedTuple):
    """A mail server in trouble: in its own words, and until when nothing is given to it."""

    said: str
    until: dt.datetime | None


def strain_now() -> Strain | None:
    """Say what troubles the mail server of the desk; None for nothing, or without a server."""
    if not settings.JIANBAO.smtp_url:
        return None
    account = account_of(settings.JIANBAO.smtp_url)
    relay = Relay.objects.filter(name=f"{account.host}:{account.port}").first()
    if relay is None or not relay.failures:
        return None
    paused = relay.paused_until if (relay.paused_until or timezone.now()) > timezone.now() else None
    return Strain(relay.trouble, paused)
