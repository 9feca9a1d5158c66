"""Notes that a person has looked at an issue, so that the next look shows what changed since."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jianbao.desk.actions.snapshots import keep_content
from jianbao.desk.models import Handover, Issue, Look, User
from jianbao.desk.queries.standing import Standing


def look_at(issue: Issue, standing: Standing, *, by: User) -> Look:
    """Note the content that is shown; `before` is the one that this person saw before it.

    Looking twice at the same changes nothing. Who has the issue has opened it by that.
    """
    with transaction.atomic():
        shown = keep_content(issue, standing.content, standing.sha256)
        look, fresh = Look.objects.select_for_update().get_or_create(
            issue=issue, user=by, defaults={"snapshot": shown}
        )
        if not fresh and look.snapshot_id != shown.pk:
            look.before, look.snapshot, look.at = look.snapshot, shown, timezone.now()
            look.save(update_fields=["before", "snapshot", "at"])
        turn = standing.turn
        if turn and turn.handover and turn.to == by and turn.handover.opened_at is None:
            unopened = Handover.objects.filter(pk=turn.handover.pk, opened_at=None)
            unopened.update(opened_at=timezone.now())
    return look
