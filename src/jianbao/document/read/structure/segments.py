"""Broken lines to paragraphs and titles, by the best reading of a whole run of lines.

A semi-Markov optimisation: every stretch of lines has a score as a paragraph or as a title, and
the cuts with the highest sum win. It never joins lines that are whole paragraphs already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from jianbao.document.read.structure.paragraph_score import paragraph_scores
from jianbao.document.read.structure.title_score import title_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.structure.clues import Clue
    from jianbao.document.read.structure.layout import Layout

SegmentKind = Literal["paragraph", "title"]
_NOTHING = float("-inf")
_TITLE_WITHOUT_TEXT = -6.0
_TITLE_AFTER_UNFINISHED = -4.0
_TITLE_AFTER_TITLE = -0.8


class Segment(NamedTuple):
    """Lines `first` to `last` of the run, both included. `score` is how well it reads."""

    first: int
    last: int
    kind: SegmentKind
    score: float


class _Reading(NamedTuple):
    """The best reading of all lines up to one, its last segment and the reading before it."""

    total: float
    segment: Segment | None = None
    before: _Reading | None = None


def segment_run(clues: Sequence[Clue], layout: Layout) -> list[Segment]:
    """Cut a run of broken lines into paragraphs and titles."""
    paragraphs = [_Reading(_NOTHING) for _ in range(len(clues) + 1)]
    titles = list(paragraphs)
    paragraphs[0] = _Reading(0.0)
    for first in range(len(clues)):
        before = max(paragraphs[first], titles[first], key=_total)
        for last, score in paragraph_scores(clues, first, layout):
            _keep(paragraphs, before, Segment(first, last, "paragraph", score))
        before = _before_title(paragraphs[first], titles[first], clues, first)
        for last, score in title_scores(clues, first, layout):
            _keep(titles, before, Segment(first, last, "title", score))
    ending = titles[-1]._replace(total=titles[-1].total + _TITLE_WITHOUT_TEXT)
    return _segments(max(paragraphs[-1], ending, key=_total))


def _total(reading: _Reading) -> float:
    return reading.total


def _before_title(
    paragraph: _Reading, title: _Reading, clues: Sequence[Clue], first: int
) -> _Reading:
    unfinished = first > 0 and not clues[first - 1].closed
    loss = _TITLE_AFTER_UNFINISHED if unfinished else 0.0
    paragraph = paragraph._replace(total=paragraph.total + loss)
    title = title._replace(total=title.total + _TITLE_AFTER_TITLE)
    return max(paragraph, title, key=_total)


def _keep(readings: list[_Reading], before: _Reading, segment: Segment) -> None:
    total = before.total + segment.score
    if total > readings[segment.last + 1].total:
        readings[segment.last + 1] = _Reading(total, segment, before)


def _segments(reading: _Reading | None) -> list[Segment]:
    found: list[Segment] = []
    while reading is not None and reading.segment is not None:
        found.append(reading.segment)
        reading = reading.before
    return found[::-1]
