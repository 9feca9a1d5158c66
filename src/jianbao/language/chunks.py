"""A text cut at everyday words and marks into the stretches in which names can stand.

院长陆静怡带队到县医院 gives 陆静怡 and 县医院; what a stretch names is judged elsewhere.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import ahocorasick_rs

from jianbao.language.characters import HAN
from jianbao.language.organisation_endings import offices
from jianbao.language.patterns import compiled
from jianbao.language.words import read_words

CUT = "\0"  # stands in the masked text for every character no name may hold


class Chunk(NamedTuple):
    """A stretch between cuts, with the word or mark that stands directly before and after it."""

    text: str
    start: int
    end: int
    before: str
    after: str


class Cut(NamedTuple):
    """A text of the same length with its cuts masked, and the chunks that are left."""

    text: str
    masked: str
    chunks: tuple[Chunk, ...]

    def chunk_at(self, place: int) -> Chunk | None:
        """Give the chunk that holds the character at `place`, if one does."""
        i = bisect_right(self.chunks, place, key=lambda chunk: chunk.start) - 1
        return self.chunks[i] if i >= 0 and place < self.chunks[i].end else None


_QUOTED = re.compile(r"《[^》]{0,80}》|“[^”]{0,30}”|〔[^〕]*〕")
# Half-width marks, which contributions mix in, cut as their full-width forms do.
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")


@functools.cache
def _chunk_pattern() -> re.Pattern[str]:
    # A name may open with Latin letters (TCL集团) and hold a bracket: 青江港务（集团）有限公司.
    return re.compile(
        rf"(?:[A-Z][A-Za-z&]{{0,14}}(?!·))?[{HAN}·]+"
        rf"(?:（[{HAN}]{{2,6}}）(?=[{HAN}]{{0,8}}(?:公司|集团|厂|中心|学院|大学|党委))[{HAN}·]+)?"
    )


@functools.cache
def _office() -> re.Pattern[str]:
    # Where the name of an office begins, the verb before it is part of the name: 调研组.
    return re.compile(rf"{offices()}|中心|委员会|学院|研究|协会")


_JOINING = frozenset("与和")
_COLLEGE = rf"[{HAN}]{{2,6}}?(?:学院|学部|系(?![统列数]))"


@functools.cache
def _words() -> tuple[list[str], frozenset[str], ahocorasick_rs.AhoCorasick]:
    kept = read_words("kept")
    bounds = (read_words("bounds") | read_words("roles")) - kept
    bounds |= {word for word in read_words("acts") if len(word) > 1}
    words = sorted(bounds | kept)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return words, kept, ahocorasick_rs.AhoCorasick(words, matchkind=longest)


def quoted(text: str) -> list[tuple[int, int]]:
    """Give the spans of titles, slogans and short quotations, in which no fact is sought."""
    return [match.span() for match in _QUOTED.finditer(text)]


_Spans = Sequence[tuple[int, int]]


def cut(text: str, *, taken: _Spans = (), whole: _Spans = ()) -> Cut:
    """Cut `text` at bounding words, marks, quotations and the spans `taken` by other facts.

    Spans of `whole` are known names: no word inside them cuts.
    """
    printed, text = text, text.translate(_FULL_WIDTH)
    spans = [*quoted(text), *taken]
    for start, end in _bounds(text):
        if not any(a < end and start < b for a, b in whole):
            spans.append((start, end))
    masked = _mask(text, spans)
    ends, begins = dict(spans), {b: a for a, b in spans}
    chunks: list[Chunk] = []
    for match in _chunk_pattern().finditer(masked):
        start, end = match.span()
        before = text[begins.get(start, max(0, start - 1)) : start]
        after = text[end : ends.get(end, end + 1)]
        chunks.append(Chunk(match[0], start, end, before, after))
    return Cut(printed, masked, tuple(chunks))


def _bounds(text: str) -> list[tuple[int, int]]:
    words, kept, search = _words()
    return [
        (start, end)
        for word, start, end in search.find_matches_as_indexes(text)
        if words[word] not in kept
        and not (end - start > 1 and _office().match(text, end))
        and not (words[word] in _JOINING and _joins_disciplines(text, start, end))
    ]


def _joins_disciplines(text: str, start: int, end: int) -> bool:
    """Say whether 与 or 和 stands within the name of a college: 土木与交通学院."""
    before = text[max(0, start - 4) : start]
    joined = before.endswith(tuple(read_words("disciplines")))
    return joined and compiled(_COLLEGE).match(text, end) is not None


def _mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = CUT * (end - start)
    return "".join(characters)
