"""The numbers an issue bears, who else bears them, and which ones nobody does. It takes none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from jianbao.desk.models import Event, Issue, IssueNumber
from jianbao.document.numbering import Number, format_number

Sequence = IssueNumber.Sequence
COLUMNS = (
    "kind",
    "year",
    "number",
    "number_to",
    "running_number",
    "running_number_to",
    "label",
)
_MOST = 400  # numbers of one issue: a year's volume of a daily


class Borne(NamedTuple):
    """One number that an issue bears; `year` is 0 for running numbers."""

    sequence: str
    year: int
    number: int


class Conflict(NamedTuple):
    """A number that another issue bears; `issue` is None for one printed before this desk."""

    borne: Borne
    issue: Issue | None


class Gap(NamedTuple):
    """Numbers below an issue's own that nobody bears, the first and the last of them."""

    sequence: str
    first: int
    last: int


def numbers_of(issue: Issue) -> Iterator[Borne]:
    """Give every number of an issue's columns: of a combined one, the whole range.

    Special issues count by themselves; a volume bears no number within the year.
    """
    sequence = Sequence.SPECIAL if issue.kind == "special" else Sequence.YEARLY
    if issue.kind != "volume":
        for number in _span(issue.number, issue.number_to):
            yield Borne(sequence, issue.year, number)
    for number in _span(issue.running_number, issue.running_number_to):
        yield Borne(Sequence.RUNNING, 0, number)


def conflicts_of(issue: Issue) -> list[Conflict]:
    """Give the numbers of an issue that another bears, or that was printed before this desk."""
    found = []
    for borne in numbers_of(issue):
        other = _others(issue, borne).filter(number=borne.number).select_related("issue").first()
        if other is not None:
            found.append(Conflict(borne, other.issue))
        elif borne.number == _last_before_desk(issue, borne):
            found.append(Conflict(borne, None))
    return found


def gaps_before(issue: Issue) -> list[Gap]:
    """Give what is left out between an issue's numbers and those before it.

    A sequence of which nothing is known begins where it likes, save that a year begins at 1.
    """
    lowest: dict[str, Borne] = {}
    for borne in numbers_of(issue):
        lowest.setdefault(borne.sequence, borne)
    gaps = (_gap(issue, borne) for borne in lowest.values())
    return [gap for gap in gaps if gap is not None]


def reason_for_gap(issue: Issue) -> str:
    """Give the reason somebody gave for the numbers that the issue bears now, or ''."""
    events = Event.objects.filter(thing=f"issue:{issue.pk}", verb="renumber").order_by("-pk")
    for event in events:
        if any(event.after.get(name) != value for name, value in values_of(issue).items()):
            return ""
        if event.note:
            return event.note
    return ""


def values_of(issue: Issue) -> dict[str, Any]:
    """Give what an issue's number is made of, by column."""
    return {name: getattr(issue, name) for name in COLUMNS}


def number_of(issue: Issue) -> str:
    """Name an issue as printed: 2021年第12期（总第12期）; a correction, by what it corrects."""
    return format_number(Number(**values_of(issue.corrects or issue)))


def _gap(issue: Issue, borne: Borne) -> Gap | None:
    below = _others(issue, borne).filter(number__lt=borne.number).order_by("-number").first()
    before = [below.number] if below else []
    last = _last_before_desk(issue, borne)
    before += [last] if last is not None and last < borne.number else []
    if not before and borne.sequence == Sequence.RUNNING:
        return None
    first = max(before, default=0) + 1
    return Gap(borne.sequence, first, borne.number - 1) if first < borne.number else None


def _others(issue: Issue, borne: Borne) -> QuerySet[IssueNumber]:
    numbers = IssueNumber.objects.filter(
        bulletin=issue.bulletin_id, sequence=borne.sequence, year=borne.year
    )
    return numbers.exclude(issue=issue.pk)


def _last_before_desk(issue: Issue, borne: Borne) -> int | None:
    """Give the number that the settings name as printed last, in this sequence."""
    bulletin = issue.bulletin
    if borne.sequence == Sequence.RUNNING:
        return bulletin.last_running_number
    if borne.sequence == Sequence.YEARLY and bulletin.last_year == borne.year:
        return bulletin.last_number
    return None


def _span(first: int | None, last: int | None) -> range:
    if first is None:
        return range(0)
    return range(first, min(max(first, last or first), first + _MOST) + 1)
