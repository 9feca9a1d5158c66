"""The cross-check itself: each fact of the item gets its verdict and what it leaves out is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from jianbao.document.compare.crosscheck.dropping import dropped_facts
from jianbao.document.compare.crosscheck.figure_verdicts import check_figure
from jianbao.document.compare.crosscheck.name_check import Names
from jianbao.document.compare.crosscheck.name_verdicts import (
    check_byline,
    check_honour,
    check_name,
    unannounced,
)
from jianbao.document.compare.crosscheck.statements import Studied, study
from jianbao.document.compare.crosscheck.values import CheckedFact, CrossCheck
from jianbao.document.model import Item
from jianbao.language.names import NameFinder
from jianbao.language.roster import EMPTY, Roster


def cross_check(
    originals: Sequence[str | Studied],
    item: Item,
    *,
    roster: Roster = EMPTY,
    year: int | None = None,
    names: NameFinder | None = None,
    signed: Iterable[str] = (),
) -> CrossCheck:
    """Hold every fact of an item against all originals together.

    An original may be a text or, to spare the search, what `study` made of it with the same
    roster and year. `signed` are names of the units and people who sent the originals: what a
    text says of 我车间 is borne out by its sender. `year` and `names` are as in find_facts.
    """
    if not originals:
        return CrossCheck()
    known = [
        study(one, roster=roster, year=year, names=names) if isinstance(one, str) else one
        for one in originals
    ]
    parts = [part for part in (item.title or "", item.lead or "", *item.paragraphs) if part]
    own = study("\n".join(parts), roster=roster, year=year, names=names)
    called = Names(known, roster, signed)
    facts = [_joined(fact, own.text) for fact in _verdicts(own, known, called)]
    if item.byline:
        facts += check_byline(item.byline, called)
    answered = {(f.original_index, f.original_start) for f in facts if f.original_index >= 0}
    dropped = dropped_facts(item, own, known)
    return CrossCheck(
        facts=tuple(facts),
        dropped=tuple(f for f in dropped if (f.original_index, f.start) not in answered),
    )


def _verdicts(item: Studied, originals: Sequence[Studied], names: Names) -> Iterator[CheckedFact]:
    stated = frozenset((fact.value, fact.slot) for fact in item.figures)
    said = frozenset(fact.value for fact in item.names)
    facts = [*item.statements, *unannounced(item, originals)]
    for fact in sorted(facts, key=lambda fact: fact.start):
        if fact.kind in {"person", "org", "title"}:
            yield check_name(fact, names, said)
        elif fact.kind == "honour":
            yield check_honour(fact, originals)
        else:
            yield check_figure(fact, item, originals, stated)


def _joined(fact: CheckedFact, text: str) -> CheckedFact:
    """Count places in `Item.text`, which joins its parts with nothing between."""
    fix = fact.fix and replace(
        fact.fix,
        start=fact.fix.start - text.count("\n", 0, fact.fix.start),
        end=fact.fix.end - text.count("\n", 0, fact.fix.end),
    )
    before = text.count("\n", 0, fact.start)
    return replace(fact, start=fact.start - before, end=fact.end - before, fix=fix)
