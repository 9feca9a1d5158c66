"""A ledger with a row in every state, brought there as the engine does it, without a server."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.conf import LazySettings
from django.utils import timezone

from jianbao.desk.actions.dispatching import asking_again, ledger
from jianbao.desk.models import Delivery, Dispatch, Recipient
from mailing import a_group, a_reader, started
from printing import Office

STATES = tuple(Delivery.State.values)
REFUSED = "550 5.1.1 查无此人"
_SETTLED = {
    "accepted": ("accept", "250 2.0.0 OK queued as 4711"),
    "deferred": ("defer", "451 4.7.1 稍后再试"),
    "failed": ("fail", REFUSED),
    "bounced": ("accept", "250 2.0.0 OK queued as 4712"),
    "unknown": ("lose", "连接中断"),
}


def with_a_server(settings: LazySettings) -> None:
    """Let the desk know a mail server that nobody will ever reach."""
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO,
        smtp_url="smtp://127.0.0.1:9",
        letters_from="编辑部 <desk@yunling.example>",
    )


def a_ledger(office: Office) -> Dispatch:
    """A dispatch under way whose readers are called by the state of their delivery."""
    leaders = a_group(office.bulletin)
    copies = a_group(office.bulletin, "集团党群工作部", "copy")
    begun = Recipient.objects.filter(bulletin=office.bulletin).exists()
    for number, state in enumerate(() if begun else STATES):
        reader = a_reader(office.bulletin, number, copies if state == "unknown" else leaders)
        reader.name, reader.address = state, f"{state}@yunling.example"
        reader.failing_since = timezone.now() if state == "excluded" else None
        reader.save()
    dispatch = started(office)
    for row in Delivery.objects.filter(dispatch=dispatch, state="pending").order_by("pk"):
        settle(row, row.name)
    dispatch.refresh_from_db()
    return dispatch


def settle(row: Delivery, state: str) -> None:
    """Bring a row that waits into a state."""
    if state == "pending":
        return
    until = timezone.now() + dt.timedelta(minutes=15)
    assert ledger.claim(row.pk, until=until, holder="test")
    if state == "sending":
        return
    move, said = _SETTLED[state]
    assert ledger.settle_claim(row.pk, move, claimed=until, said=said, holder="test")
    if state == "bounced":
        said = "552 5.2.2 邮箱已满"
        assert ledger.settle(row.pk, "bounce", said=said, columns={"reply": said})


def row_of(dispatch: Dispatch, name: str) -> Delivery:
    """The row of the reader with this name."""
    return Delivery.objects.get(dispatch=dispatch, name=name)


def confirm(dispatch: Dispatch, office: Office) -> None:
    """Take the unknown row for sent."""
    asking_again.confirm(dispatch, [row_of(dispatch, "unknown").pk], by=office.publisher)
