"""Operations for contributors: what they and their unit sent, and handing in more."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from jianbao.desk.actions.handing_in import HandedIn, hand_in
from jianbao.desk.actions.receiving import Received
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Contribution
from jianbao.desk.queries import own_contributions as own
from jianbao.desk.queries.contribution import around
from jianbao.desk.queries.keyset import part_after
from jianbao.intake.packing import Upload
from jianbao.web.api import shapes
from jianbao.web.api.contributions import router as inbox_router
from jianbao.web.api.entrance import REFUSALS, asker, bulletin_for, needing
from jianbao.web.api.refusals import Refusal
from jianbao.web.api.shaping import href, own_row, own_whole

router = Router(tags=["own contributions"])
_TAKEN = {200: shapes.Taken, 201: shapes.Taken, 413: Refusal, **REFUSALS}


class Wanted(Schema):
    """Which of one's own contributions are listed."""

    list: shapes.Line = "all"
    year: Annotated[int, Field(ge=1990, le=2200)] | None = None
    after: shapes.Line = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class FilesIn(Schema):
    """What is said beside files; as in a text."""

    text: shapes.Long = ""
    headline: shapes.Line = ""
    author: shapes.Line = ""
    note: shapes.Line = ""
    unit: shapes.Key | None = None
    revises: shapes.Key | None = None


@router.get(
    "/{slug:bulletin}/own-contributions",
    response={200: shapes.OwnPage, **REFUSALS},
    openapi_extra=needing("see_own"),
)
def own_contributions(request: HttpRequest, bulletin: str, wanted: Query[Wanted]) -> dict[str, Any]:
    """List what the person and their units sent, the newest first, in parts."""
    place = bulletin_for(request, bulletin, "see_own")
    if wanted.list not in own.LISTS:
        raise Invalid("list-unknown", field="list")
    found = own.in_list(own.own_contributions(place, asker(request)), wanted.list)
    found = own.in_year(found, wanted.year) if wanted.year else found
    try:
        found = found.select_related("bulletin", "unit", "raw")
        part = part_after(found, wanted.after, limit=wanted.limit)
    except ValueError as error:
        raise Invalid("cursor-unknown", field="after") from error
    return {"contributions": [own_row(one) for one in part.rows], "following": part.following}


@router.get(
    "/{slug:bulletin}/own-contributions/{int:pk}",
    response={200: shapes.OwnShape, **REFUSALS},
    openapi_extra=needing("see_own"),
)
def own_contribution(request: HttpRequest, bulletin: str, pk: int) -> dict[str, Any]:
    """Give one's own contribution, as the editors see it, and where it was printed."""
    place = bulletin_for(request, bulletin, "see_own")
    one = own.own_contribution(place, asker(request), pk)
    if one is None:
        raise Http404
    return own_whole(one, around(one), own.printed_in(one))


@inbox_router.post(
    "/{slug:bulletin}/contributions",
    response=_TAKEN,
    openapi_extra=needing("contribute"),
)
def hand_in_text(
    request: HttpRequest, bulletin: str, given: shapes.TextIn
) -> Status[dict[str, Any]]:
    """Hand in a text. The same once more gives the same contribution, and 200 instead of 201."""
    place = bulletin_for(request, bulletin, "contribute")
    return _take(request, place, given, ())


@router.post(
    "/{slug:bulletin}/contributions/upload",
    response=_TAKEN,
    openapi_extra=needing("contribute"),
)
def hand_in_files(
    request: HttpRequest,
    bulletin: str,
    given: Form[FilesIn],
    files: File[list[UploadedFile]],
) -> Status[dict[str, Any]]:
    """Hand in files (multipart, field `files`), each as it is; mails give a contribution each."""
    place = bulletin_for(request, bulletin, "contribute")
    limit = settings.JIANBAO.largest_upload
    if sum(file.size or 0 for file in files) > limit:
        raise Invalid("upload-too-large", field="files", limit=f"{limit >> 20} MB")
    uploads = tuple(Upload(file.name or "", file.read()) for file in files)
    return _take(request, place, given, uploads)


def _take(
    request: HttpRequest,
    bulletin: Bulletin,
    given: shapes.TextIn | FilesIn,
    files: tuple[Upload, ...],
) -> Status[dict[str, Any]]:
    received = hand_in(
        HandedIn(
            headline=given.headline,
            text=given.text,
            author=given.author,
            note=given.note,
            files=files,
        ),
        bulletin=bulletin,
        channel=Contribution.Channel.API,
        by=asker(request),
        unit=_unit(bulletin, given.unit),
        revises=_earlier(request, bulletin, given.revises),
    )
    fresh = any(one.fresh for one in received)
    return Status(201 if fresh else 200, {"contributions": [_taken(one) for one in received]})


def _taken(received: Received) -> dict[str, Any]:
    one = received.contribution
    return {"id": one.pk, "fresh": received.fresh, "href": href(one)}


def _unit(bulletin: Bulletin, pk: int | None) -> Any:  # noqa: ANN401 - a Unit or None
    if pk is None:
        return None
    unit = bulletin.units.filter(pk=pk).first()
    if unit is None:
        raise Invalid("not-of-this-bulletin", field="unit")
    return unit


def _earlier(request: HttpRequest, bulletin: Bulletin, pk: int | None) -> Contribution | None:
    if pk is None:
        return None
    earlier = own.own_contribution(bulletin, asker(request), pk)
    if earlier is None:
        raise Invalid("contribution-missing", field="revises")
    return earlier
