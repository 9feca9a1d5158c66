"""Takes an item out of the issue being made, or brings it back. Its text and history stay."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.adopting import add_origin
from jianbao.desk.actions.editing import require_editable, stale
from jianbao.desk.actions.placing import last_position, lock, number_items
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Contribution, Event, Item, User
from jianbao.desk.queries.item import originals_of

_PLANNED = Contribution.State.PLANNED
_TAKES_BACK = (Contribution.State.WAITING, Contribution.State.SHORTLISTED)


def withdraw_item(item: Item, *, by: User, revision: int) -> Event:
    """Take an item out; the contributions that it was made from wait for a decision again.

    Raises NotAllowed, Stale (it was saved since it was seen) or Impossible (it is out already, or
    the issue is signed). `item` is fresh afterwards.
    """
    rules.require(rules.may_edit(by, item))
    with transaction.atomic():
        issue = lock(item.issue)
        require_editable(issue)
        now = Item.objects.select_for_update().get(pk=item.pk)
        if now.withdrawn_at is not None:
            raise Impossible("item-withdrawn")
        if now.revision != revision:
            raise stale(now)
        pieces = [piece for piece in originals_of(item) if piece.state == _PLANNED]
        now.withdrawn_at = timezone.now()
        now.save(update_fields=["withdrawn_at"])
        for piece in pieces:
            deciding.reconsider(piece, by=by, version=piece.version)
        number_items(issue)
        before = {"contributions": [piece.pk for piece in pieces]}
        event = record("withdraw_item", now, by=by, bulletin=issue.bulletin, before=before)
    item.refresh_from_db()
    return event


def reinstate_item(item: Item, *, by: User) -> Event:
    """Bring an item that was taken out back to the end of its section, its contributions with it.

    Raises NotAllowed, or Impossible: it stands in the issue, the issue is signed, or one of its
    contributions was decided on otherwise meanwhile.
    """
    rules.require(rules.may_edit(by, item))
    with transaction.atomic():
        issue = lock(item.issue)
        require_editable(issue)
        now = Item.objects.select_for_update().get(pk=item.pk)
        if now.withdrawn_at is None:
            raise Impossible("item-stands")
        for piece in originals_of(item):
            if piece.state not in _TAKES_BACK:
                raise Impossible("contribution-decided", headline=piece.headline)
            flow.move(piece, "plan", by=by, version=piece.version)
            add_origin(now, piece, by=by)
        now.withdrawn_at, now.position = None, last_position(issue)
        now.save(update_fields=["withdrawn_at", "position"])
        number_items(issue)
        event = record("reinstate_item", now, by=by, bulletin=issue.bulletin)
    item.refresh_from_db()
    return event
