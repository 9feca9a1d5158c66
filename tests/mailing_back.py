"""What comes back of letters, for tests: a dispatch that went out, and mails that are read."""

from __future__ import annotations

from django.utils import timezone

from desk.intake_samples import received
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.models import Bulletin, Contribution, Delivery, Dispatch, Recipient
from jianbao.document.read.confined import Workshop
from jianbao.post.verp import return_address
from notice_samples import BOX, Case
from printing import Office, a_signed_issue, freeze


def sent(office: Office, *addresses: str) -> list[Delivery]:
    """Deliveries of a dispatch that a mail server has taken over."""
    edition = freeze(a_signed_issue(office, 1), office)
    now = timezone.now()
    dispatch = Dispatch.objects.create(
        bulletin=office.bulletin,
        edition=edition,
        state=Dispatch.State.FINISHED,
        prepared_by=office.editor,
        started_at=now,
        sender_address="desk@yunling.example",
    )
    return [
        Delivery.objects.create(
            dispatch=dispatch,
            recipient=Recipient.objects.get_or_create(
                bulletin=office.bulletin, address=address, defaults={"name": f"读者{number}"}
            )[0],
            name=f"读者{number}",
            address=address,
            state=Delivery.State.ACCEPTED,
            first_try_at=now,
            accepted_at=now,
        )
        for number, address in enumerate(addresses)
    ]


def come_in(raw: bytes, bulletin: Bulletin) -> Contribution:
    """A mail that came to a bulletin and was read."""
    piece = received(raw, bulletin)
    with Workshop(warm=False) as workshop:
        read_contribution(piece.pk, workshop)
    piece.refresh_from_db()
    return piece


def case_of(delivery: Delivery, *, by: str = "token") -> Case:
    """What a server knows of a letter: its return address, its number, or its reader alone."""
    if by == "token":
        return Case(delivery.address, return_address(BOX, delivery.token))
    number = f"jb.d.{delivery.token}@yunling.example" if by == "number" else ""
    return Case(delivery.address, "desk@yunling.example", number)
