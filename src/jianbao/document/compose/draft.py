"""What composing gives: the draft, and what became of every candidate."""

from __future__ import annotations

from typing import Literal

import msgspec

from jianbao.document.compose.choosing import LeftOut
from jianbao.document.model import Issue
from jianbao.document.proof.finding import Finding

Doubt = Literal["reading", "resembles", "over-budget", "kept-whole", "pictures", "section"]


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something about an item that an editor should look at; `detail` is what it resembles, …"""

    code: Doubt
    detail: str = ""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate that became the item `item` of the draft, and what spoke for its section.

    `words` are words of the text, `like` a printed item of that section.
    """

    candidate: str
    item: str
    section: str
    subsection: str = ""
    words: tuple[str, ...] = ()
    like: str = ""
    remarks: tuple[Remark, ...] = ()


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """初稿: the issue, every candidate in it in the order of print, every other one with why not.

    `empty` are sections of the profile that got no item and are not printed.
    """

    issue: Issue
    chosen: tuple[Chosen, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    empty: tuple[str, ...] = ()
