"""Where a page is set in two columns: bands of lines that leave the same strip free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from jianbao.document.read.formats.layout.runs import Run

_STRIP = 1.0  # em, the narrowest gutter
_FEWEST = 5  # lines in each column
_NARROWEST = 8  # em of a column
_FULL = 0.6  # of a column's width that its middling line fills
_UNEQUAL = 2.0  # one column may be so many times as wide as the other

Span = tuple[float, float]


class Band(msgspec.Struct):
    """Lines that follow each other; `gutter` is the x that parts them in two columns, if any."""

    lines: list[list[Run]]
    gutter: float | None = None


def find_gutters(lines: list[list[Run]]) -> list[Band]:
    """Cut the lines of a page, top to bottom, into bands with and without a gutter."""
    if len(lines) < _FEWEST:
        return [Band(lines=lines)]
    spans = [span for line in lines for span in _spans(line)]
    gutter = _start_of_right_column(spans)
    if gutter is None:
        return [Band(lines=lines)]
    bands = list(_bands(lines, gutter))
    split = any(band.gutter is not None for band in bands)
    return bands if split else [Band(lines=lines)]


def _spans(line: Sequence[Run]) -> Iterator[Span]:
    """Give what a line covers, cut at its wide gaps."""
    start = end = None
    for run in line:
        if run.text.isspace():
            continue
        if start is None or end is None:
            start = run.x0
        elif run.x0 - end > _STRIP * run.size:
            yield start, end
            start = run.x0
        end = run.x1
    if start is not None and end is not None:
        yield start, end


def _start_of_right_column(spans: Sequence[Span]) -> float | None:
    """Find where most spans of the right part of the page begin; a hair left of it."""
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    starts = Counter(round(a) for a, _ in spans if a > left + 0.25 * (right - left))
    if not starts:
        return None
    x, _ = starts.most_common(1)[0]
    near = sum(count for start, count in starts.items() if abs(start - x) <= 1)
    return x - 3.0 if near >= _FEWEST else None


def _bands(lines: list[list[Run]], gutter: float) -> Iterator[Band]:
    start = 0
    crossing = [any(a < gutter < b for a, b in _spans(line)) for line in lines]
    for end in range(1, len(lines) + 1):
        if end < len(lines) and crossing[end] == crossing[start]:
            continue
        part = lines[start:end]
        split = not crossing[start] and _in_columns(part, gutter)
        yield Band(lines=part, gutter=gutter if split else None)
        start = end


def _in_columns(lines: Sequence[list[Run]], gutter: float) -> bool:
    """Columns of prose are as wide as each other and fill their width; a table's are not."""
    left = [run_side for line in lines if (run_side := [r for r in line if r.x0 < gutter])]
    right = [run_side for line in lines if (run_side := [r for r in line if r.x0 >= gutter])]
    if min(len(left), len(right)) < _FEWEST:
        return False
    narrow, wide = sorted((_measure(left), _measure(right)))
    size = max(run.size for run in left[0])
    equal = wide < _UNEQUAL * narrow and narrow > _NARROWEST * size
    return equal and _fills(left) and _fills(right)


def _extents(side: Sequence[list[Run]]) -> list[Span]:
    return [(min(run.x0 for run in line), max(run.x1 for run in line)) for line in side]


def _measure(side: Sequence[list[Run]]) -> float:
    spans = _extents(side)
    return max(b for _, b in spans) - min(a for a, _ in spans)


def _fills(side: Sequence[list[Run]]) -> bool:
    widths = sorted(b - a for a, b in _extents(side))
    return widths[len(widths) // 2] >= _FULL * _measure(side)
