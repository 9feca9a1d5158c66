"""How well a stretch of lines reads as one paragraph: first, inner and last line, and its marks.

The weights were set on invented issues and on one real one; widths are in em.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.document.read.structure.clues import Clue
    from jianbao.document.read.structure.layout import Layout

_LONGEST = 60  # lines
_HOPELESS = -14.0  # no later line mends what the inner lines lost
_EACH = -0.25


def paragraph_scores(
    clues: Sequence[Clue], first: int, layout: Layout
) -> Iterator[tuple[int, float]]:
    """Give (last line, score) for every paragraph that may begin at `first`."""
    opening = _first_line(clues[first], layout)
    inner_widths: list[float] = []
    inner = 0.0
    balance = [0] * len(clues[first].balance)
    for last in range(first, min(len(clues), first + _LONGEST)):
        clue = clues[last]
        balance = [a + b for a, b in zip(balance, clue.balance, strict=True)]
        full = _full_width(inner_widths, clues[first].measure)
        score = opening + inner + _EACH + _last_line(clue, full, alone=last == first)
        if last > first:
            score += _deficit(full - clues[first].width, clues[first].held, layout)
        else:
            score -= 0.8
        score -= 2.5 * sum(min(2, abs(open_marks)) for open_marks in balance)
        score += _signature(clue, first)
        if layout.blank_ends:
            score += 2.0 if clue.blank_end else -3.0
        yield last, score
        if last > first:
            insort(inner_widths, clue.width)
            full = _full_width(inner_widths, clue.measure)
            inner += _inner_line(clue, full, layout, signed=_is_signed_below(clues, last))
        inner += _goes_on(clues, last, layout)
        if inner < _HOPELESS:
            return


def _first_line(clue: Clue, layout: Layout) -> float:
    """Score the beginning: its indent, its words, marks that begin no paragraph."""
    score = clue.opening
    if not clue.top or layout.indented:
        if 1 <= clue.indent <= 6:
            score += 1.5
        elif layout.indented and not clue.top:
            score -= 2.5
    if clue.continues:
        score -= 4.0
    elif clue.text[0] == "。":
        score -= 0.6
    if clue.listed:
        score += 1.5
    elif clue.in_series:
        score -= 3.5
    if clue.gap:
        score += 1.0
    if clue.signed_whole:
        score -= 6.0
    return score


def _deficit(missing: float, held: float, layout: Layout) -> float:
    """Score how much narrower than the others the first line is: two em where its indent was."""
    if layout.indented:
        return 0.0
    if 1.4 <= missing <= 4.6 + held:
        return 1.6
    if missing < 1.0:
        return -2.2 if missing >= -1.6 else -2.5
    if 1.0 <= missing < 1.4:
        return -0.3
    return max(-7.3, 1.6 - 1.7 * (missing - held - 4.6))


def _is_signed_below(clues: Sequence[Clue], at: int) -> bool:
    """Say whether the next line is nothing but a byline, so that this one ends the words."""
    return at + 1 < len(clues) and clues[at + 1].signed_whole


def _inner_line(clue: Clue, full: float, layout: Layout, *, signed: bool) -> float:
    """Score a line as neither first nor last: full, unless `signed` below, at the left edge."""
    missing = 0.0 if signed else full - clue.width - clue.held
    score = -1.2 * min(missing - 1.2, 4.0) if missing > 2.2 else 0.0
    if 1 <= clue.indent <= 6 and not clue.top:
        score -= 2.5 if layout.indented else 1.5
    return score


def _goes_on(clues: Sequence[Clue], at: int, layout: Layout) -> float:
    """Score that the paragraph goes on after this line."""
    clue, score = clues[at], 0.0
    if layout.blank_ends and clue.blank_end:
        score -= 3.0
    if clue.signed_from is not None:
        score -= 3.5
    if at + 1 < len(clues):
        following = clues[at + 1]
        if following.gap:
            score -= 4.0
        if following.listed and clue.closed:
            score -= 3.0 if following.in_series else 1.0
    return score


def _last_line(clue: Clue, full: float, *, alone: bool) -> float:
    score = 0.0
    if clue.width - (full - 2 if alone else full) > 1.6:
        score -= 1.0
    if not alone and clue.width > full - 2.2:
        score -= 0.8  # a full last line is possible, not likely
    ended = clue.finished or clue.signed_from is not None or (alone and clue.signature)
    return score + (1.0 if ended else -2.6)


def _signature(clue: Clue, first: int) -> float:
    return 1.2 if clue.signed_from is not None and clue.signed_from >= first else 0.0


def _full_width(inner: Sequence[float], measure: float) -> float:
    """Take the lower median of the inner lines, or what the surroundings say when they are few."""
    if len(inner) >= 2:
        return inner[(len(inner) - 1) // 2]
    return max(inner[0], measure - 1) if inner else measure
