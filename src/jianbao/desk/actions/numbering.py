"""Takes the numbers that an issue bears; the database lets no two issues bear the same.

Decides nothing about rights or gaps: the action that calls it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.desk.models import Issue, IssueNumber

_MOST = 400  # numbers of one issue: a year's volume of a daily


def take_numbers(issue: Issue) -> None:
    """Let the issue bear the numbers of its columns and no others.

    A combined issue bears every number of its range; special issues count by themselves. Raises
    IntegrityError when another issue bears one. Call it inside the transaction of the act.
    """
    issue.numbers.all().delete()
    IssueNumber.objects.bulk_create(
        IssueNumber(
            issue=issue, bulletin=issue.bulletin, sequence=sequence, year=year, number=number
        )
        for sequence, year, number in _borne(issue)
    )


def _borne(issue: Issue) -> Iterator[tuple[str, int, int]]:
    special = issue.kind == "special"
    sequence = IssueNumber.Sequence.SPECIAL if special else IssueNumber.Sequence.YEARLY
    if issue.kind != "volume":
        for number in _span(issue.number, issue.number_to):
            yield sequence, issue.year, number
        for number in _span(issue.running_number, issue.running_number_to):
            yield IssueNumber.Sequence.RUNNING, 0, number


def _span(first: int | None, last: int | None) -> range:
    if first is None:
        return range(0)
    return range(first, min(max(first, last or first), first + _MOST) + 1)
