"""Asks for a shorter text or a headline of an item, and takes a proposal whose facts were seen.

A proposal changes nothing by itself: taking it is an ordinary save, by a person, of a text in
which they have looked at every fact that nothing bears out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.editing import require_editable, save_item, stale
from jianbao.desk.actions.language_model import (
    about,
    endpoint_of,
    lock_bulletin,
    note_question,
    send,
)
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Item, ModelCall, Revision, User
from jianbao.desk.queries.proposals import Reviewed, key_of, reviewed
from jianbao.document import model
from jianbao.document.proposing import NoProposal, Purpose, Said, question, understand
from jianbao.post.language_model import Endpoint

HEADLINE = 20  # characters of a headline, unless another number is given
_SHARE = 0.6  # of its length that a text keeps where neither person nor section says more


class _Question(NamedTuple):
    """What is asked about an item, and where."""

    endpoint: Endpoint
    content: model.Item
    purpose: Purpose
    limit: int
    messages: tuple[Said, ...]


def ask(
    item: Item, purpose: Purpose, *, by: User, revision: int, limit: int | None = None
) -> ModelCall:
    """Ask the bulletin's model about an item; give the row with its answer or its error.

    `revision` is the one the editor saw; `limit` is in characters, by default what the section
    allows. Nothing of the item changes. Raises NotAllowed, Stale, Impossible (switched off,
    engaged, not editable), or Invalid where nothing can be asked. Not for use inside a transaction.
    """
    rules.require(rules.may_edit(by, item))
    with transaction.atomic():
        bulletin = lock_bulletin(item.issue.bulletin)
        endpoint = endpoint_of(bulletin)
        now = _fresh(item, revision)
        asked = _question(endpoint, now, purpose, limit)
        call = note_question(bulletin, purpose, asked.messages, by=by, item=now)
        record("ask_model", now, by=by, bulletin=bulletin, after=about(call))
    send(call, endpoint, lambda answer, cut: _fault(asked, answer, cut=cut))
    return call


def _fresh(item: Item, revision: int) -> Item:
    now = Item.objects.select_related("issue", "section").get(pk=item.pk)
    require_editable(now.issue)
    if now.withdrawn_at is not None:
        raise Impossible("item-withdrawn")
    if now.revision != revision:
        raise stale(now)
    return now


def _question(endpoint: Endpoint, item: Item, purpose: Purpose, limit: int | None) -> _Question:
    content = msgspec.convert(item.content, model.Item)
    limit = limit or _usual(item, content, purpose)
    try:
        return _Question(endpoint, content, purpose, limit, question(content, purpose, limit=limit))
    except NoProposal as error:
        raise Invalid(f"proposal-{error.code}", field="limit") from None


def _usual(item: Item, content: model.Item, purpose: Purpose) -> int:
    if purpose == "headline":
        return HEADLINE
    allowed = item.section.item_length if item.section else None
    length = len(content.text)
    return allowed if allowed and allowed < length else max(1, int(length * _SHARE))


def _fault(asked: _Question, answer: str, *, cut: bool) -> str:
    """Say by a code why an answer is no proposal; nothing when it is one."""
    if cut:
        return "proposal-cut"
    try:
        understand(answer, asked.content, asked.purpose, limit=asked.limit)
    except NoProposal as error:
        return f"proposal-{error.code}"
    return ""


def accept(call: ModelCall, *, by: User, acknowledged: Collection[str]) -> Revision | None:
    """Save the item with a proposal; `acknowledged` names each fact that nothing bears out.

    The names are those of `queries.proposals.key_of`. Raises NotAllowed, Stale when the item was
    saved since it was asked about, Impossible (no proposal, taken already, not editable), or
    Invalid("facts-not-seen").
    """
    if call.item is None:
        raise Impossible("no-proposal")
    rules.require(rules.may_edit(by, call.item))
    found = reviewed(call)
    if found is None:
        raise Impossible("no-proposal")
    if found.outdated:
        raise stale(call.item)
    _require_seen(found, acknowledged)
    with transaction.atomic():
        taken = ModelCall.objects.filter(pk=call.pk, accepted_at=None)
        if not taken.update(accepted_at=timezone.now()):
            raise Impossible("proposal-taken")
        kept = save_item(call.item, found.after, by=by, revision=call.revision, why="proposal")
        _record(call, found, by)
    call.refresh_from_db()
    return kept


def _require_seen(found: Reviewed, acknowledged: Collection[str]) -> None:
    unseen = [fact.text for fact in found.altered if key_of(fact) not in acknowledged]
    if unseen:
        raise Invalid("facts-not-seen", field="acknowledged", facts="、".join(unseen))


def _record(call: ModelCall, found: Reviewed, by: User) -> None:
    assert call.item is not None
    record(
        "accept_proposal",
        call.item,
        by=by,
        bulletin=call.bulletin,
        after={
            "purpose": call.purpose,
            "model_name": call.model,
            "facts": [fact.text for fact in found.altered],
        },
    )
