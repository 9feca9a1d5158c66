"""Where sentences and clauses of a Chinese text begin and end; never changes a character."""

from __future__ import annotations

from typing import NamedTuple

_SENTENCE_ENDS = "。！？!?…"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，；：,;"
_CLOSERS = "”’）〕】》〉」』)]"
_PAIRS = dict(zip("“‘（〔【《〈「『([", "”’）〕】》〉」』)]", strict=True))
_FARTHEST_CLOSER = 400  # a bracket left open must not swallow the rest of the text


class Span(NamedTuple):
    """A piece of a text and its place: `text[start:end]`."""

    text: str
    start: int
    end: int


def split_sentences(text: str) -> list[Span]:
    """Split at 。！？…… and line breaks that stand outside brackets and quotation marks.

    Inside quotation marks a stop ends the sentence only where the closing mark follows it
    (他说：“好。”). The pieces joined are the text; blanks stay at the end of their piece.
    """
    return _split(text, _SENTENCE_ENDS)


def split_clauses(text: str) -> list[Span]:
    """Split at ，；： as well; 、 and marks between digits (3,000 or 8:30) never split."""
    return _split(text, _CLAUSE_ENDS)


def _split(text: str, ends: str) -> list[Span]:
    spans: list[Span] = []
    start = place = 0
    while place < len(text):
        if text[place] in _PAIRS:
            place = _after_pair(text, place, ends)
            closed = text[place - 1] in "”’」』" and text[place - 2] in _SENTENCE_ENDS
            if not closed:
                continue
        elif text[place] == "\n" or (text[place] in ends and not _inside_number(text, place)):
            place = _after_marks(text, place)
        else:
            place += 1
            continue
        place = _after_blanks(text, place)
        spans.append(Span(text[start:place], start, place))
        start = place
    if start < len(text):
        spans.append(Span(text[start:], start, len(text)))
    return spans


def _inside_number(text: str, place: int) -> bool:
    return (
        text[place] in ",:："
        and 0 < place < len(text) - 1
        and text[place - 1].isdigit()
        and text[place + 1].isdigit()
    )


def _after_pair(text: str, place: int, ends: str) -> int:
    """Give the place after the mark that closes the one at `place`; clauses look into quotes."""
    opener = text[place]
    # For clauses a short quotation is one piece, a long one has clauses of its own.
    clauses = opener in "“‘「『" and ends == _CLAUSE_ENDS
    limit = place + (40 if clauses else _FARTHEST_CLOSER)
    depth = 0
    for i in range(place, min(len(text), limit)):
        depth += (text[i] == opener) - (text[i] == _PAIRS[opener])
        if depth == 0:
            return i + 1
    return place + 1


def _after_marks(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SENTENCE_ENDS + _CLAUSE_ENDS + _CLOSERS + "\n":
        place += 1
    return place


def _after_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
