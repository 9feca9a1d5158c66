"""Several issues in one file told apart, by mastheads that come again; it reads no masthead."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from jianbao.document.numbering import find_number
from jianbao.document.read.structure.dates import find_date
from jianbao.document.read.structure.masthead import is_number_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_TITLE_LINES = 4  # lines above the number that can be its masthead's title
_NOT_TITLE = re.compile(r"[\s\W\d_]+")


def split_issues(lines: Sequence[Line]) -> list[list[Line]]:
    """Split the lines of a file where another issue begins; one list when none does."""
    starts = sorted({0, *_starts(lines)})
    return [list(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _starts(lines: Sequence[Line]) -> list[int]:
    """Find lines like the first numbered one, of the same series, that print other numbers."""
    series: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for at, line in enumerate(lines):
        marked = _mark(line)
        if marked is None:
            continue
        name, value = marked
        above = "" if name else _title_above(lines, at)
        series[name or above, line.level].append((at, value))
    for (name, level), found in series.items():
        distinct = _distinct(found)
        at_top = found[0][0] < 12
        if len(distinct) > 1 and at_top and (name or level):
            return [_masthead_start(lines, at, name) for at in distinct[1:]]
    return []


def _mark(line: Line) -> tuple[str, str] | None:
    """Give what a masthead line says beside its number or date, and the number or date itself."""
    if line.mark or line.table or line.picture or line.width > 46:
        return None
    if is_number_line(line):
        number = find_number(line.text)
        assert number is not None
        rest = line.text[: number.start] + line.text[number.end :]
        date = find_date(rest)
        rest = rest[: date.start] + rest[date.end :] if date else rest
        return _key(rest), str(
            number.value.number or number.value.running_number or number.value.label
        )
    date = find_date(line.text) if line.level == 1 or line.size > 1.3 else None
    if date is None:
        return None
    return _key(line.text[: date.start] + line.text[date.end :]), str(date.value)


def _distinct(found: Sequence[tuple[int, str]]) -> list[int]:
    """Give the first line of every number."""
    first: dict[str, int] = {}
    for at, value in found:
        first.setdefault(value, at)
    return list(first.values())


def _title_above(lines: Sequence[Line], at: int) -> str:
    """Give the title above a line that holds nothing but a number."""
    return _key(lines[at - 1].text) if at else ""


def _masthead_start(lines: Sequence[Line], at: int, name: str) -> int:
    """Go up from the number to the first line of its masthead."""
    for start in range(at - 1, max(-1, at - _TITLE_LINES), -1):
        if _key(lines[start].text) == name:
            return start
    return at


def _key(text: str) -> str:
    return _NOT_TITLE.sub("", text).casefold()
