"""What the lines of a document have in common: measure, spacing, and which cues can be trusted.

It judges no single line.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.read.structure.marks import is_closed, is_finished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_WINDOW = 8  # lines on either side that tell the local measure
_NARROW, _WIDE = 12.0, 60.0  # em: a measure outside is no broken text


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The layout of one issue's lines; lengths in em.

    `wrapped`: lines are broken at a measure. `gaps_tell`: empty lines stand where something ended.
    `blank_ends`: a blank at a line's end ends a paragraph. `indented`: every paragraph's first line
    is indented. `base`: the left edge of the body. `measures`: the local measure for each line.
    """

    wrapped: bool = False
    double_spaced: bool = False
    blank_ends: bool = False
    gaps_tell: bool = False
    indented: bool = False
    base: float = 0.0
    measures: tuple[float, ...] = ()


def measure_layout(lines: Sequence[Line]) -> Layout:
    """Measure the lines of one issue."""
    text = [line for line in lines if not (line.whole or line.table or line.picture)]
    if len(text) < 3:
        return Layout(measures=tuple(line.width for line in lines))
    widths = sorted(line.width for line in text if line.width > 6)
    measure = widths[int(0.75 * (len(widths) - 1))] if widths else 0.0
    wrapped = _is_wrapped(text, measure)
    base = sorted(line.indent for line in text if not line.page_top)[len(text) // 4 :][:1]
    double_spaced = sum(line.gap > 0 for line in text[1:]) > 0.7 * (len(text) - 1)
    return Layout(
        wrapped=wrapped,
        double_spaced=double_spaced,
        gaps_tell=_gaps_tell(text, measure, usual=int(double_spaced)),
        blank_ends=wrapped and _blank_ends(text),
        indented=wrapped and _indented(text, base[0] if base else 0.0, measure),
        base=base[0] if base else 0.0,
        measures=_local_measures(lines, measure),
    )


def _is_wrapped(lines: Sequence[Line], measure: float) -> bool:
    """Full lines that end inside a sentence show that lines were broken at a measure."""
    full = [line for line in lines if measure - 4 <= line.width <= measure + 3]
    broken = sum(not is_finished(line.text) for line in full)
    return _NARROW <= measure <= _WIDE and len(full) >= 3 and broken >= 0.3 * len(full)


def _blank_ends(lines: Sequence[Line]) -> bool:
    """Blanks at line ends tell when they are neither rare nor common and stand on short lines."""
    ended = [line.width for line in lines if line.blank_end]
    other = [line.width for line in lines if not line.blank_end]
    if len(ended) < 4 or len(other) < 4 or not 0.05 < len(ended) / len(lines) < 0.65:
        return False
    return sum(ended) / len(ended) < sum(other) / len(other) - 3


def _gaps_tell(lines: Sequence[Line], measure: float, *, usual: int) -> bool:
    """Trust empty lines when hardly any stands inside a sentence."""
    here = [a for a, b in pairwise(lines) if b.gap > usual and not b.page_top]
    right = sum(is_closed(a.text) or a.width < 0.7 * measure for a in here)
    return right >= 0.85 * len(here)


def _indented(lines: Sequence[Line], base: float, measure: float) -> bool:
    """Trust indents when they stand where paragraphs begin, and at most paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.width > 0.6 * measure and not b.page_top]
    here = [a for a, b in pairs if 1 <= b.indent - base <= 4]
    right = sum(is_closed(a.text) or a.width < 0.7 * measure for a in here)
    starts = sum(is_closed(a.text) or a.width < 0.6 * measure for a, _ in pairs)
    return len(here) >= 3 and right >= 0.8 * len(here) and len(here) >= 0.7 * starts


def _local_measures(lines: Sequence[Line], measure: float) -> tuple[float, ...]:
    """Take the mean of the widest third of the full lines around each line."""
    widths = [0.0 if line.whole else line.width for line in lines]
    local: list[float] = []
    for at in range(len(lines)):
        around = widths[max(0, at - _WINDOW) : at + _WINDOW + 1]
        wide = sorted((w for w in around if w > 0.6 * measure), reverse=True)
        wide = wide[: max(3, len(wide) // 3)]
        local.append(sum(wide) / len(wide) if wide else measure)
    return tuple(local)
