"""What stands around the places of a text: sentences, clauses, and how alike two places are."""

from __future__ import annotations

import bisect
import re

from jianbao.language.sentences import Span, split_clauses, split_sentences

_REACH = 8  # characters looked at on each side of a place
_SIDE = 6.0  # weight of a side that agrees in so many characters and more
_SHARE = 8.0  # weight of a clause whose pairs of characters all stand in the other sentence
_DIGITS = re.compile(r"[\d０-９]")
_STOPS = re.compile("[。！？!?\n]")
_IDLE = str.maketrans("", "", " \u3000\t\u00a0“”‘’")


class Surroundings:
    """A text cut into sentences and clauses; digits count alike, so that no number decides."""

    def __init__(self, text: str) -> None:
        """Cut the text; what compares its pieces is worked out when it is asked for."""
        self.masked = _DIGITS.sub("0", text)
        self.sentences = split_sentences(text)
        self._starts = [sentence.start for sentence in self.sentences]
        self._pairs: dict[int, frozenset[str]] = {}
        self._clauses: dict[int, list[Span]] = {}

    def sentence_number(self, place: int) -> int:
        """Give which sentence `place` stands in; 0 for a text without any."""
        return max(0, bisect.bisect_right(self._starts, place) - 1)

    def sentence_at(self, place: int) -> Span:
        """Give the sentence that `place` stands in."""
        return self.sentences[self.sentence_number(place)] if self.sentences else Span("", 0, 0)

    def clause_at(self, place: int) -> Span:
        """Give the clause that `place` stands in, with the mark that closes it."""
        number = self.sentence_number(place)
        if number not in self._clauses:
            sentence = self.sentence_at(place)
            self._clauses[number] = [
                Span(text, start + sentence.start, end + sentence.start)
                for text, start, end in split_clauses(sentence.text)
            ]
        clauses = self._clauses[number]
        return next((c for c in clauses if c.start <= place < c.end), self.sentence_at(place))

    def sides(self, start: int, end: int) -> tuple[str, str]:
        """Give what stands close by in the same sentence, the nearest character first."""
        before = _STOPS.split(self.masked[max(0, start - _REACH) : start])[-1]
        behind = _STOPS.split(self.masked[end : end + _REACH])[0]
        return before.translate(_IDLE)[::-1], behind.translate(_IDLE)

    def pairs_of_sentence(self, number: int) -> frozenset[str]:
        """Give the pairs of characters of a sentence."""
        if number not in self._pairs:
            self._pairs[number] = pairs(self._masked_of(self.sentences[number]))
        return self._pairs[number]

    def pairs_of_clause(self, place: int) -> frozenset[str]:
        """Give the pairs of characters of the clause at `place`."""
        return pairs(self._masked_of(self.clause_at(place)))

    def _masked_of(self, span: Span) -> str:
        return self.masked[span.start : span.end]


def pairs(text: str) -> frozenset[str]:
    """Give the pairs of neighbouring characters of a text without marks and figures."""
    text = text.translate(_IDLE)
    found = (text[i : i + 2] for i in range(len(text) - 1))
    return frozenset(pair for pair in found if pair.isalnum() and "0" not in pair)


class Place:
    """A place of one text whose surroundings are compared with many places of others."""

    def __init__(self, around: Surroundings, start: int, end: int) -> None:
        """Take the surroundings of the text and the place in it."""
        self._before, self._behind = around.sides(start, end)
        self._pairs = around.pairs_of_clause(start)
        self._shares: dict[tuple[int, int], float] = {}

    def likeness(self, other: Surroundings, start: int, end: int) -> float:
        """Say from 0 to 20 how alike the surroundings of a place of another text are."""
        before, behind = other.sides(start, end)
        near = min(_SIDE, _common(self._before, before)) + min(_SIDE, _common(self._behind, behind))
        return near + _SHARE * self._share(other, other.sentence_number(start))

    def _share(self, other: Surroundings, number: int) -> float:
        key = id(other), number
        if key not in self._shares:
            theirs = other.pairs_of_sentence(number) if other.sentences else frozenset()
            self._shares[key] = len(self._pairs & theirs) / max(1, len(self._pairs))
        return self._shares[key]


def _common(a: str, b: str) -> int:
    """Count the characters at the beginning of two texts that are the same."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
