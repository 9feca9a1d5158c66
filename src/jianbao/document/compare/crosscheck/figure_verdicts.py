"""The verdict on a figure: is it said, is it as sure as in the original, is another said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jianbao.document.compare.crosscheck.date_parts import finer, relative_words
from jianbao.document.compare.crosscheck.figure_check import Witness, look_up
from jianbao.document.compare.crosscheck.hedges import foretold, mildly_foretold, whole_span
from jianbao.document.compare.crosscheck.mending import put_hedge, put_value, take_out
from jianbao.document.compare.crosscheck.values import CheckedFact, Fix, Note
from jianbao.document.compare.crosscheck.verdicts import Mention, judged, mention_of

if TYPE_CHECKING:
    from jianbao.document.compare.crosscheck.statements import Statement, Studied

_ROUNDED = 0.1  # how far from the original a rounder number may be that is said to be about


def check_figure(
    fact: Statement,
    item: Studied,
    originals: Sequence[Studied],
    stated: frozenset[tuple[str, str]],
) -> CheckedFact:
    """Judge a quantity, date or number of the item; `stated` as in look_up."""
    findings = look_up(fact, item, originals, stated)
    same, other = findings.same, findings.other
    if findings.borne_out and same:
        original = originals[same.which]
        return (
            _other_hedge(fact, item, same, original)
            or _foretold(fact, item, same, original)
            or judged(fact, "found", mention_of(same.which, same.statement))
        )
    wrong = findings.contradiction
    if other and _rounds(fact, other.statement):
        return judged(fact, "found", mention_of(other.which, other.statement), note="rounded")
    if wrong:
        return _contradicted(fact, item, wrong, originals[wrong.which])
    return _not_said(fact, item, originals)


def _other_hedge(
    fact: Statement, item: Studied, same: Witness, original: Studied
) -> CheckedFact | None:
    """Judge a number that is the same and more or less sure: 近180天, 180天."""
    found = same.statement
    if fact.hedge == found.hedge:
        return None
    note: Note = "hedge_changed"
    if not (fact.hedge and found.hedge):
        note = "hedge_added" if fact.hedge else "hedge_lost"
    start, end = whole_span(original.text, found.start, found.end)
    at = Mention(same.which, original.text[start:end], start, end)
    return judged(fact, "changed", at, note=note, fix=put_value(fact, item, same, original))


def _foretold(
    fact: Statement, item: Studied, same: Witness, original: Studied
) -> CheckedFact | None:
    """Judge what is only expected in one of the two texts: 预计, 计划."""
    if fact.kind == "number":
        return None
    found = same.statement
    here = item.around.sentence_at(fact.start).start
    there = original.around.sentence_at(found.start).start
    word = foretold(original.text, there, found.start)
    if word and not mildly_foretold(item.text, here, fact.start):
        at = Mention(same.which, original.text[slice(*word)], *word)
        return judged(fact, "changed", at, note="hedge_lost", fix=put_hedge(fact, item, at.text))
    word = foretold(item.text, here, fact.start)
    if word and not mildly_foretold(original.text, there, found.start):
        fix = Fix(start=word[0], end=word[1], text="")
        at = mention_of(same.which, found)
        return judged(fact, "changed", at, note="hedge_added", fix=fix)
    return None


def _rounds(fact: Statement, found: Statement) -> bool:
    """Say whether a figure is the original's, rounder and hedged: 300余万 of 312万."""
    try:
        mine, theirs = float(fact.value), float(found.value)
    except ValueError:  # a range or a date
        return False
    if fact.slot != found.slot or not fact.hedge or found.hedge or not theirs:
        return False
    near = abs(mine - theirs) <= _ROUNDED * theirs
    direction = {"+": mine < theirs, "-": mine > theirs}.get(fact.hedge, True)
    return near and direction and _digits(mine) < _digits(theirs)


def _digits(value: float) -> int:
    """Count the digits of a number that are not zeros at its end."""
    return len(f"{value:.10g}".replace(".", "").rstrip("0"))


def _contradicted(fact: Statement, item: Studied, other: Witness, original: Studied) -> CheckedFact:
    note: Note = "value"
    if fact.kind == "date" and finer(fact, other.statement):
        note = "finer"
    elif fact.kind == "quantity" and fact.value == other.statement.value:
        note = "unit"
    at = mention_of(other.which, other.statement)
    return judged(fact, "changed", at, note=note, fix=put_value(fact, item, other, original))


def _not_said(fact: Statement, item: Studied, originals: Sequence[Studied]) -> CheckedFact:
    for index, original in enumerate(originals if fact.kind == "date" else ()):
        words = relative_words(original.text)
        if words:
            at = Mention(index, words[0], *words.span())
            return judged(fact, "absent", at, note="relative")
    return judged(fact, "absent", fix=take_out(fact, item))
