"""Whether an issue is signed in the very content that it has now."""

from __future__ import annotations

from jianbao.desk.models import Issue, Verdict
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issue_steps import steps_of


def signature_of(issue: Issue, sha256: str = "") -> Verdict | None:
    """Give the approval of the sign-off that is bound to the present content, or None.

    What was signed before anything changed, be it a comma of the imprint, is no signature.
    `sha256` is the hash of that content, where it was read already.
    """
    steps = [step.key for step in steps_of(issue) if step.kind == "sign_off"]
    given = issue.verdicts.filter(
        step__in=steps,
        outcome=Verdict.Outcome.APPROVED,
        void_since__isnull=True,
        snapshot__sha256=sha256 or hash_of(content_of(issue)),
    )
    return given.select_related("snapshot", "by", "link").order_by("-pk").first()
