"""Runs of one page to rows of text, in reading order: baselines, raised figures, columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from jianbao.document.read.formats.characters import clean
from jianbao.document.read.formats.layout.columns import find_gutters
from jianbao.document.read.formats.layout.joining import RAISED, Piece, join_runs
from jianbao.document.read.formats.layout.runs import PlacedPicture, Run

SPANNING = -1  # the column of what runs over all columns of a page
_SAME_LINE = 0.35  # em between baselines
_OFF_BASELINE = 0.6  # em that a raised or lowered figure may stand off its line


class Row(msgspec.Struct):
    """One line of a page. `pieces` are its text with the weight of each part."""

    text: str
    pieces: list[Piece]
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
    if max(run.size for run in small) > RAISED * size:
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
    pieces = join_runs(line, size)
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
