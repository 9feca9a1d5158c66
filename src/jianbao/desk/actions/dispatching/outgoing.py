"""What the engine needs of a dispatch, read once: the server, and the encoded bodies."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from jianbao.desk import vault
from jianbao.desk.actions.dispatching.lettering import envelope_of, head_of
from jianbao.desk.actions.posting import account_of
from jianbao.desk.models import Delivery, Dispatch
from jianbao.post.connection import Account
from jianbao.post.mailing import Prepared, prepare
from jianbao.post.smtp import Outcome, Rejected, Sender


class Body(NamedTuple):
    """What is the same in all letters of one form: header fields, and lines for the wire."""

    head: bytes
    lines: Prepared


class Outgoing(NamedTuple):
    """A dispatch on its way to one mail server."""

    dispatch: Dispatch
    account: Account
    bodies: dict[str, Body]

    @property
    def relay(self) -> str:
        """The name by which limits and pauses of the server are kept."""
        return f"{self.account.host}:{self.account.port}"

    def hand_over(self, delivery: Delivery, sender: Sender) -> Outcome:
        """Send one letter. Raises PostError when no line can be made, before a byte of it."""
        body = self.bodies[delivery.carries]
        try:
            head = head_of(self.dispatch, delivery, body.head)
        except ValueError as error:
            return Rejected(str(error))
        return sender.send(envelope_of(delivery), delivery.address, head, then=body.lines)


def outgoing_of(dispatch: Dispatch) -> Outgoing | None:
    """Read what is needed; None when the desk has no mail server."""
    if not settings.JIANBAO.smtp_url:
        return None
    bodies = {
        one.carries: Body(one.head.encode("ascii"), prepare(vault.read_stored(one.sha256)))
        for one in dispatch.bodies.all()
    }
    return Outgoing(dispatch, account_of(settings.JIANBAO.smtp_url), bodies)
