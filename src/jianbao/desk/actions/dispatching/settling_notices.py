"""认领: what a person decides of a notice whose letter the desk could not find."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.dispatching.noticing import write_down
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid, Stale
from jianbao.desk.models import Delivery, Notice, User
from jianbao.desk.queries.notices import recent_deliveries


def assign(notice: Notice, delivery: int, *, by: User) -> Delivery:
    """Say which letter it is about; the ledger follows as if the desk had found it.

    Raises Invalid for a letter that did not go out lately in this bulletin, Stale when somebody
    else settled it.
    """
    rules.require(rules.may(by, "prepare_dispatch", notice.bulletin))
    chosen = recent_deliveries(notice.bulletin).filter(pk=delivery).first()
    if chosen is None:
        raise Invalid("notice-no-such-letter", field="delivery")
    with transaction.atomic():
        _settle(notice, by, delivery=chosen, found=Notice.Found.HAND)
        write_down(notice, chosen, by=by)
        record("settle_notice", notice, by=by, after={"address": chosen.address})
    return chosen


def lay_aside(notice: Notice, reason: str, *, by: User) -> None:
    """搁置: settle it without a letter. Raises Invalid without a reason, Stale as `assign`."""
    rules.require(rules.may(by, "prepare_dispatch", notice.bulletin))
    if not reason.strip():
        raise Invalid("reason-missing", field="reason")
    with transaction.atomic():
        _settle(notice, by)
        record("settle_notice", notice, by=by, reason=reason.strip()[:300])


def _settle(notice: Notice, by: User, **columns: object) -> None:
    now = timezone.now()
    open_ones = Notice.objects.filter(pk=notice.pk, delivery=None, settled_at=None)
    if not open_ones.update(settled_by=by, settled_at=now, **columns):
        raise Stale("notice-settled")
    notice.refresh_from_db()
