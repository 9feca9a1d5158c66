"""The log of a bulletin, for its administrators."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from jianbao.desk.queries.events import Wanted, events
from jianbao.web.api import shapes
from jianbao.web.api.entrance import REFUSALS, bulletin_for, needing
from jianbao.web.api.shaping import event_row

router = Router(tags=["log"])


class Asked(Schema):
    """Which rows are wanted; `before` is the `following` of the part before."""

    verb: shapes.Line = ""
    thing: shapes.Line = ""
    since: shapes.Day | None = None
    until: shapes.Day | None = None
    before: shapes.Key | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get(
    "/{slug:bulletin}/events",
    response={200: shapes.EventPage, **REFUSALS},
    openapi_extra=needing("see_events"),
)
def log(request: HttpRequest, bulletin: str, asked: Query[Asked]) -> dict[str, Any]:
    """Give the log of a bulletin, the newest first, in parts."""
    place = bulletin_for(request, bulletin, "see_events")
    wanted = Wanted(verb=asked.verb, thing=asked.thing, since=asked.since, until=asked.until)
    found = events(place, wanted).order_by("-pk")
    if asked.before is not None:
        found = found.filter(pk__lt=asked.before)
    rows = list(found[: asked.limit + 1])
    shown = rows[: asked.limit]
    following = shown[-1].pk if len(rows) > asked.limit else None
    return {"events": [event_row(row) for row in shown], "following": following}
