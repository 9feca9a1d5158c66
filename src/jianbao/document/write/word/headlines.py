"""How wide the lines of a headline should be, so that it breaks where a person would break it."""

from __future__ import annotations

import math
import re

from jianbao.language.characters import width

_MARK = re.compile("[：，；！？—…　 ]+(?!$)")
_SHORTEST = 0.5  # of the first line: what is left for the second after a break at a mark
_SPARE = 0.4  # em


def line_width(text: str, measure: float) -> float:
    """Give the width in em for lines of like length, the first ending at a mark where it can.

    A mark serves when what follows it fits into a second line no longer than the first: text
    flows, so a longer second line would give characters back to the first.
    """
    whole = width(text)
    for found in reversed(list(_MARK.finditer(text))):
        first = width(text[: found.end()].rstrip())
        second = width(text[found.end() :])
        if first + _SPARE <= measure and _SHORTEST * first <= second <= first:
            return first + _SPARE
    lines = math.ceil(whole / measure)
    return min(measure, math.ceil(whole / lines + 1))
