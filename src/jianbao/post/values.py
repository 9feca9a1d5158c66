"""What a mail is once it has been read: frozen values. They hold bytes and texts, never files."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from jianbao.post.problems import Problem

Kind = Literal["letter", "auto-reply", "bounce", "delay", "receipt", "own"]


class Address(msgspec.Struct, frozen=True):
    """One mailbox; `name` is what it calls itself, and either may be empty."""

    name: str = ""
    address: str = ""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One piece that came with a mail, as its sender attached it.

    `name` is a bare file name fit to be shown, never a path, and may be empty. `path` tells the
    place as in IMAP ("2.1" is the first part inside the second). `inline` marks what the text
    shows in itself. `unpacked` says that what this holds stands in other parts too: those below
    it, or the better of two alternative texts.
    A text that is the body of a mail inside is given in UTF-8 with a byte order mark.
    """

    path: str
    name: str
    media_type: str
    content: bytes
    inline: bool = False
    content_id: str = ""
    unpacked: bool = False


class Failure(msgspec.Struct, frozen=True):
    """What a bounce says about one recipient: RFC 3464 action and status, and its reason."""

    address: str
    action: str = ""
    status: str = ""
    reason: str = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A mail. `text` is its best plain body, kept whole; `html` the body as sent, unsafe to show.

    `kind` tells people's letters from what machines send; `own` is mail of this desk that came
    back. `failures` and `returned_id` (the Message-ID of the letter that failed) are a bounce's.
    """

    subject: str = ""
    sender: Address = Address()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    date: dt.datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    kind: Kind = "letter"
    text: str = ""
    html: str = ""
    parts: tuple[Part, ...] = ()
    failures: tuple[Failure, ...] = ()
    returned_id: str = ""
    problems: tuple[Problem, ...] = ()


class Limits(msgspec.Struct, frozen=True):
    """How much of one mail is unpacked: parts and levels in number, decoded content in bytes."""

    parts: int = 200
    depth: int = 8
    total: int = 100 << 20
