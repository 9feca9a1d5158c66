"""Dispatches as they are asked for: those of a bulletin, and those that wait for the desk."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import Bulletin, Delivery, Dispatch, Edition
from jianbao.desk.queries.editions import current_edition, is_withdrawn

LATE = dt.timedelta(hours=6)  # after which a start that was missed is asked about


def dispatches_of(bulletin: Bulletin) -> QuerySet[Dispatch]:
    """Give the dispatches of a bulletin, the newest first."""
    found = Dispatch.objects.filter(bulletin=bulletin).order_by("-pk")
    return found.select_related(
        "edition__issue__bulletin", "bulletin", "prepared_by", "approved_by"
    )


def dispatchable_editions(bulletin: Bulletin) -> QuerySet[Edition]:
    """Give the editions that are out, the newest first."""
    out = Edition.objects.filter(issue__bulletin=bulletin, state=Edition.State.OUT)
    return out.select_related("issue__bulletin", "snapshot").order_by("-out_at", "-pk")


def latest_editions(bulletin: Bulletin, most: int = 40) -> list[Edition]:
    """Give of each issue the edition that readers are to see, those out last first."""
    found: dict[int, Edition] = {}
    for edition in dispatchable_editions(bulletin).defer("snapshot__content")[:most]:
        held = found.setdefault(edition.issue_id, edition)
        if edition.number > held.number:
            found[edition.issue_id] = edition
    return list(found.values())


def why_not_sendable(edition: Edition) -> str:
    """Say why an edition is not to be sent: not-out, superseded, withdrawn; else ''."""
    if edition.state != Edition.State.OUT:
        return "edition-not-out"
    if edition.kind != Edition.Kind.WITHDRAWAL and is_withdrawn(edition.issue):
        return "edition-withdrawn"
    current = current_edition(edition.issue)
    if current is not None and current.pk != edition.pk:
        return "edition-superseded"
    return ""


def dispatches_to_start() -> list[Dispatch]:
    """Give the approved dispatches whose time has come."""
    due = Dispatch.objects.filter(state=Dispatch.State.APPROVED, starts_at__lte=timezone.now())
    return list(due.select_related("bulletin").order_by("starts_at"))


def dispatches_under_way() -> list[Dispatch]:
    """Give the dispatches that are being sent, the oldest first."""
    under_way = Dispatch.objects.filter(state=Dispatch.State.SENDING)
    return list(under_way.select_related("bulletin", "edition__issue__bulletin").order_by("pk"))


def troubled_dispatches(bulletin: Bulletin) -> QuerySet[Dispatch]:
    """Give the dispatches that stand still, or that did not reach everybody: 投递失败."""
    missed = Q(
        deliveries__state__in=(
            Delivery.State.FAILED,
            Delivery.State.BOUNCED,
            Delivery.State.UNKNOWN,
        )
    )
    still = Q(state=Dispatch.State.PAUSED)
    return dispatches_of(bulletin).filter(missed | still).distinct()
