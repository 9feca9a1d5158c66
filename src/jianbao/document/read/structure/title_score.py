"""How well one to three lines read as the title of what follows, in broken text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.document.read.structure.clues import Clue
    from jianbao.document.read.structure.layout import Layout

_LONGEST = 3  # lines
_NO_TITLE = re.compile(r"[。；;]|^[，、：）”’》！？]|[，、：,:；（“《]$")
_EACH = -1.6
_SHORT = 3.0  # em that a title line leaves free at least


def title_scores(clues: Sequence[Clue], first: int, layout: Layout) -> Iterator[tuple[int, float]]:
    """Give (last line, score) for every title that may begin at `first`."""
    score = _EACH
    balance = [0] * len(clues[first].balance)
    for last in range(first, min(len(clues), first + _LONGEST)):
        clue = clues[last]
        if _NO_TITLE.search(clue.text) or clue.signed_from is not None or clue.signature:
            return
        if last > first and (clue.gap or clue.listed):
            return
        balance = [a + b for a, b in zip(balance, clue.balance, strict=True)]
        subtitle = clue.text.startswith("—")
        score += _line(clue, layout) - (1.2 if last > first and not subtitle else 0.0)
        if clue.finished and last > first:
            return
        if not any(balance):
            yield last, score + _end(clue, layout)


def _line(clue: Clue, layout: Layout) -> float:
    """Score a line by its place and type; a title is short, centred, large or bold."""
    score = 2.0 if clue.text.startswith("——") else 0.0
    if clue.emphasised:
        score += 2.0
    if clue.centred:
        score += 1.5
    if clue.gap:
        score += 0.5
    if layout.indented and not clue.top and clue.indent < 1 and not clue.emphasised:
        score += 0.5
    return score


def _end(clue: Clue, layout: Layout) -> float:
    """Score the last line: well short of the measure, or it may be the beginning of a text."""
    free = clue.measure - clue.width
    score = 1.2 if free >= 5.0 else (-0.2 if free >= _SHORT else -2.0)
    if layout.blank_ends:
        score += 1.0 if clue.blank_end else -3.0
    return score
