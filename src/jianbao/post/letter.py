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

from jianbao.post.headers import bare_name
from jianbao.post.kinds import OWN_ID_PREFIX
from jianbao.post.values import Address

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_PLAIN = re.compile(r"[ -~]{0,70}")
_ATOM = re.compile(r"[A-Za-z0-9 ]{1,60}")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.IPv]{3,50}\]")
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_ID = re.compile(r"[!-;=?-~]{1,200}@[!-;=?-~]{1,200}")
_MEDIA_TYPE = re.compile(r"(?!message/|multipart/)[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,90}")
_WORD_BYTES = 39
_MIXED, _ALTERNATIVE = b"=_jianbao_parts", b"=_jianbao_text"


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One letter. `message_id` stands without angle brackets; make it with `own_message_id`.

    Without a date or an id the field is left out, which suits what is kept and never sent.
    `machine` letters ask other machines not to answer. `fields` are further header fields.
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
    attachments: tuple[Attachment, ...] = ()
    machine: bool = True
    fields: tuple[tuple[str, str], ...] = ()


class Content(msgspec.Struct, frozen=True):
    """The encoded texts and attachments, the same for every recipient of a letter."""

    head: bytes
    body: bytes


def own_message_id(token: str, domain: str) -> str:
    """Make the Message-ID of a letter of this desk; the same token gives the same id.

    Raises ValueError for a token with other than letters, digits, dots, dashes and underscores.
    """
    if not _TOKEN.fullmatch(token) or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"not fit for a Message-ID: {token!r}, {domain!r}")
    return f"{OWN_ID_PREFIX}{token}@{domain}"


def encode_content(letter: Letter) -> Content:
    """Encode the texts and attachments of a letter, to be done once for many recipients.

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
    if letter.date and letter.date.tzinfo is None:
        raise ValueError("the date of a letter needs its zone")
    content = content or encode_content(letter)
    lines = [_field(name, value) for name, value in _fields(letter) if value]
    head = b"".join(lines) + b"MIME-Version: 1.0\r\n" + content.head
    return head + b"\r\n" + content.body


def _fields(letter: Letter) -> list[tuple[str, bytes]]:
    machine = letter.machine
    return [
        ("Date", format_datetime(letter.date).encode("ascii") if letter.date else b""),
        ("From", _mailbox(letter.sender)),
        ("To", _mailboxes(letter.to) or b"undisclosed-recipients:;"),
        ("Cc", _mailboxes(letter.cc)),
        ("Reply-To", _mailbox(letter.reply_to) if letter.reply_to else b""),
        ("Subject", encoded_words(letter.subject)),
        ("Message-ID", _identity(letter.message_id) if letter.message_id else b""),
        ("In-Reply-To", _identity(letter.in_reply_to) if letter.in_reply_to else b""),
        ("References", b"\r\n ".join(map(_identity, letter.references))),
        ("Auto-Submitted", b"auto-generated" if machine else b""),
        ("X-Auto-Response-Suppress", b"All" if machine else b""),
        *((name, encoded_words(value)) for name, value in letter.fields),
    ]


def _field(name: str, value: bytes) -> bytes:
    if not _FIELD_NAME.fullmatch(name):
        raise ValueError(f"not the name of a header field: {name!r}")
    return name.encode("ascii") + b": " + value + b"\r\n"


def encoded_words(text: str) -> bytes:
    """Encode one line for a header; a character is never cut in two (RFC 2047)."""
    text = _CONTROL.sub(" ", text).strip()
    if _PLAIN.fullmatch(text) and "=?" not in text:
        return text.encode("ascii")
    words: list[bytes] = []
    for character in text:
        encoded = character.encode()
        if not words or len(words[-1]) + len(encoded) > _WORD_BYTES:
            words.append(b"")
        words[-1] += encoded
    return b"\r\n ".join(b"=?utf-8?B?" + base64.b64encode(word) + b"?=" for word in words)


def _mailboxes(addresses: tuple[Address, ...]) -> bytes:
    return b",\r\n ".join(map(_mailbox, addresses))


def _mailbox(address: Address) -> bytes:
    bare = ascii_address(address.address).encode("ascii")
    name = _CONTROL.sub(" ", address.name).strip()
    if not name:
        return bare
    quoted = name.encode("ascii") if _ATOM.fullmatch(name) else _name_in_words(name)
    return quoted + b" <" + bare + b">"


def _name_in_words(name: str) -> bytes:
    plain = name.isascii() and len(name) <= 60 and "=?" not in name
    if plain and not set(name) & set('"\\'):
        return b'"' + name.encode("ascii") + b'"'
    return encoded_words(name if not plain else name.replace('"', "'").replace("\\", "/"))


def ascii_address(address: str) -> str:
    """Give an address fit for the wire, a Chinese domain in its ASCII form; or raise ValueError."""
    local, _, domain = address.strip().rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"not a mail address: {address!r}")
    return f"{local}@{domain}"


def _identity(identity: str) -> bytes:
    if not _ID.fullmatch(identity):
        raise ValueError(f"not a message id: {identity!r}")
    return b"<" + identity.encode("ascii") + b">"


def _texts(letter: Letter) -> tuple[bytes, bytes]:
    plain = _text("plain", letter.text)
    if not letter.html:
        return plain
    parts = [b"\r\n".join(plain), b"\r\n".join(_text("html", letter.html))]
    return _multipart(b"alternative", _ALTERNATIVE), _joined(parts, _ALTERNATIVE)


def _text(subtype: str, text: str) -> tuple[bytes, bytes]:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
    lines = _lone(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return head.encode("ascii"), _base64(lines.encode())


def _lone(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _attached(attachment: Attachment) -> bytes:
    media_type = attachment.media_type.lower()
    if not _MEDIA_TYPE.fullmatch(media_type):
        media_type = "application/octet-stream"
    name = bare_name(attachment.name) or "attachment"
    head = [
        b"Content-Type: "
        + media_type.encode("ascii")
        + b';\r\n name="'
        + _quoted_words(name)
        + b'"',
        b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment;" + _extended_name(name),
        b"",
        _base64(attachment.content),
    ]
    return b"\r\n".join(head)


def _quoted_words(name: str) -> bytes:
    """Put words into a quoted name, against RFC 2047: old Outlook, Foxmail and QQ need them."""
    return encoded_words(name.replace('"', "'").replace("\\", "_"))


def _extended_name(name: str) -> bytes:
    percent = urllib.parse.quote(_lone(name), safe="").encode("ascii")
    if len(percent) < 900:
        return b"\r\n filename*=utf-8''" + percent
    cuts = [percent[place : place + 720] for place in range(0, len(percent), 720)]
    first = b"\r\n filename*0*=utf-8''" + cuts[0]
    return first + b"".join(b";\r\n filename*%d*=%b" % pair for pair in enumerate(cuts[1:], 1))


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _multipart(subtype: bytes, boundary: bytes) -> bytes:
    return b"Content-Type: multipart/" + subtype + b';\r\n boundary="' + boundary + b'"\r\n'


def _joined(parts: list[bytes], boundary: bytes) -> bytes:
    pieces = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return pieces + b"--" + boundary + b"--\r\n"
