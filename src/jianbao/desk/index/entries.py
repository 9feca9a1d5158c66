"""What goes into the search index and what comes back from it; values only, never a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Literal, Required, TypedDict

import msgspec

from jianbao.language.duplicates import Verdict
from jianbao.language.facts import Facts, find_facts

Kind = Literal["item", "contribution"]

FactsOf = Callable[[str, dt.date], Facts]  # of a text, whose dates without a year are near the date


class Entry(msgspec.Struct, frozen=True):
    """A printed item or a waiting contribution, found by its `key`: item:123, contribution:45.

    `text` is the text without the title. `people` are found by name like words of the text.
    """

    key: str
    kind: Kind
    bulletin: int
    date: dt.date
    unit: str
    section: str
    title: str
    text: str
    people: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Title and text, as they are compared with other texts."""
        return f"{self.title}\n{self.text}" if self.title else self.text


class Filters(TypedDict, total=False):
    """What a search is narrowed to; None and what is left out narrow nothing.

    Only entries of `bulletins` are found: of none when it is empty. `start` and `end` are the
    first and the last day.
    """

    bulletins: Required[Collection[int]]
    kind: Kind | None
    unit: str | None
    section: str | None
    start: dt.date | None
    end: dt.date | None


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a marked text, and whether it is what was searched for."""

    text: str
    marked: bool


class Marked(msgspec.Struct, frozen=True):
    """A stretch of an original text with the ranges in it that were searched for.

    `spans` are offsets into `text`, in order and apart; `text` begins at `start` of the original,
    and `goes_on` tells that the original has more behind it.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    start: int = 0
    goes_on: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text cut at the ends of its spans."""
        found: list[Piece] = []
        place = 0
        for start, end in self.spans:
            found.append(Piece(self.text[place:start], marked=False))
            found.append(Piece(self.text[start:end], marked=True))
            place = end
        found.append(Piece(self.text[place:], marked=False))
        return tuple(piece for piece in found if piece.text)


class Hit(msgspec.Struct, frozen=True):
    """An entry that was found, with its title and the place of its text that says why."""

    key: str
    score: float
    kind: Kind
    bulletin: int
    date: dt.date
    unit: str
    section: str
    title: Marked
    snippet: Marked


class Page(msgspec.Struct, frozen=True):
    """The hits of one page and the exact number of all."""

    total: int
    hits: tuple[Hit, ...] = ()


class Near(msgspec.Struct, frozen=True):
    """An entry like a text; `likeness` from 0 to 1 as `jianbao.language.likeness` measures it."""

    key: str
    likeness: float
    kind: Kind
    section: str
    unit: str
    date: dt.date
    title: str
    text: str


class SectionSuggestion(msgspec.Struct, frozen=True):
    """A section for a text, its share of all that speaks for any section, and the reasons.

    `because` are the printed items of that section most like the text; of `unit_items` items of
    the unit, `unit_in_section` were printed there.
    """

    section: str
    share: float
    because: tuple[Near, ...] = ()
    unit_in_section: int = 0
    unit_items: int = 0


class Duplicate(msgspec.Struct, frozen=True):
    """An entry that reports what a text reports, or says another thing in the same words.

    `conflicts` are the kinds of fact in which they contradict each other, `shared` the sentences
    of the text that stand in the entry as well, small changes aside.
    """

    key: str
    verdict: Verdict
    likeness: float
    conflicts: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def facts_near(text: str, date: dt.date) -> Facts:
    """Find the facts of a text, with the year of `date` for dates printed without one."""
    return find_facts(text, year=date.year)
