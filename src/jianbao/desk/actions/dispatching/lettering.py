"""The letter of a dispatch: what is the same for all in one form, and the header of each."""

from __future__ import annotations

from email.utils import parseaddr
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from jianbao.config import MEGABYTE
from jianbao.desk import vault
from jianbao.desk.actions.dispatching.writing_letters import (
    Written,
    subject_of,
    told_of,
    write_letter,
)
from jianbao.desk.models import Carriage, Delivery, Dispatch, Edition, EditionFile
from jianbao.desk.queries.edition_names import file_name
from jianbao.desk.queries.letter_blanks import Told
from jianbao.desk.queries.letter_templates import Words
from jianbao.desk.queries.reader_links import reading_link, subscription_link
from jianbao.post.letter import Attachment, Letter, Picture, encode_head, own_message_id
from jianbao.post.letter_fields import ascii_address
from jianbao.post.values import Address
from jianbao.post.verp import return_address

PICTURE = "page1@jianbao"  # the id of the picture inside the letter
_PPI = 110  # of page 1: 900 pixels wide
_ONE_CLICK = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


class From(NamedTuple):
    """Who a letter comes from, and who gets the answers."""

    sender: Address
    reply_to: Address | None


def letter_of(dispatch: Dispatch, carries: str) -> Letter:
    """Give the letter that is common to all who get it in one form."""
    pdf = pdf_of(dispatch.edition)
    content = vault.read_stored(pdf.sha256)
    told = _told(dispatch, carries)
    written = write_letter(_words(dispatch), told, f"cid:{PICTURE}")
    attached = () if carries == Carriage.LINK else (_attached(pdf, content),)
    page = Picture(PICTURE, file_name(dispatch.edition, "首页.jpg"), "image/jpeg", first_page(pdf))
    return _addressed(dispatch, written, attached, page)


def carriage_of(dispatch: Dispatch, wants: str, pdf_size: int) -> str:
    """Give the form for a reader: as they wish, else as the dispatch says, else by size.

    What is larger than the bulletin attaches goes as a link, whatever was wished.
    """
    fits = pdf_size <= dispatch.bulletin.attaches_up_to * MEGABYTE
    wished = wants or dispatch.carries or Carriage.ATTACHED
    return str(wished if fits else Carriage.LINK)


def head_of(dispatch: Dispatch, delivery: Delivery, body_head: bytes) -> bytes:
    """Give the header of one reader's letter, the same at every attempt.

    Nobody sees who else gets it. Raises ValueError for an address that is none.
    """
    sender, reply_to = from_of(dispatch)
    begun = dispatch.started_at or dispatch.approved_at
    letter = Letter(
        sender=sender,
        to=(Address(delivery.name, delivery.address),),
        subject=subject_in(dispatch),
        text="",
        message_id=own_message_id(f"d.{delivery.token}", domain_of(sender)),
        date=timezone.localtime(begun) if begun else None,
        reply_to=reply_to,
        fields=_unsubscribing(dispatch, delivery),
    )
    return encode_head(letter, body_head)


def envelope_of(delivery: Delivery) -> str:
    """Give the address to which the letter comes back when it cannot be delivered."""
    if settings.JIANBAO.bounces_to:
        return return_address(settings.JIANBAO.bounces_to, delivery.token)
    return from_of(delivery.dispatch).sender.address


def subject_in(dispatch: Dispatch) -> str:
    """Give the subject; once a dispatch is approved it holds no blank any more."""
    if "{" not in dispatch.subject:
        return dispatch.subject
    return subject_of(_words(dispatch), _told(dispatch, ""))


def from_of(dispatch: Dispatch) -> From:
    """Give who the letters come from: frozen with the approval, before it as it would be."""
    name, address = dispatch.sender_name, dispatch.sender_address
    reply_to = dispatch.reply_to
    if not address:
        name, address = parseaddr(settings.JIANBAO.letters_from)
        reply_to = dispatch.bulletin.submission_address
    sender = Address(name or dispatch.bulletin.title, address)
    return From(sender, Address("", reply_to) if reply_to else None)


def domain_of(sender: Address) -> str:
    """Give the domain that names the letters of a sender. Raises ValueError for no address."""
    return ascii_address(sender.address).rpartition("@")[2]


def pdf_of(edition: Edition) -> EditionFile:
    """Give the PDF of an edition that is out."""
    return EditionFile.objects.get(edition=edition, format="pdf")


def first_page(pdf: EditionFile) -> bytes:
    """Draw page 1 as a JPEG."""
    return _drawn(pdf.sha256)


@lru_cache(maxsize=4)
def _drawn(sha256: str) -> bytes:
    from jianbao.document.write.press.page_image import (  # noqa: PLC0415 - loads late: pdfium
        draw_page,
    )

    return draw_page(vault.read_stored(sha256), 1, _PPI, "JPEG")


def _words(dispatch: Dispatch) -> Words:
    return Words(dispatch.subject, dispatch.text)


def _told(dispatch: Dispatch, carries: str) -> Told:
    link = reading_link(dispatch) if carries in (Carriage.LINK, Carriage.BOTH) else ""
    return told_of(dispatch.edition, carries, link)


def _attached(pdf: EditionFile, content: bytes) -> Attachment:
    return Attachment(pdf.name, pdf.media_type, content)


def _addressed(
    dispatch: Dispatch, written: Written, attached: tuple[Attachment, ...], page: Picture
) -> Letter:
    sender, reply_to = from_of(dispatch)
    return Letter(
        sender=sender,
        to=(),
        subject=written.subject,
        text=written.text,
        html=written.html,
        reply_to=reply_to,
        pictures=(page,),
        attachments=attached,
    )


def _unsubscribing(dispatch: Dispatch, delivery: Delivery) -> tuple[tuple[str, str], ...]:
    """Let a mail program show its button for it, where the bulletin lets readers go (RFC 8058)."""
    if not dispatch.bulletin.may_unsubscribe or delivery.recipient is None:
        return ()
    reply_to = from_of(dispatch).reply_to
    by_mail = f"<mailto:{reply_to.address}?subject={quote('退订')}>" if reply_to else ""
    link = subscription_link(delivery.recipient)
    if link.startswith("https://"):
        ways = ", ".join(filter(None, (f"<{link}>", by_mail)))
        return (("List-Unsubscribe", ways), _ONE_CLICK)
    return (("List-Unsubscribe", by_mail),) if by_mail else ()
