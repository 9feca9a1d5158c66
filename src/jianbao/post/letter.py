"""A letter of this desk to bytes that every mail program of China's offices reads.

Same letter, same bytes: the date and the Message-ID are given, the boundaries are fixed. Nothing
is sent here, and no value can break out of its header.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import urllib.parse
from email.utils import format_datetime

import msgspec

from jianbao.post.charset import fit
from jianbao.post.headers import bare_name
from jianbao.post.kinds import OWN_ID_PREFIX
from jianbao.post.letter_fields import (
    DOMAIN,
    encoded_words,
    header_field,
    identity,
    mailbox,
    mailboxes,
)
from jianbao.post.values import Address

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_MEDIA_TYPE = re.compile(r"(?!message/|multipart/)[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,90}")
_MIXED, _ALTERNATIVE, _RELATED = (
    b"=_jianbao_parts",
    b"=_jianbao_text",
    b"=_jianbao_page",
)


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


class Picture(msgspec.Struct, frozen=True):
    """A picture that the HTML of a letter shows, as `cid:` with its id."""

    content_id: str  # name@domain
    name: str
    media_type: str
    content: bytes


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One letter. `message_id` stands without angle brackets; make it with `own_message_id`.

    Without a date or an id the field is left out, which suits what is kept and never sent.
    `machine` letters ask other machines not to answer. `fields` are further header fields.
    Pictures go with the HTML and are left out without one.
    """

    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    message_id: str = ""
    date: dt.datetime | None = None
    html: str = ""
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    machine: bool = True
    fields: tuple[tuple[str, str], ...] = ()


class Content(msgspec.Struct, frozen=True):
    """The encoded texts and files, the same for every recipient: header fields, and the rest."""

    head: bytes
    body: bytes


def own_message_id(token: str, domain: str) -> str:
    """Make the Message-ID of a letter of this desk; the same token gives the same id.

    Raises ValueError for a token with other than letters, digits, dots, dashes and underscores.
    """
    if not _TOKEN.fullmatch(token) or not DOMAIN.fullmatch(domain):
        raise ValueError(f"not fit for a Message-ID: {token!r}, {domain!r}")
    return f"{OWN_ID_PREFIX}{token}@{domain}"


def encode_content(letter: Letter) -> Content:
    """Encode the texts, pictures and attachments of a letter, once for many recipients.

    Every part is base64, so the boundaries cannot occur in one and no line begins with a dot.
    """
    head, body = _texts(letter)
    if not letter.attachments:
        return Content(head, body)
    parts = [head + b"\r\n" + body, *map(_attached, letter.attachments)]
    return Content(_multipart(b"mixed", _MIXED), _joined(parts, _MIXED))


def encode_letter(letter: Letter, content: Content | None = None) -> bytes:
    """Give the bytes of a letter, with CRLF line ends, ready for SMTP.

    Raises ValueError for an address, a field name or an id that is none, or a date without zone.
    """
    content = content or encode_content(letter)
    return encode_head(letter, content.head) + content.body


def encode_head(letter: Letter, head: bytes) -> bytes:
    """Give the header of a letter with the blank line that ends it; `head` is of its content.

    The texts and files of `letter` are not looked at. Raises as `encode_letter`.
    """
    if letter.date and letter.date.tzinfo is None:
        raise ValueError("the date of a letter needs its zone")
    lines = [header_field(name, value) for name, value in _fields(letter) if value]
    return b"".join(lines) + b"MIME-Version: 1.0\r\n" + head + b"\r\n"


def _fields(letter: Letter) -> list[tuple[str, bytes]]:
    machine = letter.machine
    return [
        ("Date", format_datetime(letter.date).encode("ascii") if letter.date else b""),
        ("From", mailbox(letter.sender)),
        ("To", mailboxes(letter.to) or b"undisclosed-recipients:;"),
        ("Cc", mailboxes(letter.cc)),
        ("Reply-To", mailbox(letter.reply_to) if letter.reply_to else b""),
        ("Subject", encoded_words(letter.subject)),
        ("Message-ID", identity(letter.message_id) if letter.message_id else b""),
        ("In-Reply-To", identity(letter.in_reply_to) if letter.in_reply_to else b""),
        ("References", b"\r\n ".join(map(identity, letter.references))),
        ("Auto-Submitted", b"auto-generated" if machine else b""),
        ("X-Auto-Response-Suppress", b"All" if machine else b""),
        *((name, encoded_words(value)) for name, value in letter.fields),
    ]


def _texts(letter: Letter) -> tuple[bytes, bytes]:
    plain = _text("plain", letter.text)
    if not letter.html:
        return plain
    parts = [b"\r\n".join(plain), b"\r\n".join(_html(letter))]
    return _multipart(b"alternative", _ALTERNATIVE), _joined(parts, _ALTERNATIVE)


def _html(letter: Letter) -> tuple[bytes, bytes]:
    """Give the HTML, together with the pictures that it shows (RFC 2387)."""
    html = _text("html", letter.html)
    if not letter.pictures:
        return html
    parts = [b"\r\n".join(html), *map(_shown, letter.pictures)]
    return _multipart(b"related", _RELATED, b';\r\n type="text/html"'), _joined(parts, _RELATED)


def _text(subtype: str, text: str) -> tuple[bytes, bytes]:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
    lines = fit(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return head.encode("ascii"), _base64(lines.encode())


def _shown(picture: Picture) -> bytes:
    field = b"Content-ID: " + identity(picture.content_id)
    return _file(b"inline", picture, field)


def _attached(attachment: Attachment) -> bytes:
    return _file(b"attachment", attachment)


def _file(disposition: bytes, file: Picture | Attachment, *fields: bytes) -> bytes:
    media_type = file.media_type.lower()
    if not _MEDIA_TYPE.fullmatch(media_type):
        media_type = "application/octet-stream"
    name = bare_name(file.name) or "attachment"
    words = _quoted_words(name)
    lines = [
        b"Content-Type: " + media_type.encode("ascii") + b';\r\n name="' + words + b'"',
        b"Content-Transfer-Encoding: base64",
        *fields,
        b"Content-Disposition: " + disposition + b";" + _extended_name(name),
        b"",
        _base64(file.content),
    ]
    return b"\r\n".join(lines)


def _quoted_words(name: str) -> bytes:
    """Put words into a quoted name, against RFC 2047: old Outlook, Foxmail and QQ need them."""
    return encoded_words(name.replace('"', "'").replace("\\", "_"))


def _extended_name(name: str) -> bytes:
    percent = urllib.parse.quote(fit(name), safe="").encode("ascii")
    if len(percent) < 900:
        return b"\r\n filename*=utf-8''" + percent
    cuts = [percent[place : place + 720] for place in range(0, len(percent), 720)]
    first = b"\r\n filename*0*=utf-8''" + cuts[0]
    return first + b"".join(b";\r\n filename*%d*=%b" % pair for pair in enumerate(cuts[1:], 1))


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _multipart(subtype: bytes, boundary: bytes, more: bytes = b"") -> bytes:
    return b'Content-Type: multipart/%b;\r\n boundary="%b"%b\r\n' % (subtype, boundary, more)


def _joined(parts: list[bytes], boundary: bytes) -> bytes:
    pieces = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return pieces + b"--" + boundary + b"--\r\n"
