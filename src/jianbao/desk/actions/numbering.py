"""Takes the numbers that an issue bears; the database lets no two issues bear the same.

Decides nothing about rights or gaps: the action that calls it has.
"""

from __future__ import annotations

from jianbao.desk.models import Issue, IssueNumber
from jianbao.desk.queries.issue_numbers import numbers_of


def take_numbers(issue: Issue) -> None:
    """Let the issue bear the numbers of its columns and no others.

    Raises IntegrityError when another issue bears one. Call it inside the transaction of the act.
    """
    issue.numbers.all().delete()
    IssueNumber.objects.bulk_create(
        IssueNumber(issue=issue, bulletin=issue.bulletin, **borne._asdict())
        for borne in numbers_of(issue)
    )
