"""Runs of one page to rows of text, in reading order: baselines, raised figures, columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from jianbao.document.read.formats.characters import clean
from jianbao.document.read.formats.layout.columns import find_gutters
from jianbao.document.read.formats.layout.runs import PlacedPicture, Run

SPANNING = -1  # the column of what runs over all columns of a page
_SAME_LINE = 0.35  # em between baselines
_RAISED = 0.75  # a run smaller than this part of its neighbour may stand off the baseline
_OFF_BASELINE = 0.6  # em it may stand off
_WIDE = 0.9  # em between runs that print as blanks
_POWERS = {"2": "²", "3": "³"}
_WORD_GAP = 0.18  # em between words of Latin letters


class Row(msgspec.Struct):
    """One line of a page. `pieces` are its text with the weight of each part."""

    text: str
    pieces: list[tuple[str, int]]
    x0: float
    x1: float
    y: float
    size: float
    column: int = 0  # from 0, left to right; columns of one page measure apart


class PageRows(msgspec.Struct):
    """The rows and pictures of one page, rows in reading order; pages count from 1."""

    page: int
    rows: list[Row]
    pictures: list[PlacedPicture] = []


def read_rows(runs: Sequence[Run]) -> list[Row]:
    """Put the runs of a page in rows, column after column where the page has columns."""
    lines = _baselines(runs)
    rows: list[Row] = []
    bands = find_gutters(lines)
    for band in bands:
        if band.gutter is None:
            rows += _rows(band.lines, column=0 if len(bands) == 1 else SPANNING)
            continue
        flat = [run for line in band.lines for run in line]
        for column, side in enumerate(_sides(flat, band.gutter)):
            rows += _rows(_baselines(side), column=column)
    return rows


def _sides(runs: Sequence[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    left = [run for run in runs if run.x0 < gutter]
    return left, [run for run in runs if run.x0 >= gutter]


def _baselines(runs: Sequence[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        last = lines[-1] if lines else None
        if last and last[0].y - run.y < _SAME_LINE * max(run.size, last[0].size):
            last.append(run)
        else:
            lines.append([run])
    for line in lines:
        line.sort(key=lambda run: run.x0)
    return _join_raised(lines) if len(lines) > 1 else lines


def _join_raised(lines: list[list[Run]]) -> list[list[Run]]:
    """Bring raised and lowered figures (m², 注①) back to the line they belong to."""
    joined: list[list[Run]] = []
    for line in lines:
        if joined and (_belongs(line, joined[-1]) or _belongs(joined[-1], line)):
            joined[-1] = sorted(joined[-1] + line, key=lambda run: run.x0)
        else:
            joined.append(line)
    return joined


def _belongs(small: list[Run], line: list[Run]) -> bool:
    size = max(run.size for run in line)
    if max(run.size for run in small) > _RAISED * size:
        return False
    if abs(small[0].y - max(line, key=lambda run: run.size).y) > _OFF_BASELINE * size:
        return False
    near = 0.5 * size
    return all(any(r.x0 - near <= s.x0 <= r.end + near for r in line) for s in small)


def _rows(lines: Sequence[list[Run]], *, column: int) -> list[Row]:
    rows = (_row(line, column) for line in lines)
    return [row for row in rows if row is not None]


def _row(line: list[Run], column: int) -> Row | None:
    seen = [run for run in line if not run.text.isspace()]
    if not seen:
        return None
    size = _main_size(seen)
    pieces = _pieces(line, size)
    text = clean("".join(text for text, _ in pieces))
    if not text:
        return None
    return Row(
        text=text,
        pieces=pieces,
        x0=seen[0].x0,
        x1=max(run.x1 for run in seen),
        y=max(seen, key=lambda run: len(run.text)).y,
        size=size,
        column=column,
    )


def _main_size(runs: Sequence[Run]) -> float:
    if len(runs) == 1:
        return runs[0].size
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0]


def _pieces(line: Sequence[Run], size: float) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    spaced_out = _is_spaced_out(line, size)
    before: Run | None = None
    for run in line:
        if before is not None and not spaced_out:
            blanks = _blanks_between(before, run, size)
            if blanks:
                pieces.append((" " * blanks, before.weight))
        pieces.append((_raised(run, before), run.weight))
        before = run
    return pieces


def _raised(run: Run, before: Run | None) -> str:
    """Give the text of a run; the raised figures of m² and m³ as the characters they stand for."""
    if before is None or run.text not in _POWERS or not before.text.endswith("m"):
        return run.text
    raised = run.size < _RAISED * before.size and run.y > before.y + 0.1 * before.size
    return _POWERS[run.text] if raised else run.text


def _blanks_between(before: Run, run: Run, size: float) -> int:
    gap = (run.x0 - before.end) / size
    if gap > _WIDE:
        return max(2, round(gap * 2))
    blank = before.text[-1].isspace() or run.text[0].isspace()
    words = before.text[-1].isascii() and run.text[0].isascii()
    return int(gap > _WORD_GAP and words and not blank)


def _is_spaced_out(line: Sequence[Run], size: float) -> bool:
    """Tell a title set with wide, even letter spacing from words set apart."""
    if len(line) < 3 or any(len(run.text) > 1 or run.text.isspace() for run in line):
        return False
    gaps = [b.x0 - a.end for a, b in pairwise(line)]
    return min(gaps) > 0.3 * size and max(gaps) < 1.25 * min(gaps)
