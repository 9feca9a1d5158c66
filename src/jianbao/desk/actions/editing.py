"""Saves an item: the one door for every change of its text, by hand or by proposal."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.anchoring import move_comments
from jianbao.desk.actions.keeping import keep_revision
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Stale
from jianbao.desk.models import Issue, Item, Revision, User
from jianbao.desk.queries.slips import mends_only_slips
from jianbao.document import model

EDITABLE = (Issue.State.OPEN, Issue.State.IN_REVIEW)


def save_item(
    item: Item,
    content: model.Item,
    *,
    by: User,
    revision: int,
    autosave: bool = False,
    why: str = "edit",
) -> Revision | None:
    """Give the item a new text; `revision` is the one the editor began from.

    Its place in the issue stays. Gives None when nothing differs. `item` is fresh afterwards.
    Raises NotAllowed, Impossible (the issue is signed, printed, or the item withdrawn), or Stale
    when somebody saved meanwhile: then both texts are to be shown.
    """
    rules.require(rules.may_edit(by, item))
    with transaction.atomic():
        issue = lock(item.issue)
        require_editable(issue)
        now = Item.objects.select_for_update().get(pk=item.pk)
        now.issue = issue
        if now.withdrawn_at is not None:
            raise Impossible("item-withdrawn")
        if now.revision != revision:
            raise stale(now)
        after = as_data(content)
        kept = None if after == now.content else _write(now, after, by, autosave, why)
    _take_over(item, now)
    return kept


def require_editable(issue: Issue) -> None:
    """Raise Impossible unless the content of the issue may change now."""
    if issue.state not in EDITABLE:
        raise Impossible("issue-not-editable", state=issue.get_state_display())


def as_data(content: model.Item) -> dict[str, Any]:
    """Give the content of an item as its column holds it: the id is the row's own."""
    encoded = msgspec.json.encode(msgspec.structs.replace(content, id=""))
    data: dict[str, Any] = msgspec.json.decode(encoded)
    return data


def headline_of(item: model.Item) -> str:
    """Give what an item is called in a list: its title, its lead, or how it begins."""
    return (item.title or item.lead or "".join(item.paragraphs))[:60]


def stale(now: Item) -> Stale:
    """Give the refusal that names who saved last."""
    last = now.revisions.select_related("by").order_by("-number").first()
    who = str(last.by) if last and last.by else "—"
    return Stale("item-saved-meanwhile", who=who, revision=now.revision)


def _take_over(item: Item, now: Item) -> None:
    """Make a row what another reading of it is, without asking for what is read around it."""
    for field in Item._meta.concrete_fields:  # noqa: SLF001 - Django's own public-by-custom
        setattr(item, field.attname, getattr(now, field.attname))


def _write(item: Item, after: dict[str, Any], by: User, autosave: bool, why: str) -> Revision:
    before, text = item.revision, msgspec.convert(item.content, model.Item).text
    content = msgspec.convert(after, model.Item)
    slip_only = mends_only_slips(item, content, item.issue.bulletin)
    item.content = after
    item.headline = plain(headline_of(content))
    item.revision = before + 1
    item.save(update_fields=["content", "headline", "revision"])
    folded = item.revisions.filter(autosave=True, number=before, by=by).exists()
    kept = keep_revision(item, by=by, why=why, autosave=autosave, slip_only=slip_only)
    move_comments(item, text, content.text)
    if not (autosave and folded):  # a run of autosaves is one line of the log
        record(
            "save_item",
            item,
            by=by,
            bulletin=item.issue.bulletin,
            before={"revision": before},
            after={"revision": item.revision, "why": why},
        )
    return kept
