"""What reading one issue gave besides the issue: where its parts stood, and what was doubtful."""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.model import Issue
from jianbao.document.problems import Problem, problem
from jianbao.document.read.reading import Origin
from jianbao.document.read.structure.assembly import Place
from jianbao.document.read.structure.dates import is_span
from jianbao.document.read.structure.imprint import Foot
from jianbao.document.read.structure.masthead import Head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.document.read.lines import Line

_DOUBTFUL = 0.4  # confidence below which a person is asked
_EXCERPT = 24  # characters
_STRAY = re.compile(r"[。，、；：！？,;]+")


class IssueRead(msgspec.Struct, frozen=True, kw_only=True):
    """One issue as read, with the places of its parts."""

    issue: Issue
    head: Head
    foot: Foot
    places: tuple[Place, ...] = ()

    def origins(self, at: int) -> Iterator[Origin]:
        """Give the origin of every part; `at` is the place of the issue in its file."""
        path = f"issues[{at}]"
        for name, line in self.head.places.items():
            yield _origin(f"{path}.masthead.{name}", (line,), 1.0)
        for place in self.places:
            yield _origin(f"{path}.{place.element}", place.lines, place.confidence)
        for name, line in self.foot.places.items():
            yield _origin(f"{path}.imprint.{name}", (line,), 1.0)


def find_problems(read: IssueRead, language: str) -> Iterator[Problem]:
    """Say what the sender or an editor should look at."""
    masthead = read.issue.masthead
    if read.head.taken == 0:
        yield problem("no-masthead", language=language)
    elif masthead.number is None and masthead.running_number is None and not masthead.label:
        yield problem("no-number", language=language)
    items = list(read.issue.items())
    if not items:
        yield problem("no-items", language=language)
    for text in filterfalse(is_span, read.head.unplaced):
        yield problem("unplaced", language=language, text=text[:_EXCERPT])
    for place in read.places:
        if place.confidence < _DOUBTFUL:
            text = place.lines[0].text[:_EXCERPT]
            yield problem("doubtful", where=_where(place.lines), language=language, text=text)
    yield from _stray_marks(read.places, language)


def _stray_marks(places: Sequence[Place], language: str) -> Iterator[Problem]:
    for place in places:
        stray = _STRAY.match(place.lines[0].text) if ".items[" in place.element else None
        if stray:
            where = _where(place.lines)
            yield problem("stray-mark", where=where, language=language, mark=stray[0])


def _origin(element: str, lines: Sequence[Line], confidence: float) -> Origin:
    pages = [line.page for line in lines if line.page is not None]
    return Origin(
        element=element,
        line=min(line.number for line in lines),
        line_to=max(line.number for line in lines),
        page=min(pages, default=None),
        page_to=max(pages, default=None),
        confidence=confidence,
    )


def _where(lines: Sequence[Line]) -> str:
    return f"{lines[0].number}" if len(lines) == 1 else f"{lines[0].number}-{lines[-1].number}"
