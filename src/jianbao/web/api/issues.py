"""Operations on issues and what was printed in them, and the search over it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from jianbao.desk import rules
from jianbao.desk.actions.indexing import desk_index
from jianbao.desk.index.entries import Marked
from jianbao.desk.models import Bulletin, Issue, Item
from jianbao.desk.queries.issue_content import content_of
from jianbao.web.api import shapes
from jianbao.web.api.contributions import Place
from jianbao.web.api.entrance import REFUSALS, asker, bulletin_for, needing
from jianbao.web.api.shaping import ROOT, issue_row, item_shape

router = Router(tags=["issues"])
_READ_BY = ("see_issue", "read_archive")


class Searched(Schema):
    """What is searched for: words and "phrases" that must all be there, and what narrows it."""

    q: shapes.Line
    unit: shapes.Line = ""
    section: shapes.Line = ""
    first: shapes.Day | None = None
    last: shapes.Day | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20
    offset: Annotated[int, Field(ge=0, le=5000)] = 0


@router.get(
    "/{slug:bulletin}/issues",
    response={200: list[shapes.IssueRow], **REFUSALS},
    openapi_extra=needing(*_READ_BY),
)
def issues(request: HttpRequest, bulletin: str) -> list[dict[str, Any]]:
    """List the printed issues, the newest first; with `issues:read` those in the making too."""
    place = bulletin_for(request, bulletin, *_READ_BY)
    found = place.issues.annotate(count=Count("items", filter=Q(items__withdrawn_at=None)))
    if not _sees_making(request, place):
        found = found.filter(state=Issue.State.PUBLISHED)
    return [issue_row(issue, issue.count) for issue in found]


@router.get(
    "/{slug:bulletin}/issues/{int:pk}",
    response={200: dict[str, Any], **REFUSALS},
    openapi_extra=needing(*_READ_BY),
)
def issue(request: HttpRequest, bulletin: str, pk: Place) -> dict[str, Any]:
    """Give an issue as jianbao-issue/1; its schema is published with the desk."""
    place = bulletin_for(request, bulletin, *_READ_BY)
    found = place.issues.filter(pk=pk).select_related("bulletin").first()
    hidden = found and found.state != Issue.State.PUBLISHED and not _sees_making(request, place)
    if found is None or hidden:
        raise Http404
    content: dict[str, Any] = msgspec.to_builtins(content_of(found))
    return content


@router.get(
    "/{slug:bulletin}/items/{int:pk}",
    response={200: shapes.ItemShape, **REFUSALS},
    openapi_extra=needing("read_archive"),
)
def item(request: HttpRequest, bulletin: str, pk: Place) -> dict[str, Any]:
    """Give a printed item."""
    place = bulletin_for(request, bulletin, "read_archive")
    printed = Item.objects.filter(issue__state=Issue.State.PUBLISHED, withdrawn_at=None)
    found = printed.filter(pk=pk, issue__bulletin=place).select_related("issue", "unit").first()
    if found is None:
        raise Http404
    return item_shape(found)


@router.get(
    "/{slug:bulletin}/search",
    response={200: shapes.SearchPage, **REFUSALS},
    openapi_extra=needing("read_archive"),
)
def search(request: HttpRequest, bulletin: str, asked: Query[Searched]) -> dict[str, Any]:
    """Search what was printed; every word must be there, the best are first."""
    place = bulletin_for(request, bulletin, "read_archive")
    with desk_index() as index:
        page = index.search(
            asked.q,
            limit=asked.limit,
            offset=asked.offset,
            bulletins=[place.pk],
            kind="item",
            unit=asked.unit or None,
            section=asked.section or None,
            start=asked.first,
            end=asked.last,
        )
    hits = [
        {
            "item": (key := int(hit.key.partition(":")[2])),
            "score": round(hit.score, 4),
            "date": hit.date,
            "unit": hit.unit,
            "section": hit.section,
            "title": _marked(hit.title),
            "snippet": _marked(hit.snippet),
            "href": f"{ROOT}/{place.slug}/items/{key}",
        }
        for hit in page.hits
    ]
    return {"total": page.total, "hits": hits}


def _sees_making(request: HttpRequest, bulletin: Bulletin) -> bool:
    return rules.may(asker(request), "see_issue", bulletin).ok


def _marked(marked: Marked) -> dict[str, Any]:
    return {
        "text": marked.text,
        "spans": list(marked.spans),
        "start": marked.start,
        "goes_on": marked.goes_on,
    }
