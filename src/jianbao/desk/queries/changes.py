"""What changed in an issue since a content that somebody saw or approved, and by whom."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

import msgspec
from django.utils.translation import gettext as _

from jianbao.desk.models import Issue, Revision
from jianbao.document import model
from jianbao.document.compare import compare

ChangeKind = Literal["changed", "added", "removed", "moved", "around"]
_NAMED = 3  # changes that a short sentence names


class Change(NamedTuple):
    """One item that reads differently, came, went or moved; or what stands around the items.

    `item` is the row's key as the content has it, '' for masthead, sections and imprint.
    """

    kind: ChangeKind
    item: str
    head: str
    by: str = ""


def changes_since(issue: Issue, sha256: str, content: model.Issue) -> tuple[Change, ...] | None:
    """Say what changed since a content that was kept; None when no such content was."""
    snapshot = issue.snapshots.filter(sha256=sha256).first()
    if snapshot is None:
        return None
    before = msgspec.convert(snapshot.content, model.Issue)
    return changes_between(issue, before, content, since=snapshot.taken_at)


def changes_between(
    issue: Issue, before: model.Issue, after: model.Issue, *, since: dt.datetime
) -> tuple[Change, ...]:
    """Say what turned `before` into `after`, in the order of print; who saved what since then."""
    found = compare(before, after)
    who = _savers(issue, since)
    changed = {one.after.id: one.after.head for one in found.changed}
    added = {one.id: one.head for one in found.added}
    moved = {one.after.id: one.after.head for one in found.moved if one.after.id not in changed}
    removed = [Change("removed", one.id, one.head, who.get(one.id, "")) for one in found.removed]
    in_order = [item.id for item in after.items()]
    standing: list[tuple[ChangeKind, dict[str, str]]] = [
        ("changed", changed),
        ("added", added),
        ("moved", moved),
    ]
    rows = [
        Change(kind, key, heads[key], who.get(key, ""))
        for key in in_order
        for kind, heads in standing
        if key in heads
    ]
    around = found.masthead or found.front or found.sections or found.imprint
    return (*rows, *removed, *((Change("around", "", ""),) if around else ()))


def said_briefly(changes: tuple[Change, ...] | None) -> str:
    """Name the first few changes in words."""
    if not changes:
        return _("the text")
    heads = [f"“{one.head}”" if one.head else _("what stands around it") for one in changes]
    more = _(" and %(n)s more") % {"n": len(heads) - _NAMED} if len(heads) > _NAMED else ""
    return "、".join(heads[:_NAMED]) + more


def _savers(issue: Issue, since: dt.datetime) -> dict[str, str]:
    """Give who saved each item last since then, by the item's key."""
    saved = Revision.objects.filter(item__issue=issue, at__gt=since).select_related("by")
    return {str(one.item_id): str(one.by or "") for one in saved.order_by("number")}
