"""What a machine wrote back of a letter: a bounce, a delay, a receipt, an automatic reply.

It reads by what the letter may be known again, the surest first: the return address with its
token, the Message-ID of the letter, the addresses that the notice names. It finds nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes

import msgspec
from flufl.bounce import all_failures

from jianbao.post import headers
from jianbao.post.kinds import OWN_ID_PREFIX
from jianbao.post.mime import Entity
from jianbao.post.notice_text import addresses_in, failure_in
from jianbao.post.values import Failure, Kind, Message
from jianbao.post.verp import token_in

_SENT_TO = ("delivered-to", "x-original-to", "x-envelope-to", "envelope-to", "to")
_OF_A_DELIVERY = re.compile(rf"^{re.escape(OWN_ID_PREFIX)}d\.([a-z0-9]{{1,40}})@")
_ID_IN_TEXT = re.compile(rf"{re.escape(OWN_ID_PREFIX)}d\.[a-z0-9]{{1,40}}@[a-z0-9.-]{{1,250}}")
_READ_SUBJECT = re.compile(r"^(?:已读(?:回执)?|阅读回执|Read(?: receipt)?)\s*[:：]", re.IGNORECASE)
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global")
_DISPOSITION = "message/disposition-notification"
_MOST_SCANNED = 128 << 10  # bytes that heuristics are let loose on
_MOST_IDS = 20


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a notice says, and by what its letter may be found.

    `tokens` are of return addresses and `returned` of Message-IDs: whoever gives one had our
    letter. `named` are addresses that it reports on, `mentioned` those that only stand in its
    text. `elsewhere` says that the letter was one of this desk, but none of a dispatch; `foreign`,
    that it was somebody else's; `to_the_box`, that it came to the box for bounces. `disposition`
    is what a receipt says was done with the letter: "displayed" is read.
    """

    kind: Kind
    subject: str = ""
    tokens: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    elsewhere: bool = False
    foreign: bool = False
    to_the_box: bool = False
    disposition: str = ""

    def about(self, address: str) -> Failure:
        """Give what it says of an address; of none that it names, the worst that it says."""
        own = [one for one in self.failures if one.address.lower() == address.lower()]
        return next(iter(own or self.failures), Failure(address=""))


def read_notice(raw: bytes, message: Message, box: str = "") -> Said:
    """Read a notice; `box` is the address that return addresses are made of, or ''."""
    mail = Entity(raw.lstrip(b"\r\n"))
    sent_to = tuple(_sent_to(mail))
    ids = tuple(_ids(message))
    ours = [one for one in ids if one.startswith(OWN_ID_PREFIX)]
    returned = _once(found[1] for one in ours if (found := _OF_A_DELIVERY.match(one)))
    failures = _failures(raw, message)
    named = (*(one.address.lower() for one in failures), *_reporters(message))
    return Said(
        kind=message.kind,
        subject=message.subject,
        tokens=_once(token_in(one, box) for one in (*sent_to, *_returned_paths(message)) if box),
        returned=returned,
        named=_once(named),
        mentioned=addresses_in(message.text) if message.kind in ("bounce", "delay") else (),
        failures=failures,
        elsewhere=bool(ours) and not returned,
        foreign=bool(ids) and not ours,
        to_the_box=bool(box) and any(_is_of(one, box) for one in sent_to),
        disposition=_disposition(message) if message.kind == "receipt" else "",
    )


def kind_of_failure(failure: Failure, otherwise: Kind) -> Kind:
    """Say what a machine reports of one recipient. What is put off is never a failure.

    The action decides where it is stated: a server that gives up after days of 4.4.1 says failed.
    """
    if failure.action in ("failed", "error"):
        return "bounce"
    if failure.action == "delayed":
        return "delay"
    if failure.action in ("delivered", "relayed", "expanded"):
        return "receipt"
    return "delay" if failure.status.startswith("4") and otherwise == "bounce" else otherwise


def _sent_to(mail: Entity) -> Iterator[str]:
    """Give the addresses that a mail was delivered to, as the servers on its way noted them."""
    for name, value in mail.fields:
        if name in _SENT_TO:
            yield from (one.address for one in headers.addresses(value) if one.address)


def _returned_paths(message: Message) -> Iterator[str]:
    """Give the return addresses that stand on the letter which a bounce gives back."""
    for part in message.parts:
        if part.media_type in _RETURNED:
            path = Entity(part.content[:_MOST_SCANNED]).field("return-path")
            yield from (one.address for one in headers.addresses(path))


def _ids(message: Message) -> Iterator[str]:
    """Give the Message-IDs of letters that a notice refers to."""
    if message.returned_id:
        yield message.returned_id
    if message.in_reply_to:
        yield message.in_reply_to
    yield from message.references[-_MOST_IDS:]
    if message.kind in ("bounce", "delay"):
        yield from _ID_IN_TEXT.findall(message.text[:_MOST_SCANNED])[:_MOST_IDS]


def _failures(raw: bytes, message: Message) -> tuple[Failure, ...]:
    """Give what is reported of each recipient, the failed first."""
    if message.failures:
        return tuple(sorted(message.failures, key=_is_milder))
    if message.kind not in ("bounce", "delay"):
        return ()
    action = "delayed" if message.kind == "delay" else ""
    passing, lasting = _recognised(raw)
    failures = [failure_in(message.text, one, action) for one in lasting]
    failures += [failure_in(message.text, one, "delayed") for one in passing]
    return tuple(failures) or (failure_in(message.text, action=action),)


def _is_milder(failure: Failure) -> bool:
    return failure.action not in ("failed", "error")


def _recognised(raw: bytes) -> tuple[list[str], list[str]]:
    """Ask flufl.bounce, which knows the words of many servers; what it stumbles over says nothing.

    What it calls lasting it tells by words alone: the status still decides.
    """
    try:
        passing, lasting = all_failures(message_from_bytes(raw[:_MOST_SCANNED]))
    except Exception:  # noqa: BLE001 - it reads strangers' mail with the standard library's parser
        return [], []
    return _decoded(passing), _decoded(lasting)


def _decoded(addresses: Iterable[bytes]) -> list[str]:
    return sorted(one.decode("ascii", "replace").lower() for one in addresses if b"@" in one)[:50]


def _reporters(message: Message) -> Iterator[str]:
    """Give whom a receipt is from: who read it, else who sent it."""
    if message.kind != "receipt":
        return
    for part in message.parts:
        if part.media_type == _DISPOSITION:
            fields = Entity(part.content[:_MOST_SCANNED])
            for name in ("original-recipient", "final-recipient"):
                yield from addresses_in(headers.text_of(fields.field(name)))
    yield message.sender.address.lower()


def _disposition(message: Message) -> str:
    """Tell reading from what else a receipt may report: deleted unread, delivered, refused."""
    for part in message.parts:
        if part.media_type == _DISPOSITION:
            field = headers.text_of(Entity(part.content[:_MOST_SCANNED]).field("disposition"))
            return field.rpartition(";")[2].strip().lower().partition("/")[0]
    by_subject = not message.failures and _READ_SUBJECT.match(message.subject)
    return "displayed" if by_subject else ""


def _is_of(address: str, box: str) -> bool:
    return address.lower() == box.lower() or bool(token_in(address, box))


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))[:50]
