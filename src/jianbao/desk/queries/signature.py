"""Whether an issue is signed in the very content that it has now."""

from __future__ import annotations

from jianbao.desk.models import Issue, Verdict
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issue_steps import steps_of


def signature_of(issue: Issue) -> Verdict | None:
    """Give the approval of the sign-off that is bound to the present content, or None.

    What was signed before anything changed, be it a comma of the imprint, is no signature.
    """
    steps = [step.key for step in steps_of(issue) if step.kind == "sign_off"]
    given = issue.verdicts.filter(
        step__in=steps,
        outcome=Verdict.Outcome.APPROVED,
        void_since__isnull=True,
        snapshot__sha256=hash_of(content_of(issue)),
    )
    return given.select_related("snapshot", "by", "link").order_by("-pk").first()
