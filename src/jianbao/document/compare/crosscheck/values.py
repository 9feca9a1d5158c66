"""What a cross-check says: values only."""

from __future__ import annotations

from typing import Literal

import msgspec

FactKind = Literal["quantity", "date", "number", "person", "org", "title", "honour", "byline"]
Verdict = Literal["found", "changed", "absent"]
Note = Literal[
    "",
    "value",  # another number or date
    "unit",  # the same number of something else: 580人次, 580人
    "hedge_lost",  # the original says 约, 预计, 近 …
    "hedge_added",  # the item says it and the original does not
    "hedge_changed",  # 近 for 超
    "finer",  # the item says the day, the original only the month
    "relative",  # the original tells the time by words: 昨天, 上月
    "rounded",  # a rounder number, said to be about: found
    "spelling",  # a name with another character
]


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Put `text` for the item's stretch from `start` to `end`; nothing stands there yet if equal.

    Places count characters of `Item.text`, or of the byline as printed for a byline.
    """

    start: int
    end: int
    text: str


class CheckedFact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of the item and what the originals say of it.

    `text` is `Item.text[start:end]`; for the kind `byline` it is a unit or person, and its place
    in `byline.raw` (0, 0 when it is not printed there so). `original` is how the original says
    it (with the word of hedging where that is what differs), at
    `originals[original_index][original_start:original_end]`; '' and -1 where none says it.
    """

    kind: FactKind
    text: str
    start: int
    end: int
    verdict: Verdict
    note: Note = ""
    original: str = ""
    original_index: int = -1
    original_start: int = 0
    original_end: int = 0
    fix: Fix | None = None


class DroppedFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of an original that the item does not state, with the sentence it stands in.

    `text` is `originals[original_index][start:end]`. `important` facts are people, money, honours
    and quantities of sentences that are used otherwise.
    """

    kind: FactKind
    text: str
    original_index: int
    start: int
    end: int
    sentence: str
    sentence_start: int
    important: bool


class CrossCheck(msgspec.Struct, frozen=True, kw_only=True):
    """事实核对: the item's facts in the order of print, its byline last; then what it leaves out.

    Of what it leaves out important facts come first. Without originals both are empty: there is
    nothing to check.
    """

    facts: tuple[CheckedFact, ...] = ()
    dropped: tuple[DroppedFact, ...] = ()

    @property
    def altered(self) -> tuple[CheckedFact, ...]:
        """The facts that no original bears out: changed or absent."""
        return tuple(fact for fact in self.facts if fact.verdict != "found")
