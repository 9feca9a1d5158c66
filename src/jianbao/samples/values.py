"""What the samples are made of, as frozen values; they know nothing of a desk or its tables."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal[
    "administrator", "editor", "reviewer", "signer", "publisher", "reader", "contributor"
]

Expectation = Literal[
    "piece",  # one readable contribution of a known unit
    "pieces",  # several in one mail: a split is to be proposed
    "scan",  # one piece, readable once text recognition is installed
    "revision",  # a later version of a piece that came before
    "duplicate",  # nearly the same text as another unit sent
    "printed",  # the long original of an item that stands in the last issue
    "redelivery",  # the same bytes once more: no second contribution
    "stranger",  # readable, from nobody the desk knows
    "unreadable",  # its file is broken
    "encrypted",  # its file has a password
    "empty",  # speaks of an attachment that is not there
    "auto-reply",
    "bounce",
    "delay",
]


class UnitSample(msgspec.Struct, frozen=True):
    """单位 of the invented enterprise; `parent` is the name of the unit above it."""

    name: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


class PersonSample(msgspec.Struct, frozen=True):
    """A person with the one role the demo gives; `unit` names a UnitSample."""

    name: str
    address: str
    role: Role
    unit: str | None = None


class RecipientSample(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the distribution list; `wants` is attached, link, both, or as the letter says."""

    name: str
    post: str
    address: str
    unit: str
    groups: tuple[str, ...]
    wants: str = ""
    left: bool = False
    unsubscribed: bool = False


class MailSample(msgspec.Struct, frozen=True):
    """One message as it would arrive; `expects` says what the desk should make of it."""

    name: str
    raw: bytes
    expects: Expectation


class SlipSample(msgspec.Struct, frozen=True):
    """A slip that was printed, what it should have been, and how a correction says it."""

    wrong: str
    right: str
    reason: str
