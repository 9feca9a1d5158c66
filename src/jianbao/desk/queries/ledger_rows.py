"""The ledger as its pages show it: filtered, with groups, times and the figures of many at once."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from jianbao.desk.models import Bulletin, Capacity, Delivery, DeliveryEvent, Dispatch
from jianbao.desk.queries.deliveries import SHARES, Tally

RECENT = dt.timedelta(days=90)  # how far back 今日 asks for what did not arrive
MISSED = (*SHARES["failed"], *SHARES["unknown"])


class Wanted(NamedTuple):
    """Which rows are asked for: `share` is one of the figures, or missed; what is '' asks nothing.

    `group` and `words` are as the rows bear them: the names were frozen with the dispatch.
    """

    share: str = ""
    capacity: str = ""
    group: str = ""
    words: str = ""


def rows_of(dispatch: Dispatch, wanted: Wanted = Wanted()) -> QuerySet[Delivery]:  # noqa: B008 - it is frozen
    """Give the rows of a ledger that are asked for, in the order of the list."""
    rows = Delivery.objects.filter(dispatch=dispatch).order_by("pk")
    if wanted.share:
        rows = rows.filter(state__in=_states_of(wanted.share))
    if wanted.capacity in Capacity.values:
        rows = rows.filter(capacity=wanted.capacity)
    if wanted.group:
        rows = _in_group(rows, wanted.group)
    for word in wanted.words.split():
        rows = rows.filter(_bears(word))
    return rows


def groups_in(dispatch: Dispatch) -> list[str]:
    """Give the names of the groups that its rows bear, in the order of their first row."""
    rows = Delivery.objects.filter(dispatch=dispatch).order_by().values_list("groups", flat=True)
    found = sorted(rows.annotate(first=Min("pk")).values_list("first", "groups"))
    return list(dict.fromkeys(name for _first, names in found for name in names))


def last_changes(rows: Iterable[Delivery]) -> dict[int, dt.datetime]:
    """Give for each of these rows when something last happened to it, by one question."""
    events = DeliveryEvent.objects.filter(delivery__in=[row.pk for row in rows]).order_by()
    return dict(events.values("delivery").annotate(at=Max("at")).values_list("delivery", "at"))


def tallies(dispatches: Collection[Dispatch]) -> dict[int, Tally]:
    """Count the ledgers of many dispatches by one question."""
    shares = {share: Count("pk", filter=Q(state__in=states)) for share, states in SHARES.items()}
    rows = Delivery.objects.filter(dispatch__in=[one.pk for one in dispatches]).order_by()
    counted = rows.values("dispatch").annotate(**shares).values_list("dispatch", *SHARES)
    by_key = {row[0]: row[1:] for row in counted}
    nothing = (0,) * len(SHARES)
    return {one.pk: Tally(one.candidates, *by_key.get(one.pk, nothing)) for one in dispatches}


def missed_lately(bulletin: Bulletin) -> QuerySet[Delivery]:
    """Give 投递失败: what failed or is unknown of dispatches that began in the last 90 days."""
    since = timezone.now() - RECENT
    rows = Delivery.objects.filter(
        dispatch__bulletin=bulletin, dispatch__approved_at__gte=since, state__in=MISSED
    )
    return rows.select_related("dispatch__edition__issue").order_by("-dispatch", "pk")


def count_by_state(bulletin: Bulletin) -> Counter[str]:
    """Count the dispatches of a bulletin by their state, by one question."""
    counted = Dispatch.objects.filter(bulletin=bulletin).order_by().values_list("state")
    return Counter(dict(counted.annotate(Count("pk"))))


def _states_of(share: str) -> tuple[str, ...]:
    if share == "missed":
        return MISSED
    return next((states for name, states in SHARES.items() if name == share), ())


def _in_group(rows: QuerySet[Delivery], group: str) -> QuerySet[Delivery]:
    """Narrow to a group; a name is written with escapes by one database, without by another."""
    spelt = {json.dumps(group), json.dumps(group, ensure_ascii=False)}
    named = Q()
    for name in spelt:
        named |= Q(spelt_groups__contains=name)
    return rows.annotate(spelt_groups=Cast("groups", TextField())).filter(named)


def _bears(word: str) -> Q:
    columns = ("name", "address", "unit_name", "reply")
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found
