"""What the header of a mail says of its sender, its addressees and its place in a conversation."""

from __future__ import annotations

from jianbao.post import headers
from jianbao.post.mime import Entity
from jianbao.post.values import Address, Message


def envelope_of(mail: Entity) -> Message:
    """Read what the header of a mail says, into a Message without text and parts."""
    senders = headers.addresses(mail.field("from")) or headers.addresses(mail.field("sender"))
    in_reply_to = headers.ids_of(mail.field("in-reply-to"))
    return Message(
        subject=headers.text_of(mail.field("subject")),
        sender=next((found for found in senders if found.address), next(iter(senders), Address())),
        to=headers.addresses(mail.field("to")),
        cc=headers.addresses(mail.field("cc")),
        reply_to=headers.addresses(mail.field("reply-to")),
        date=headers.date_of(mail.field("date")),
        message_id=next(iter(headers.ids_of(mail.field("message-id"))), ""),
        in_reply_to=next(iter(in_reply_to), ""),
        references=headers.ids_of(mail.field("references")),
    )
