"""Marks places of a text as HTML: facts, what another text shares, what differs. Escapes all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from jianbao.language.facts import Facts, find_facts
from jianbao.language.likeness import letters, shingles
from jianbao.language.sentences import split_sentences

_LONGEST = 20_000  # characters of a paragraph in which facts are looked for
_STANDS = 0.8  # share of the pairs of a sentence that the other text must have
_SHORTEST = 6  # letters of a sentence that tells anything


class Place(NamedTuple):
    """A fact in a text: where, of which kind, and what it says when written another way."""

    start: int
    end: int
    kind: str
    says: object


class Marked(NamedTuple):
    """A paragraph as HTML with its facts marked, and the kind of each."""

    html: SafeString
    kinds: tuple[str, ...]


@lru_cache(maxsize=1024)
def mark_facts(text: str, year: int) -> Marked:
    """Mark the facts of one paragraph; dates without a year are of `year`."""
    places = places_of(find_facts(text[:_LONGEST], year=year))
    pieces = []
    for start, end, place in _cut(text, places):
        piece = text[start:end]
        pieces.append(
            format_html('<mark class="fact" data-kind="{}">{}</mark>', place.kind, piece)
            if place
            else conditional_escape(piece)
        )
    return Marked(_joined(pieces), tuple(place.kind for place in places))


def places_of(facts: Facts) -> list[Place]:
    """Give the places of facts in order, none inside another."""
    found = [
        *(Place(q.start, q.end, "quantity", (q.value, q.unit)) for q in facts.quantities),
        *(Place(d.start, d.end, "date", d.iso) for d in facts.dates),
        *(Place(p.start, p.end, "person", p.text) for p in facts.persons),
        *(Place(o.start, o.end, "org", o.canonical or o.text) for o in facts.orgs),
    ]
    apart: list[Place] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or place.start >= apart[-1].end:
            apart.append(place)
    return apart


def compare_paragraphs(
    paragraphs: Sequence[str], other: Sequence[str], year: int
) -> list[SafeString]:
    """Mark in each paragraph the sentences that `other` has too, and numbers and dates it has not.

    Only what stands in a shared sentence is called different: elsewhere all is.
    """
    theirs = "\n".join(other)
    known = shingles(theirs)
    said = {place.says for place in places_of(find_facts(theirs[:_LONGEST], year=year))}
    return [_joined(_compared(text, known, said, year)) for text in paragraphs]


def _compared(
    text: str, known: frozenset[str], said: set[object], year: int
) -> Iterator[SafeString]:
    places = places_of(find_facts(text[:_LONGEST], year=year))
    for span in split_sentences(text):
        if not _stands(span.text, known):
            yield conditional_escape(span.text)
            continue
        inside = [
            place._replace(start=place.start - span.start, end=place.end - span.start)
            for place in places
            if span.start <= place.start and place.end <= span.end
            if place.kind in {"quantity", "date"} and place.says not in said
        ]
        yield format_html('<span class="same">{}</span>', _different(span.text, inside))


def _different(text: str, places: Sequence[Place]) -> SafeString:
    return _joined(
        format_html("<mark>{}</mark>", text[start:end])
        if place
        else conditional_escape(text[start:end])
        for start, end, place in _cut(text, places)
    )


def _stands(text: str, known: frozenset[str]) -> bool:
    pairs = shingles(text)
    return len(letters(text)) >= _SHORTEST and len(pairs & known) >= _STANDS * len(pairs)


def _cut(text: str, places: Sequence[Place]) -> Iterator[tuple[int, int, Place | None]]:
    end = 0
    for place in places:
        if place.start > end:
            yield end, place.start, None
        yield place.start, place.end, place
        end = place.end
    if end < len(text):
        yield end, len(text), None


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped where it was made
