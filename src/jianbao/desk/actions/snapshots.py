"""Keeps an issue in one exact content, for verdicts, signatures and editions to name."""

from __future__ import annotations

import msgspec

from jianbao.desk.models import Issue, Snapshot
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.document import model


def take_snapshot(issue: Issue) -> Snapshot:
    """Give the snapshot of the issue as it stands now, taken unless it is there already."""
    content = content_of(issue)
    return keep_content(issue, content, hash_of(content))


def keep_content(issue: Issue, content: model.Issue, sha256: str) -> Snapshot:
    """Give the snapshot of a content of the issue whose hash is known."""
    snapshot, _ = Snapshot.objects.get_or_create(
        issue=issue,
        sha256=sha256,
        defaults={"content": msgspec.json.decode(msgspec.json.encode(content))},
    )
    return snapshot


def content_in(snapshot: Snapshot) -> model.Issue:
    """Give the content of a snapshot; its hash is the snapshot's."""
    return msgspec.convert(snapshot.content, model.Issue)
