"""Which facts of the originals an item leaves out, the important ones first."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.document.compare.crosscheck.figure_check import says_same
from jianbao.document.compare.crosscheck.statements import Statement, Studied
from jianbao.document.compare.crosscheck.surroundings import pairs
from jianbao.document.compare.crosscheck.values import DroppedFact
from jianbao.document.model import Item

_USED = 0.35  # the share of a sentence's pairs of characters that the item has when it uses it
_MONEY = frozenset("元 美元 欧元 港元 日元 英镑 卢布".split())
_RANKS = {"person": 0, "money": 1, "honour": 2, "quantity": 3, "date": 4, "org": 5, "title": 6}


def dropped_facts(item: Item, studied: Studied, originals: Sequence[Studied]) -> list[DroppedFact]:
    """Give each fact of the originals once that neither text nor byline states."""
    printed = f"{studied.text}\n{_signature(item)}"
    have = pairs(studied.around.masked)
    seen: set[tuple[str, str, str]] = set()
    found: list[tuple[int, DroppedFact]] = []
    for index, original in enumerate(originals):
        for fact in original.statements:
            key = (fact.kind, fact.value, fact.slot)
            if key in seen or not _worth_saying(fact) or _stated(fact, studied, printed):
                continue
            seen.add(key)
            used = _is_used(original, fact, have)
            found.append(_dropped(index, original, fact, used=used))
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def _signature(item: Item) -> str:
    byline, source = item.byline, item.source
    signed = (byline.raw, *byline.units, *byline.people) if byline else ()
    return "\n".join((*signed, source.raw if source else ""))


def _worth_saying(fact: Statement) -> bool:
    """Leave out plain numbers, years and names of units that nobody knows."""
    if fact.kind == "number":
        return False
    if fact.kind == "date":
        return len(fact.value) > 4 and fact.value[:2] != "季度"
    return fact.kind != "org" or bool(fact.slot)


def _stated(fact: Statement, studied: Studied, printed: str) -> bool:
    if fact.text in printed or fact.value in printed:
        return not fact.text[:1].isdecimal() or _says(fact, studied)
    return _says(fact, studied)


def _says(fact: Statement, studied: Studied) -> bool:
    if fact.kind == "org":
        return any(fact.slot == name.slot for name in studied.names if name.slot)
    if fact.kind == "honour":
        return any(fact.value == other.value for other in studied.statements)
    return any(says_same(other, fact) for other in studied.figures)


def _is_used(original: Studied, fact: Statement, have: frozenset[str]) -> bool:
    theirs = original.around.pairs_of_sentence(original.around.sentence_number(fact.start))
    return len(theirs & have) >= _USED * max(1, len(theirs))


def _dropped(
    index: int, original: Studied, fact: Statement, *, used: bool
) -> tuple[int, DroppedFact]:
    money = fact.kind == "quantity" and fact.slot in _MONEY
    important = fact.kind in {"person", "honour"} or money or (used and fact.kind == "quantity")
    sentence = original.around.sentence_at(fact.start)
    rank = _RANKS["money" if money else fact.kind] + (0 if important else len(_RANKS))
    return rank, DroppedFact(
        kind=fact.kind,
        text=fact.text,
        original_index=index,
        start=fact.start,
        end=fact.end,
        sentence=sentence.text.strip(),
        sentence_start=sentence.start,
        important=important,
    )
