"""What the running text of a document measures: size, pitch, leading and weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from jianbao.document.read.formats.characters import width_em
from jianbao.document.read.formats.layout.frames import Frames, find_frames
from jianbao.document.read.formats.layout.rows import PageRows, Row


class Body(msgspec.Struct):
    """The measures that lines are told in."""

    size: float  # points of its font
    em: float  # points from one Chinese character to the next
    leading: float  # points between baselines
    weight: int
    frames: Frames


def measure_body(pages: Sequence[PageRows]) -> Body:
    """Find size, pitch, leading, weight and margins of the running text."""
    rows = [row for page in pages for row in page.rows]
    size = _common((row.size for row in rows), rows, step=0.5)
    body = [row for row in rows if abs(row.size - size) < 0.6]
    em = _pitch(body, size)
    return Body(
        size=size,
        em=em,
        leading=_leading(pages, size),
        weight=_weight(body),
        frames=find_frames(pages, size=size, em=em),
    )


def _common(values: Iterable[float], rows: Sequence[Row], *, step: float) -> float:
    """Give the value that most characters have, in steps."""
    counts: Counter[float] = Counter()
    for value, row in zip(values, rows, strict=True):
        counts[round(value / step) * step] += len(row.text)
    return (counts.most_common(1)[0][0] if counts else 0.0) or 1.0


def _pitch(body: Sequence[Row], size: float) -> float:
    """Full rows tell how far characters stand apart: grids of characters widen or narrow them."""
    long = [row for row in body if len(row.text) >= 12]
    pitches = sorted((row.x1 - row.x0) / width_em(row.text) for row in long)
    pitch = pitches[len(pitches) // 2] if pitches else size
    return pitch if 0.85 * size < pitch < 1.6 * size else size


def _leading(pages: Sequence[PageRows], size: float) -> float:
    counts: Counter[float] = Counter()
    for page in pages:
        for above, below in zip(page.rows, page.rows[1:], strict=False):
            distance = above.y - below.y
            if 0.8 * size < distance < 4 * size:
                counts[round(distance * 2) / 2] += 1
    return counts.most_common(1)[0][0] if counts else 1.5 * size


def _weight(body: Sequence[Row]) -> int:
    counts: Counter[int] = Counter()
    for row in body:
        for text, weight in row.pieces:
            counts[weight] += sum(1 for character in text if character >= "\u2e80")
    return counts.most_common(1)[0][0] if counts else 0
