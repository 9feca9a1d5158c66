"""Long lists in parts that stay put while rows arrive: each part says where the next begins."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, QuerySet

from jianbao.desk.models import Contribution

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_LARGEST = (1 << 63) - 1


class Part(NamedTuple):
    """Rows in order; `following` asks for the next part, and is '' at the end."""

    rows: list[Contribution]
    following: str


def part_after(
    found: QuerySet[Contribution], cursor: str, *, limit: int, oldest_first: bool = False
) -> Part:
    """Give the part of a list that begins behind `cursor` ('' for its beginning), by receipt.

    Raises ValueError for a cursor that no part has given.
    """
    order = ("received_at", "pk") if oldest_first else ("-received_at", "-pk")
    if cursor:
        found = found.filter(_behind(cursor, "gt" if oldest_first else "lt"))
    rows = list(found.order_by(*order)[: limit + 1])
    return Part(rows[:limit], _cursor(rows[limit - 1]) if len(rows) > limit else "")


def _cursor(row: Contribution) -> str:
    return f"{(row.received_at - _EPOCH) // _MICROSECOND}.{row.pk}"


def _behind(cursor: str, comparison: str) -> Q:
    moment, _, key = cursor.partition(".")
    if not (moment.isascii() and moment.isdigit() and key.isascii() and key.isdigit()):
        raise ValueError(f"no cursor: {cursor[:40]!r}")
    if len(moment) > 17 or int(key[:20]) > _LARGEST or len(key) > 19:
        raise ValueError(f"no cursor: {cursor[:40]!r}")
    at, pk = _EPOCH + int(moment) * _MICROSECOND, int(key)
    return Q(**{f"received_at__{comparison}": at}) | Q(
        **{"received_at": at, f"pk__{comparison}": pk}
    )
