"""Which decisions an issue that came out tells: those taken for it, adopted ones among them."""

from __future__ import annotations

from django.db.models import F, Max, Q, QuerySet

from jianbao.desk.models import Contribution, Edition, Issue
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.own_contributions import with_told

_DECIDED = (Contribution.State.SHORTLISTED, Contribution.State.DECLINED)


def decided_for(issue: Issue, edition: Edition) -> list[Contribution]:
    """Give what was printed in an issue, and what was kept or declined since the one before it.

    Ask when the issue is published. What was told already since it was decided is left out.
    """
    printed = Q(state=Contribution.State.ADOPTED, origins__item__in=items_of(issue))
    decided = Q(state__in=_DECIDED, told=True)
    since = _last_out(issue, edition)
    if since is not None:
        decided &= Q(decided_at__gt=since)
    untold = Q(told_at=None) | Q(told_at__lt=F("decided_at"))
    found = with_told(Contribution.objects.filter(bulletin=issue.bulletin))
    found = found.filter(printed | (decided & untold)).distinct()
    return list(found.select_related("raw", "bulletin", "sent_by", "correspondent").order_by("pk"))


def planned_for(issue: Issue) -> QuerySet[Contribution]:
    """Give the planned contributions that standing items of an issue were made from."""
    planned = Contribution.objects.filter(
        origins__item__in=items_of(issue), state=Contribution.State.PLANNED
    )
    return planned.distinct()


def _last_out(issue: Issue, edition: Edition) -> object:
    """Give when an issue of the bulletin last came out, before this one."""
    out = Edition.objects.filter(
        issue__bulletin=issue.bulletin, state=Edition.State.OUT, kind=Edition.Kind.ORIGINAL
    )
    return out.exclude(pk=edition.pk).aggregate(last=Max("out_at"))["last"]
