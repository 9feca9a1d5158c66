"""The facts of a text brought to one form, so that those of two texts can be held together."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jianbao.document.compare.crosscheck.figures import find_figures
from jianbao.document.compare.crosscheck.hedges import exact, read_hedge
from jianbao.document.compare.crosscheck.honours import find_honours
from jianbao.document.compare.crosscheck.surroundings import Surroundings
from jianbao.document.compare.crosscheck.values import FactKind
from jianbao.language.facts import Facts, find_facts
from jianbao.language.names import NameFinder
from jianbao.language.organisation_endings import only_a_kind
from jianbao.language.quantities import Quantity
from jianbao.language.roster import EMPTY, Roster

# Measure words that differ in style only: 17条, 17个 of one thing; 9名, 9人.
_PEOPLE = frozenset("人 名 位".split())
_THINGS = frozenset(
    "个 项 条 件 种 类 处 座 台 套 部 份 篇 支 只 家 户 起 例 次 场 间 所 本 册".split()
)

_MONTH = re.compile(r"\d{4}-\d\d|--\d\d")


class Statement(NamedTuple):
    """A fact: `text` at `start` to `end`, what it comes to, and what may stand in its place.

    Two facts of one kind say the same when their `value` is equal and their `slot` agrees.
    `hedge` is + for more than, - for less than, 约 for about, of quantities only.
    """

    kind: FactKind
    text: str
    start: int
    end: int
    value: str
    slot: str = ""
    hedge: str = ""


class Studied:
    """A text with its facts and surroundings, found once and used for every comparison."""

    def __init__(self, text: str, statements: tuple[Statement, ...]) -> None:
        """Take a text and its facts in order of place; `study` makes one of a text."""
        self.text = text
        self.statements = statements
        self.around = Surroundings(text)

    @functools.cached_property
    def names(self) -> tuple[Statement, ...]:
        """People, units and titles of books."""
        return tuple(fact for fact in self.statements if fact.kind in {"person", "org", "title"})

    @functools.cached_property
    def figures(self) -> tuple[Statement, ...]:
        """Quantities, dates and other numbers."""
        return tuple(
            fact for fact in self.statements if fact.kind in {"quantity", "date", "number"}
        )


def study(
    text: str,
    *,
    roster: Roster = EMPTY,
    year: int | None = None,
    names: NameFinder | None = None,
) -> Studied:
    """Find everything a text states; keep what it gives for as long as the text is the same.

    `year` is that of dates printed without one, and of 今年.
    """
    facts = find_facts(text, year=year, roster=roster, names=names)
    found = [*_quantities(text, facts), *_dates(facts), *_names(text, facts)]
    taken = [(fact.start, fact.end) for fact in found]
    found += (
        Statement("honour", text[h.start : h.end], h.start, h.end, h.word, h.family)
        for h in find_honours(text)
    )
    for kind, start, end, value, slot in find_figures(text, taken=taken, year=year):
        hedge = read_hedge(text, start, end) if kind == "quantity" else ""
        found.append(Statement(kind, text[start:end], start, end, value, slot, hedge))
    whole = [fact for fact in found if "\n" not in fact.text]
    ordered = sorted(whole, key=lambda fact: (fact.start, fact.end))
    return Studied(text, tuple(_with_months(ordered)))


def _with_months(facts: Iterable[Statement]) -> Iterator[Statement]:
    """Give a day that stands alone the month of the date before it, as readers do."""
    month = "---"
    for fact in facts:
        if fact.kind == "date" and fact.value.startswith("----"):
            yield fact._replace(value=f"{month}{fact.value[3:]}")
            continue
        named = _MONTH.match(fact.value) if fact.kind == "date" else None
        month = named[0] if named else month
        yield fact


def _quantities(text: str, facts: Facts) -> Iterator[Statement]:
    for found in facts.quantities:
        hedge: str = "" if exact(text, found.start) else found.approx
        hedge = hedge or read_hedge(text, found.start, found.end)
        yield Statement(
            "quantity",
            found.text,
            found.start,
            found.end,
            _value(found),
            slot_of(found.unit),
            hedge,
        )


def _value(found: Quantity) -> str:
    return f"{found.value:.10g}" + ("" if found.upper is None else f"–{found.upper:.10g}")


def slot_of(unit: str) -> str:
    """Give what a unit counts: measure words that differ in style only are one."""
    if unit in _PEOPLE:
        return "人"
    return "个" if unit in _THINGS else unit


def _dates(facts: Facts) -> Iterator[Statement]:
    for found in facts.dates:
        yield Statement("date", found.text, found.start, found.end, found.iso, "date")


def _names(text: str, facts: Facts) -> Iterator[Statement]:
    for person in facts.persons:
        printed = text[person.start : person.end]
        yield Statement("person", printed, person.start, person.end, person.text)
    for org in facts.orgs:
        if not only_a_kind(org.text):
            printed = text[org.start : org.end]
            unit = org.canonical or ""
            yield Statement("org", printed, org.start, org.end, org.text, unit)
    for title in facts.titles:
        printed = text[title.start : title.end]
        yield Statement("title", printed, title.start, title.end, title.text)
