"""A letter to the desk: who sends it, when, and the covering words around a contribution."""

from __future__ import annotations

import datetime as dt
import hashlib
from email.utils import format_datetime

import msgspec

from jianbao.samples.contributions import Piece
from jianbao.samples.enterprise import MAILBOX, address_of
from jianbao.samples.mail.wire import Header, Manner, block, encoded

_CHINA = dt.timezone(dt.timedelta(hours=8))
_SUBJECTS = ("【投稿】{title}", "{unit}投稿：{title}", "{title}", "报送信息：{title}（{unit}）")
_COVERS = (
    "编辑老师：\n\n您好！现报送稿件《{title}》，请审阅。如需核实情况，请随时与我联系。",
    "简报编辑部：\n\n附上{unit}稿件一篇，已经本单位党群部门审核，请查收。",
    "老师好，见附件。",
    "各位老师：\n\n近期我们这里有一件事，大家反响很好，写成小稿，请斧正。",
)
_SIGNATURE = "\n\n--\n{author}\n{unit} 党群工作\n内线 6{extension} · {address}\n"


class Sender(msgspec.Struct, frozen=True):
    """Who stands in From: a name, which may be empty, and an address."""

    name: str
    address: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One message before it is bytes. `name` makes its Message-ID and its hour."""

    name: str
    sender: Sender
    subject: str
    sent: dt.datetime
    manner: Manner = "utf-8"
    extra: tuple[Header, ...] = ()

    @property
    def message_id(self) -> str:
        """The id in its angle brackets."""
        domain = self.sender.address.rpartition("@")[2]
        return f"<{self.sent:%Y%m%d}.{self.name}@{domain}>"

    def raw(self, content: bytes) -> bytes:
        """Give the message; `content` is its one part, with the headers of the part on top."""
        address = b"<" + self.sender.address.encode() + b">"
        name = encoded(self.sender.name, self.manner)
        headers: list[Header] = [
            ("From", name + b" " + address if name else address),
            ("To", b"<" + MAILBOX.encode() + b">"),
            ("Subject", encoded(self.subject, self.manner)),
            ("Date", format_datetime(self.sent).encode()),
            ("Message-ID", self.message_id.encode()),
            ("MIME-Version", b"1.0"),
            *self.extra,
        ]
        return block(headers, b"").removesuffix(b"\r\n") + content


def number_of(name: str, below: int) -> int:
    """Give a number that looks picked at random and is the same for the same name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % below


def moment(name: str, day: dt.date) -> dt.datetime:
    """Give the moment, in office hours, at which the letter of that name is sent."""
    minutes = number_of(name, 9 * 60)
    start = dt.datetime.combine(day, dt.time(8, 20, number_of(name, 60)), tzinfo=_CHINA)
    return start + dt.timedelta(minutes=minutes)


def letter_of(piece: Piece, manner: Manner = "utf-8", *, days_after: int = 1) -> Letter:
    """Give the letter in which the author of `piece` sends it, a day after it happened."""
    subject = _SUBJECTS[number_of(piece.title, len(_SUBJECTS))]
    return Letter(
        name=piece.key,
        sender=Sender(piece.author, address_of(piece.author)),
        subject=subject.format(title=piece.title, unit=piece.unit),
        sent=moment(piece.key, piece.happened + dt.timedelta(days=days_after)),
        manner=manner,
    )


def cover(piece: Piece) -> str:
    """Give the words that go with an attachment, and the signature."""
    said = _COVERS[number_of(piece.key, len(_COVERS))]
    return said.format(title=piece.title, unit=piece.unit) + signature(piece)


def signature(piece: Piece) -> str:
    """Give the author's signature below two dashes."""
    return _SIGNATURE.format(
        author=piece.author,
        unit=piece.unit,
        extension=100 + number_of(piece.author, 900),
        address=address_of(piece.author),
    )
