"""What a piece resembles and where it may belong, asked of the index of this machine.

It finds and judges; what it finds is written by `reading`.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec

from jianbao.desk.actions.indexing import bring_up_to_date, desk_index
from jianbao.desk.index import Duplicate, Entry, Index, SectionSuggestion
from jianbao.desk.index.entries import FactsOf
from jianbao.desk.models import Section
from jianbao.desk.queries.roster import Known
from jianbao.language.facts import Facts, find_facts

_SHARED = 12  # sentences of evidence that are kept
_LEVELS = 6  # of the tree of units
_ONE_BY_ONE = threading.Lock()


class Likeness(NamedTuple):
    """What an entry of the index has in common with a piece; `kind` and `pk` name it."""

    kind: str
    pk: int
    found: Duplicate


class Company(NamedTuple):
    """The texts that a piece resembles, the word for it, and the section suggested with why."""

    likenesses: tuple[Likeness, ...] = ()
    section: Section | None = None
    because: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never changed

    def before(self, pk: int) -> Company:
        """Leave out contributions later than `pk`: the first of two alike is no repetition."""
        earlier = (one for one in self.likenesses if one.kind == "item" or one.pk < pk)
        return self._replace(likenesses=tuple(earlier))

    @property
    def resembles(self) -> str:
        """printed, duplicate, suspect or ''."""
        verdicts = {(one.kind, one.found.verdict) for one in self.likenesses}
        if ("item", "duplicate") in verdicts:
            return "printed"
        words = {verdict for _, verdict in verdicts}
        return "duplicate" if "duplicate" in words else "suspect" if "suspect" in words else ""


def company_of(entry: Entry, facts: Facts, known: Known, family: Collection[str]) -> Company:
    """Find what a piece resembles among the printed and the waiting, and suggest its section.

    One piece after the other in this process: each is put into the index before the next is
    compared. `family` are the keys of the whole and of the pieces it was divided into, which are
    not compared.
    """
    with _ONE_BY_ONE, desk_index(_facts_with(known)) as index:
        bring_up_to_date(index)
        index.drop([entry.key])  # a text is not found by what it shares with itself alone
        found = _near(index, entry, facts)
        section, because = _section(_suggested(index, entry, known), entry.bulletin)
        index.put([msgspec.structs.replace(entry, section=section.title if section else "")])
    likenesses = tuple(_likeness(one) for one in found if one.key not in family)
    return Company(likenesses, section, because)


def _suggested(index: Index, entry: Entry, known: Known) -> SectionSuggestion | None:
    """Suggest by what the unit printed before, or the unit above it when it printed nothing."""
    unit = known.units.get(entry.unit)
    for _ in range(_LEVELS):
        name = unit.name if unit else entry.unit
        suggestion = index.suggest_section(entry.whole, name, entry.bulletin)
        if suggestion is not None or unit is None or unit.parent_id is None:
            return suggestion
        above = unit.parent_id
        unit = next((one for one in known.units.values() if one.pk == above), None)
    return None


def evidence(found: Duplicate) -> dict[str, Any]:
    """Give the columns of a Resemblance that say why."""
    return {
        "verdict": found.verdict,
        "likeness": found.likeness,
        "conflicts": list(found.conflicts),
        "shared": list(found.shared[:_SHARED]),
    }


def _near(index: Index, entry: Entry, facts: Facts) -> tuple[Duplicate, ...]:
    """Ask within a month, where dates without a year agree, and of all that was ever printed."""
    found: dict[str, Duplicate] = {}
    for around in (entry.date, None):
        near = index.near_duplicates(
            entry.whole,
            facts=facts,
            bulletins=(entry.bulletin,),
            around=around,
            exclude_key=entry.key,
        )
        for one in near:
            found.setdefault(one.key, one)
    return tuple(found.values())


def _likeness(found: Duplicate) -> Likeness:
    kind, _, pk = found.key.partition(":")
    return Likeness(kind, int(pk), found)


def _section(
    suggestion: SectionSuggestion | None, bulletin: int
) -> tuple[Section | None, dict[str, Any]]:
    if suggestion is None:
        return None, {}
    section = Section.objects.filter(bulletin=bulletin, title=suggestion.section).first()
    if section is None:
        return None, {}
    return section, {
        "share": round(suggestion.share, 3),
        "unit_in_section": suggestion.unit_in_section,
        "unit_items": suggestion.unit_items,
        "items": [
            {
                "item": int(near.key.partition(":")[2]),
                "title": near.title or near.text[:30],
                "likeness": round(near.likeness, 3),
                "date": near.date.isoformat(),
            }
            for near in suggestion.because
        ],
    }


def _facts_with(known: Known) -> FactsOf:
    def facts_of(text: str, date: dt.date) -> Facts:
        return find_facts(text, year=date.year, roster=known.roster)

    return facts_of
