"""选稿: which candidates an issue can be made of, and why each of the others cannot.

Machines' mail, what cannot be read, what is outside the window, printed already, revised by a
later version, or told by another one before. What is only doubtful stays in, with a remark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from jianbao.document.compose.candidate import Candidate
from jianbao.document.compose.retelling import Told, printed, verdict
from jianbao.document.compose.trimming import trimmed
from jianbao.document.model import Issue, Window
from jianbao.language.roster import Roster

Reason = Literal[
    "auto-reply",
    "bounce",
    "delay",
    "receipt",
    "own",
    "unreadable",
    "empty",
    "no-text",
    "outside-window",
    "printed",
    "superseded",
    "duplicate",
]
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
_SAME: tuple[str, ...] = ("duplicate", "suspect")


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate that is no item; `instead` is the candidate or printed item that stands for it.

    `remark` is what the reader of its files said.
    """

    candidate: str
    reason: Reason
    instead: str = ""
    remark: str = ""


class Choice(NamedTuple):
    """What an issue can be made of; `resembles` maps a candidate to what it may repeat."""

    kept: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    resembles: dict[str, str]


def choose(
    candidates: Sequence[Candidate],
    *,
    back: Sequence[Issue] = (),
    window: Window | None = None,
    roster: Roster,
    today: dt.date,
) -> Choice:
    """Choose among candidates; of several that tell the same the first stays, or its revision."""
    ordered = sorted(candidates, key=lambda one: one.received or _LAST)
    choosing = _Choosing([*printed(back, roster)])
    for candidate in ordered:
        refused = _refused(candidate, window)
        if refused:
            choosing.leave_out(candidate, refused)
            continue
        year = (candidate.day or today).year
        choosing.weigh(candidate, Told(candidate.id, candidate.text, year=year, roster=roster))
    return choosing.choice


def _refused(candidate: Candidate, window: Window | None) -> Reason | None:
    """Say why a candidate is none whatever the others are."""
    if candidate.kind != "piece":
        return candidate.kind
    if not trimmed(candidate.paragraphs):
        return "no-text" if candidate.paragraphs or candidate.pictures else "empty"
    day = candidate.day
    outside = window is not None and day is not None and not window.start <= day <= window.end
    return "outside-window" if outside else None


class _Choosing:
    """Candidates as they come, the first to come first."""

    def __init__(self, printed: Sequence[Told]) -> None:
        self._printed = printed
        self._kept: dict[str, tuple[Candidate, Told]] = {}
        self._left_out: list[LeftOut] = []
        self._resembles: dict[str, str] = {}

    def leave_out(self, candidate: Candidate, reason: Reason, instead: str = "") -> None:
        self._left_out.append(
            LeftOut(candidate=candidate.id, reason=reason, instead=instead, remark=candidate.remark)
        )

    def weigh(self, candidate: Candidate, told: Told) -> None:
        """Keep a candidate, or leave it out, or leave out what it revises."""
        before = [(one, verdict(told, one)) for one in self._printed]
        stands = next((one.name for one, found in before if found == "duplicate"), "")
        if stands:
            self.leave_out(candidate, "printed", stands)
            return
        doubts = [one.name for one, found in before if found == "suspect"]
        for earlier, its in list(self._kept.values()):
            found = verdict(told, its)
            if _revises(candidate, earlier, found):
                del self._kept[earlier.id]
                self.leave_out(earlier, "superseded", candidate.id)
            elif found == "duplicate":
                self.leave_out(candidate, "duplicate", earlier.id)
                return
            elif found == "suspect":
                doubts.append(earlier.id)
        if doubts:
            self._resembles[candidate.id] = doubts[0]
        self._kept[candidate.id] = (candidate, told)

    @property
    def choice(self) -> Choice:
        kept = tuple(candidate for candidate, _ in self._kept.values())
        return Choice(kept, tuple(self._left_out), self._resembles)


def _revises(later: Candidate, earlier: Candidate, found: str) -> bool:
    """Say whether a candidate is a later version: told so, or a like text of the same sender."""
    if later.revises == earlier.id:
        return True
    if found not in _SAME or later.paragraphs == earlier.paragraphs:
        return False
    same_hand = _hand(later) == _hand(earlier) and bool(_hand(later))
    return same_hand and (later.says_revised or later.headline == earlier.headline)


def _hand(candidate: Candidate) -> str:
    return candidate.sender or "".join((candidate.unit, *candidate.people))
