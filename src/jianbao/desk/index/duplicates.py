"""Which entries may report what a text reports, with the evidence; never decides about either."""

from __future__ import annotations

import datetime as dt

import msgspec

from jianbao.desk.index.entries import Duplicate, FactsOf, Near
from jianbao.language.duplicates import SUSPECT, compare_reports
from jianbao.language.facts import Facts
from jianbao.language.likeness import letters, shingles
from jianbao.language.sentences import Span, split_clauses, split_sentences

COMPARED = 5  # entries whose facts are looked at
_STANDS = 0.8  # share of the pairs of a sentence that another text must have to hold it
_SHORTEST = 6  # letters of a sentence that tells anything
_ORDER = ("duplicate", "suspect", "same-pattern")


class Checked(msgspec.Struct, frozen=True):
    """A text with its facts; `around` is its date when all that it is compared with is near."""

    text: str
    facts: Facts
    around: dt.date | None


def judge(checked: Checked, nears: tuple[Near, ...], facts_of: FactsOf) -> tuple[Duplicate, ...]:
    """Compare a text with the entries most like it; give those that say the same, worst first.

    Within a few weeks dates printed without a year are of one year, also across New Year, so
    those of the entries are read by the date of the text.
    """
    found: list[Duplicate] = []
    for near in nears[:COMPARED]:
        if near.likeness < SUSPECT:
            continue
        whole = f"{near.title}\n{near.text}"
        theirs = facts_of(whole, checked.around or near.date)
        facts = (
            _with_names(checked.facts, checked.text, theirs),
            _with_names(theirs, whole, checked.facts),
        )
        verdict, likeness, conflicts = compare_reports(checked.text, whole, facts)
        if verdict != "different":
            shared = shared_sentences(checked.text, whole)
            found.append(Duplicate(near.key, verdict, likeness, conflicts, shared))
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.verdict), -one.likeness)))


def _with_names(facts: Facts, text: str, others: Facts) -> Facts:
    """Add the names found in another text that stand in this one too, and were not seen in it.

    Which names are found depends on the words around them; a name in both texts is no conflict.
    """
    return facts._replace(
        persons=facts.persons + tuple(one for one in others.persons if one.text in text),
        orgs=facts.orgs + tuple(one for one in others.orgs if one.text in text),
    )


def shared_sentences(text: str, other: str) -> tuple[str, ...]:
    """Give the sentences of `text` that stand in `other`, or its clauses when no sentence does."""
    known = shingles(other)
    for spans in (split_sentences(text), split_clauses(text)):
        if shared := [span.text.strip() for span in spans if _stands(span, known)]:
            return tuple(shared)
    return ()


def _stands(span: Span, known: frozenset[str]) -> bool:
    pairs = shingles(span.text)
    return len(letters(span.text)) >= _SHORTEST and len(pairs & known) >= _STANDS * len(pairs)
