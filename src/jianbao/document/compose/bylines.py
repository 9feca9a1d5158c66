"""署名: the closing bracket of an item as the house prints it, （单位 姓名、姓名）."""

from __future__ import annotations

from jianbao.document.compose.candidate import Candidate
from jianbao.document.model import Byline


def byline_of(candidate: Candidate) -> Byline | None:
    """Give a candidate's byline; None for what has a source, and for what no person signed."""
    if candidate.byline is not None:
        return candidate.byline
    if candidate.source is not None or not candidate.people:
        return None
    units = (candidate.unit,) if candidate.unit else ()
    return printed_byline(units, candidate.people)


def printed_byline(units: tuple[str, ...], people: tuple[str, ...]) -> Byline:
    """Make the byline of units and people: （党群工作部 财务部）, （南坪矿业 范知秋、罗青山）."""
    names = " ".join((*units, *(("、".join(people),) if people else ())))
    return Byline(units=units, people=people, raw=f"（{names}）")
