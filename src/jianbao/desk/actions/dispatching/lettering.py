"""What the letter of a dispatch says: the part that all readers share, and the head of each."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from jianbao.desk import vault
from jianbao.desk.models import Delivery, Dispatch
from jianbao.desk.queries.reader_links import reading_link
from jianbao.post.letter import Attachment, Letter, encode_head, own_message_id
from jianbao.post.values import Address
from jianbao.post.verp import return_address


def carriage_of(dispatch: Dispatch, wants: str, pdf_size: int) -> str:
    """Give the form in which somebody gets the issue."""
    limit = dispatch.bulletin.attaches_up_to << 20
    form = wants or dispatch.carries or "attached"
    return form if form == "link" or pdf_size <= limit else "link"


def letter_of(dispatch: Dispatch, carries: str) -> Letter:
    """Give the letter that all get who get it in one form."""
    file = dispatch.edition.files.get(format="pdf")
    attached = Attachment(file.name, file.media_type, vault.read_stored(file.sha256))
    link = "" if carries == "attached" else f"\n\n{reading_link(dispatch)}\n"
    return Letter(
        sender=Address(dispatch.sender_name, dispatch.sender_address),
        to=(),
        subject=dispatch.subject,
        text=dispatch.text + link,
        attachments=() if carries == "link" else (attached,),
    )


def head_of(dispatch: Dispatch, delivery: Delivery, body_head: bytes) -> bytes:
    """Give the header of one letter; the same at every try."""
    domain = dispatch.sender_address.rpartition("@")[2]
    return encode_head(
        Letter(
            sender=Address(dispatch.sender_name, dispatch.sender_address),
            to=(Address(delivery.name, delivery.address),),
            subject=dispatch.subject,
            text="",
            message_id=own_message_id(f"d.{delivery.token}", domain),
            date=timezone.localtime(dispatch.approved_at),
        ),
        body_head,
    )


def envelope_of(delivery: Delivery) -> str:
    """Give the address to which a letter comes back."""
    box = settings.JIANBAO.bounces_to
    return return_address(box, delivery.token) if box else delivery.dispatch.sender_address
