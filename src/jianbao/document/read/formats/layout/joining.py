"""Neighbouring runs of a line put together: which gaps are blanks, which are letter spacing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jianbao.document.read.formats.layout.runs import Run

RAISED = 0.75  # a raised or lowered figure is smaller than this part of its neighbour
_WIDE = 0.9  # em between runs that print as several blanks
_WORD_GAP = 0.18  # em between words of Latin letters, and between Chinese words set apart
_FEW = 2  # such gaps between Chinese characters in a line; more of them are a loose line
_EVEN = 1.25  # the widest gap of a title set wide, in terms of its narrowest
_POWERS = {"2": "²", "3": "³"}

Piece = tuple[str, int]  # text and its weight


def join_runs(line: Sequence[Run], size: float) -> list[Piece]:
    """Give the text of a line in pieces of one weight, with the blanks that its gaps stand for."""
    if len(line) == 1:
        return [(line[0].text, line[0].weight)]
    pieces = [(line[0].text, line[0].weight)]
    blanks = [0] * (len(line) - 1) if _is_spaced_out(line, size) else list(_blanks(line, size))
    for (before, run), count in zip(pairwise(line), blanks, strict=True):
        if count:
            pieces.append((" " * count, before.weight))
        pieces.append((_raised(run, before), run.weight))
    return pieces


def _blanks(line: Sequence[Run], size: float) -> Iterator[int]:
    gaps = [(run.x0 - before.end) / size for before, run in pairwise(line)]
    apart = [
        _WORD_GAP < gap <= _WIDE and _is_han(before.text[-1]) and _is_han(run.text[0])
        for gap, (before, run) in zip(gaps, pairwise(line), strict=True)
    ]
    few = sum(apart) <= _FEW
    for gap, set_apart, (before, run) in zip(gaps, apart, pairwise(line), strict=True):
        if gap > _WIDE:
            yield max(2, round(gap * 2))
        elif set_apart:
            yield int(few)
        else:
            yield int(gap > _WORD_GAP and _is_latin(before.text[-1]) and _is_latin(run.text[0]))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_latin(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _is_spaced_out(line: Sequence[Run], size: float) -> bool:
    """Tell a title set with wide, even letter spacing from words set apart."""
    if len(line) < 3 or any(len(run.text) > 1 or run.text.isspace() for run in line):
        return False
    gaps = [run.x0 - before.end for before, run in pairwise(line)]
    return min(gaps) > 0.3 * size and max(gaps) < _EVEN * min(gaps)


def _raised(run: Run, before: Run) -> str:
    """Give the text of a run; the raised figures of m² and m³ as the characters they stand for."""
    if run.text not in _POWERS or not before.text.endswith("m"):
        return run.text
    raised = run.size < RAISED * before.size and run.y > before.y + 0.1 * before.size
    return _POWERS[run.text] if raised else run.text
