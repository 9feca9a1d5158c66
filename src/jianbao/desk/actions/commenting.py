"""Comments (批注) on an issue, an item or a passage of one; answers to them; settling them."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.anchoring import QUOTED
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Comment, Issue, Item, SigningLink, User
from jianbao.document import model

CLOSED = (Issue.State.PUBLISHED, Issue.State.DROPPED)
_LONGEST = 1000  # characters of a comment


class Passage(NamedTuple):
    """A stretch of document.model.Item.text, and how it read when it was marked."""

    start: int
    end: int
    quote: str


def comment_on(
    issue: Issue,
    text: str,
    *,
    by: User | None,
    item: Item | None = None,
    passage: Passage | None = None,
    link: SigningLink | None = None,
) -> Comment:
    """Comment on the issue, on one of its items, or on a passage of that.

    A reader without an account comments by their `link`. Raises NotAllowed, Invalid (no text, no
    such item), Stale (the passage reads otherwise by now), or Impossible (it is printed).
    """
    with transaction.atomic():
        now = _open_to(issue, by)
        if item is not None:
            item = Item.objects.filter(pk=item.pk, issue=now, withdrawn_at=None).first()
            if item is None:
                raise Invalid("item-missing", field="item")
        place = _placed(item, passage) if item and passage else None
        comment = Comment.objects.create(
            issue=now,
            item=item,
            by=by,
            link=link,
            text=_said(text),
            start=place.start if place else None,
            end=place.end if place else None,
            quote=place.quote[:QUOTED] if place else "",
        )
        _record("comment", comment, by)
    return comment


def answer(comment: Comment, text: str, *, by: User) -> Comment:
    """Answer a comment; an answer to an answer hangs on the first. A settled one opens again."""
    with transaction.atomic():
        issue = _open_to(comment.issue, by)
        first = comment.parent or comment
        said = Comment.objects.create(
            issue=issue, item=first.item, parent=first, by=by, text=_said(text)
        )
        Comment.objects.filter(pk=first.pk).update(resolved_at=None, resolved_by=None)
        _record("answer_comment", said, by)
    return said


def resolve(comment: Comment, *, by: User) -> None:
    """Settle a comment with its answers. Raises NotAllowed, or Impossible (it is settled)."""
    _settle(comment, by, settled=True)


def take_up_again(comment: Comment, *, by: User) -> None:
    """Open a settled comment again. Raises NotAllowed, or Impossible (it is open)."""
    _settle(comment, by, settled=False)


def _settle(comment: Comment, by: User, *, settled: bool) -> None:
    with transaction.atomic():
        _open_to(comment.issue, by)
        first = Comment.objects.filter(pk=(comment.parent or comment).pk)
        rows = first.filter(resolved_at__isnull=settled).update(
            resolved_at=timezone.now() if settled else None, resolved_by=by if settled else None
        )
        if not rows:
            raise Impossible("comment-settled" if settled else "comment-open")
        _record("resolve_comment" if settled else "reopen_comment", comment.parent or comment, by)
    comment.refresh_from_db()


def _open_to(issue: Issue, by: User | None) -> Issue:
    """Lock the issue: a passage must not move while it is being marked."""
    if by is not None:
        rules.require(rules.may(by, "comment", issue.bulletin))
    now = lock(issue)
    if now.state in CLOSED:
        raise Impossible("issue-not-editable", state=now.get_state_display())
    return now


def _said(text: str) -> str:
    kept = plain(text).strip()
    if not kept:
        raise Invalid("comment-empty", field="text")
    if len(kept) > _LONGEST:
        raise Invalid("comment-too-long", field="text", most=_LONGEST)
    return kept


def _placed(item: Item, passage: Passage) -> Passage:
    """Give the passage where it stands now: where it was marked, or its only other place."""
    text = msgspec.convert(item.content, model.Item).text
    start, end, quote = passage.start, passage.end, passage.quote
    if 0 <= start < end <= len(text) and text[start:end] == quote:
        return passage
    if quote and text.count(quote) == 1:
        return Passage(text.index(quote), text.index(quote) + len(quote), quote)
    raise Stale("passage-changed")


def _record(verb: str, comment: Comment, by: User | None) -> None:
    after = {"who": comment.link.name} if comment.link and by is None else {}
    record(verb, comment.issue, by=by, after=after, note=comment.text[:500])
