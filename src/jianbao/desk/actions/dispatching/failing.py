"""Addresses that do not exist: the next dispatch leaves them out and says why."""

from __future__ import annotations

from django.utils import timezone

from jianbao.desk.actions.recording import plain
from jianbao.desk.models import Delivery, Recipient
from jianbao.post.notice_text import says_no_such_box


def mark_failing(delivery: Delivery, said: str) -> bool:
    """Mark the reader of a delivery whose server says that there is no such address.

    Other refusals mark nobody: a full box, a size limit, spam. False when nobody was marked; an
    address that was corrected meanwhile is another one.
    """
    if delivery.recipient_id is None or not says_no_such_box(said):
        return False
    readers = Recipient.objects.filter(
        pk=delivery.recipient_id, address=delivery.address, failing_since=None
    )
    columns = {"failing_since": timezone.now(), "failing_reason": plain(said)[:500]}
    return bool(readers.update(**columns))
