"""Operations on dispatches: how they stand, and their ledgers row by row."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from jianbao.desk.models import Delivery, Dispatch, Item
from jianbao.desk.queries.deliveries import SHARES, Tally, tally
from jianbao.desk.queries.dispatch_words import why_paused
from jianbao.desk.queries.dispatches import dispatches_of
from jianbao.desk.queries.ledger_rows import Wanted, rows_of, tallies
from jianbao.web.api import shapes
from jianbao.web.api.contributions import Place
from jianbao.web.api.delivery_shapes import DeliveryPage, DispatchPage, DispatchRow
from jianbao.web.api.entrance import REFUSALS, bulletin_for, needing
from jianbao.web.api.shaping import ROOT, issue_row, named

router = Router(tags=["dispatches"])
_SHARES = ("", *SHARES, "missed")
_WAITING = (Delivery.State.PENDING, Delivery.State.DEFERRED)


class Asked(Schema):
    """Which dispatches are listed; `before` is the `following` of the part before."""

    state: Literal[("", *Dispatch.State.values)] = ""  # type: ignore[valid-type]
    before: shapes.Key | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class AskedRows(Schema):
    """Which rows of a ledger are listed; `share` is a figure, or missed for failed and unknown."""

    share: Literal[_SHARES] = ""  # type: ignore[valid-type]
    words: shapes.Line = ""
    after: shapes.Key | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


@router.get(
    "/{slug:bulletin}/dispatches",
    response={200: DispatchPage, **REFUSALS},
    openapi_extra=needing("see_dispatch"),
)
def dispatches(request: HttpRequest, bulletin: str, asked: Query[Asked]) -> dict[str, Any]:
    """List the dispatches with their figures, the newest first."""
    found = _counted(dispatches_of(bulletin_for(request, bulletin, "see_dispatch")))
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.before is not None:
        found = found.filter(pk__lt=asked.before)
    rows = list(found[: asked.limit + 1])
    shown = rows[: asked.limit]
    counted = tallies(shown)
    return {
        "dispatches": [_dispatch(one, counted[one.pk]) for one in shown],
        "following": shown[-1].pk if len(rows) > asked.limit else None,
    }


@router.get(
    "/{slug:bulletin}/dispatches/{int:pk}",
    response={200: DispatchRow, **REFUSALS},
    openapi_extra=needing("see_dispatch"),
)
def dispatch(request: HttpRequest, bulletin: str, pk: Place) -> dict[str, Any]:
    """Give a dispatch with its figures."""
    found = _found(request, bulletin, pk)
    return _dispatch(found, tally(found))


@router.get(
    "/{slug:bulletin}/dispatches/{int:pk}/deliveries",
    response={200: DeliveryPage, **REFUSALS},
    openapi_extra=needing("see_dispatch"),
)
def deliveries(
    request: HttpRequest, bulletin: str, pk: Place, asked: Query[AskedRows]
) -> dict[str, Any]:
    """List the rows of a ledger in parts."""
    found = _found(request, bulletin, pk)
    rows = rows_of(found, Wanted(share=asked.share, words=asked.words))
    if asked.after is not None:
        rows = rows.filter(pk__gt=asked.after)
    part = list(rows.select_related("confirmed_by")[: asked.limit + 1])
    shown = part[: asked.limit]
    return {
        "deliveries": [_delivery(row) for row in shown],
        "following": shown[-1].pk if len(part) > asked.limit else None,
    }


def _found(request: HttpRequest, slug: str, pk: int) -> Dispatch:
    place = bulletin_for(request, slug, "see_dispatch")
    found = _counted(dispatches_of(place)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _counted(found: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Count the items of the issue of each in the same question."""
    standing = Item.objects.filter(issue=OuterRef("edition__issue"), withdrawn_at=None)
    counted = standing.order_by().values("issue").annotate(n=Count("pk")).values("n")
    return found.annotate(items=Subquery(counted))


def _dispatch(one: Dispatch, counted: Tally) -> dict[str, Any]:
    plain = ("state", "version", "edition_sha256", "subject", "distribution", "copies")
    times = ("prepared_at", "approved_at", "starts_at", "started_at", "ended_at")
    href = f"{ROOT}/{one.bulletin.slug}/dispatches/{one.pk}"
    items: int = getattr(one, "items") or 0  # noqa: B009 - annotated
    return {name: getattr(one, name) for name in (*plain, *times)} | {
        "id": one.pk,
        "issue": issue_row(one.edition.issue, items),
        "edition": one.edition.number,
        "prepared_by": named(one.prepared_by),
        "approved_by": named(one.approved_by),
        "pause": _pause(one),
        "figures": counted._asdict() | {"adds_up": counted.adds_up},
        "href": href,
        "deliveries_href": f"{href}/deliveries",
    }


def _pause(one: Dispatch) -> dict[str, str] | None:
    if one.state != Dispatch.State.PAUSED:
        return None
    return {"code": one.pause_code, "message": why_paused(one), "said": one.pause_note}


def _delivery(row: Delivery) -> dict[str, Any]:
    plain = ("name", "address", "capacity", "groups", "channel", "carries", "state", "reason")
    counts = ("attempts", "asked")
    times = ("first_try_at", "accepted_at", "delayed_at", "read_receipt_at")
    return {name: getattr(row, name) for name in (*plain, *counts, *times)} | {
        "id": row.pk,
        "unit": row.unit_name,
        "said": row.reply,
        "next_attempt_at": row.next_attempt_at if row.state in _WAITING else None,
        "confirmed_by": named(row.confirmed_by),
    }
