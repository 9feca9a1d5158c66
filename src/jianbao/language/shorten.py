"""A text made shorter by leaving out sentences and clauses; it never changes a word.

The one character that may change is the mark at a joint: a clause that ends in ， ； or ：closes
with 。 where its sentence is cut there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.language.sentences import Span, split_clauses, split_sentences


class Shortened(NamedTuple):
    """The shorter text and the spans of the original it is made of.

    `text` is these spans joined, but for the marks at joints. `fits` says whether it keeps to
    the limit; it may not when the lead alone is longer.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    fits: bool


class _Piece(NamedTuple):
    """A clause, the sentence it stands in, and how much it is worth keeping."""

    span: Span
    sentence: int
    first: bool
    worth: float


_NUMBER = re.compile(r"\d")
_OPEN_END = "，；：,;:、"
_STOPS = "。！？!?…"
_SHORT = 6  # characters of a clause that only opens one: 6月1日，
# Clauses that only open the next one.
_LEADING = re.compile(
    r"(?:通过|经过?|以|用|为|在|按照|根据|针对|随着|由于|因|当|如果|若|虽|尽管|面对|围绕|结合|截至|自|从|对|"
    r"关于|一方面|不仅|不但|既|与此同时|同时|其间|期间|目前|近日|日前|今年|下一步|.{1,3}[用以在])"
)
# Clauses that hang on the one before and say nothing alone, and empty endings.
_HANGING = re.compile(
    r"(?:并|且|而|也|还|又|但|从而|进而|以|使|让|为|不仅|而且|同时|其中|因此|所以|该|此|其|这|那)"
)
_EMPTY = re.compile(
    r"高度重视|充分体现|切实|进一步|扎实|重要意义|良好(?:氛围|基础)|新(?:局面|台阶|篇章)|坚实|一致好评|"
    r"纷纷表示|受益匪浅|圆满|取得了良好|奠定|凝聚|有力"
)


def shorten(text: str, *, limit: int, keep: Sequence[str] = ()) -> Shortened:
    """Cut `text` to `limit` characters by leaving out whole sentences, then whole clauses.

    The first clause always stays, even when it alone is over the limit; then count most the rest
    of its sentence, clauses that hold a text of `keep` (a unit, a name), and numbers. A text
    within the limit comes back as it is.
    """
    if len(text) <= limit:
        return Shortened(text, ((0, len(text)),) if text else (), fits=True)
    pieces = _pieces(text, keep)
    chosen = pieces[:1]
    for piece in sorted(pieces, key=lambda piece: (-piece.worth, piece.span.start)):
        if piece in chosen:
            continue
        tried = sorted([*chosen, *_needed(piece, pieces, chosen)], key=_place)
        if len(_join(tried, pieces)) <= limit:
            chosen = tried
    shorter = _join(chosen, pieces)
    return Shortened(shorter, _merged(chosen), fits=len(shorter) <= limit)


def _place(piece: _Piece) -> int:
    return piece.span.start


def _pieces(text: str, keep: Sequence[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for number, sentence in enumerate(split_sentences(text)):
        for place, (start, end) in enumerate(_whole_clauses(sentence)):
            span = Span(text[start:end], start, end)
            pieces.append(_Piece(span, number, place == 0, _worth(span, number, place, keep)))
    return pieces


def _whole_clauses(sentence: Span) -> list[tuple[int, int]]:
    """Join clauses that are nothing without the next one: 期间， 通过培训， and torn quotations."""
    whole: list[tuple[int, int]] = []
    start: int | None = None
    for clause in split_clauses(sentence.text):
        begin = clause.start if start is None else start
        said = sentence.text[begin : clause.end]
        last = clause.end == len(sentence.text)
        if not last and (_leads(clause.text) or not _balanced(said)):
            start = begin
            continue
        whole.append((sentence.start + begin, sentence.start + clause.end))
        start = None
    return whole


def _leads(clause: str) -> bool:
    words = clause.rstrip()
    return len(words) <= _SHORT or words[-1:] in "：:" or _LEADING.match(words) is not None


def _balanced(text: str) -> bool:
    return all(
        text.count(a) == text.count(b) for a, b in ("“”", "（）", "《》", "()", "‘’", "【】")
    )


def _worth(span: Span, sentence: int, place: int, keep: Sequence[str]) -> float:
    """Weigh a clause: the lead, what must be kept, numbers, and early before late."""
    worth = 8.0 if sentence == 0 else 0.0
    worth += 5.0 if any(word in span.text for word in keep if word) else 0.0
    worth += 3.0 if _NUMBER.search(span.text) else 0.0
    worth -= 2.0 if _EMPTY.search(span.text) else 0.0
    return worth - 0.3 * sentence - 0.2 * place - len(span.text) / 200


def _needed(piece: _Piece, pieces: Sequence[_Piece], chosen: Sequence[_Piece]) -> list[_Piece]:
    """Give the clause with those before it in its sentence that it cannot be read without.

    The first clause names who acts; a clause that hangs on the one before needs that too.
    """
    own = [p for p in pieces if p.sentence == piece.sentence and p.span.start <= piece.span.start]
    needed = [piece]
    for before in reversed(own[:-1]):
        if before.first or _HANGING.match(needed[-1].span.text):
            needed.append(before)
    return [p for p in needed if p not in chosen]


def _join(chosen: Sequence[_Piece], pieces: Sequence[_Piece]) -> str:
    """Join clauses; one that is the last of its sentence here closes with 。."""
    joined = ""
    for place, piece in enumerate(chosen):
        last = place + 1 == len(chosen)
        closes = last or chosen[place + 1].sentence != piece.sentence
        joined += (
            _closed(piece.span.text) if closes and piece is not pieces[-1] else piece.span.text
        )
    return joined


def _closed(clause: str) -> str:
    stripped = clause.rstrip()
    return stripped[:-1] + "。" if stripped[-1:] and stripped[-1] in _OPEN_END else clause


def _merged(chosen: Sequence[_Piece]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for piece in chosen:
        if spans and spans[-1][1] == piece.span.start:
            spans[-1] = (spans[-1][0], piece.span.end)
        else:
            spans.append((piece.span.start, piece.span.end))
    return tuple(spans)
