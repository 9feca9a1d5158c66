"""Where a query stands in an original text, and the stretch of it worth showing."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from jianbao.desk.index.entries import Marked
from jianbao.desk.index.terms import Term
from jianbao.language.characters import normal_form, normal_form_with_offsets

SNIPPET = 90  # characters of a text that a list of hits shows
_BEFORE = 18  # characters shown before the first mark
_STOPS = frozenset("。！？；，、：!?;,\n")

_Span = tuple[int, int]


def mark(text: str, terms: Sequence[Term]) -> Marked:
    """Mark the terms in the whole of a text."""
    return Marked(text, tuple(_joined([span for span, _ in _found(text, terms)])))


def snippet(text: str, terms: Sequence[Term], *, length: int = SNIPPET) -> Marked:
    """Give the stretch of a text with the most different terms, the first of those; marked."""
    found = _found(text, terms)
    start = _start(text, found, length)
    end = min(len(text), start + length)
    spans = _joined([span for span, _ in found])
    inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans)
    shown = tuple((a, b) for a, b in inside if a < b)
    return Marked(text[start:end], shown, start, end < len(text))


def _found(text: str, terms: Sequence[Term]) -> list[tuple[_Span, int]]:
    """Find every place of every term, with the number of the term."""
    normal, places = _normal_with_places(text)
    found = [
        ((places[match.start()], _end(places, match.end())), number)
        for number, term in enumerate(terms)
        for match in term.pattern.finditer(normal)
    ]
    return sorted(found)


def _normal_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Give the normal form and the place of each of its characters, at once in most texts."""
    normal = normal_form(text)
    if len(normal) == len(text) and all(map(_becomes, text, normal)):
        return normal, range(len(text) + 1)
    return normal_form_with_offsets(text)


@functools.lru_cache(maxsize=8192)
def _becomes(character: str, normal: str) -> bool:
    return normal_form(character) == normal


def _end(places: Sequence[int], end: int) -> int:
    """Give the place behind the original of the character before `end`.

    What a character was dropped from (a blank) or unfolded to (㎡ to m2) ends with it.
    """
    last = places[end - 1]
    return next((place for place in places[end:] if place > last), places[-1])


def _start(text: str, found: Sequence[tuple[_Span, int]], length: int) -> int:
    """Give where the best stretch begins: shortly before its first mark, behind a stop.

    The beginning of the text is the best when no other stretch has more.
    """
    different = {a: _different(found, a, length - _BEFORE) for (a, _), _ in found}
    most = max(different.values(), default=0)
    if _different(found, 0, length) >= most:
        return 0
    first = next(place for place, count in different.items() if count == most)
    earliest = max(0, min(first - _BEFORE, len(text) - length))
    behind = [i + 1 for i in range(earliest, first) if text[i] in _STOPS]
    return behind[0] if behind and earliest else earliest


def _different(found: Sequence[tuple[_Span, int]], start: int, length: int) -> int:
    return len({number for (a, b), number in found if a >= start and b <= start + length})


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Join spans that touch or overlap."""
    joined: list[_Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
