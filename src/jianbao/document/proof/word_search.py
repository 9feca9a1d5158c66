"""Finding any of many words in a galley in one pass. It knows no word itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from jianbao.document.proof.galley import Galley, Role
from jianbao.document.proof.patterns import TEXT
from jianbao.document.proof.rule import Check, Hit


@cache
def automaton(words: tuple[str, ...]) -> AhoCorasick:
    """Build the automaton of a table of words once: leftmost, and the longest of several."""
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


def occurrences(
    galley: Galley, words: tuple[str, ...], roles: frozenset[Role] = TEXT
) -> Iterator[tuple[int, int, str]]:
    """Give start, end and word of every occurrence in passages of `roles`, none overlapping."""
    if not words:
        return
    for index, start, end in automaton(words).find_matches_as_indexes(galley.text):
        if galley.at(start).role in roles:
            yield start, end, words[index]


def replacing(table: Mapping[str, str], *, mend: bool = True) -> Check:
    """Make the check that strikes every key of `table` and proposes its value.

    Without `mend` the value is only named, as {right}: a person must decide.
    """
    words = tuple(table)

    def check(galley: Galley) -> Iterator[Hit]:
        for start, end, word in occurrences(galley, words):
            yield Hit(start, end, table[word] if mend else None, {"right": table[word]})

    return check
