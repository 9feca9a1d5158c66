"""What composing takes: one piece that came in, as it was read, with what is known of it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from jianbao.document.model import Byline, Picture, Source

Kind = Literal["piece", "auto-reply", "bounce", "delay", "receipt", "own", "unreadable", "empty"]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """来稿, or one of the pieces that a message was divided into.

    `id` is the caller's own: a file's name, a contribution's key. A kind other than `piece` has
    nothing to print. `remark` is what the reader of its files said. `unit` is the name that the
    house prints. A `byline` or `source` is printed as it is; without them unit and people make
    one. `section` and `subsection` are where somebody already put it. `revises` names an earlier
    candidate; `says_revised` that its sender calls it a later version of something unnamed.
    """

    id: str
    kind: Kind = "piece"
    remark: str = ""
    headline: str = ""
    paragraphs: tuple[str, ...] = ()
    unit: str = ""
    people: tuple[str, ...] = ()
    byline: Byline | None = None
    source: Source | None = None
    sender: str = ""  # an address, or whatever else tells senders apart
    received: dt.datetime | None = None  # with its zone
    pictures: tuple[Picture, ...] = ()
    section: str = ""
    subsection: str = ""
    revises: str = ""
    says_revised: bool = False

    @property
    def day(self) -> dt.date | None:
        """The day on which it came, where it came."""
        return self.received.date() if self.received else None

    @property
    def text(self) -> str:
        """Headline and paragraphs, a line each."""
        return "\n".join(filter(None, (self.headline, *self.paragraphs)))
