"""What proofreading points out in an issue in the making, by item; what its editor keeps is not."""

from __future__ import annotations

import datetime as dt

from jianbao.desk.models import Issue
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.profile import profile_of
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.document.proof import Finding, proofread


def findings_of(
    issue: Issue, content: model.Issue, today: dt.date, *, language: str = "zh"
) -> dict[str, tuple[Finding, ...]]:
    """Give errors and warnings by the key of their item, '' for those around the items.

    Advice is for who writes, and is left out here.
    """
    kept = {str(row.pk): [str(name) for name in row.kept_as_is] for row in items_of(issue)}
    profile = profile_of(issue.bulletin, known_to(issue.bulletin))
    found: dict[str, list[Finding]] = {}
    for one in proofread(content, profile=profile, language=language, today=today, ignore=kept):
        if one.severity != "advice":
            found.setdefault(one.item or "", []).append(one)
    return {key: tuple(rows) for key, rows in found.items()}
