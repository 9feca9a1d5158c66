"""Operations on the inbox: its lists, one contribution with all that was read, its bytes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from jianbao.desk import rules
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Contribution, File, Photograph
from jianbao.desk.queries import inbox
from jianbao.desk.queries.contribution import around, find_contribution
from jianbao.desk.queries.keyset import Part, part_after
from jianbao.web import files
from jianbao.web.api import shapes
from jianbao.web.api.entrance import REFUSALS, asker, bulletin_for, needing
from jianbao.web.api.shaping import contribution_row, contribution_whole

router = Router(tags=["contributions"])
_BYTES = {
    "description": "The bytes as they came",
    "content": {"application/octet-stream": {"schema": {"type": "string"}}},
}
_SEEN_BY = ("see_inbox", "see_own")
_KEEPS = needing(*_SEEN_BY, responses={200: _BYTES})
Place = Annotated[int, Field(ge=0, le=shapes.LARGEST)]


class Wanted(Schema):
    """Which contributions are listed; what is left out narrows nothing."""

    list: Literal[tuple(inbox.LISTS)] = "all"  # type: ignore[valid-type]
    words: shapes.Line = ""
    unit: shapes.Key | None = None
    section: shapes.Key | None = None
    first: shapes.Day | None = None
    last: shapes.Day | None = None
    with_pictures: bool = False
    resembling: bool = False
    order: Literal["newest", "oldest"] = "newest"
    after: shapes.Line = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    def filters(self) -> inbox.Filters:
        """Give the filters of the inbox."""
        return inbox.Filters(
            words=self.words,
            unit=self.unit,
            section=self.section,
            first=self.first,
            last=self.last,
            with_pictures=self.with_pictures,
            resembling=self.resembling,
        )


@router.get(
    "/{slug:bulletin}/contributions",
    response={200: shapes.ContributionPage, **REFUSALS},
    openapi_extra=needing("see_inbox"),
)
def contributions(request: HttpRequest, bulletin: str, wanted: Query[Wanted]) -> dict[str, Any]:
    """List contributions of the inbox in parts, by receipt."""
    place = bulletin_for(request, bulletin, "see_inbox")
    found = inbox.contributions(place, wanted.list, asker(request), wanted.filters())
    found = found.select_related("unit", "suggested_section", "assigned_to", "bulletin")
    part = _part(found.defer("text", "paragraphs", "cover", "facts"), wanted)
    return {
        "contributions": [contribution_row(one) for one in part.rows],
        "following": part.following,
    }


@router.get(
    "/{slug:bulletin}/contributions/{int:pk}",
    response={200: shapes.ContributionShape, **REFUSALS},
    openapi_extra=needing("see_inbox"),
)
def contribution(request: HttpRequest, bulletin: str, pk: Place) -> dict[str, Any]:
    """Give a contribution with its text, facts, files, problems, resemblances and moves."""
    one = contribution_in(bulletin_for(request, bulletin, "see_inbox"), pk)
    return contribution_whole(one, around(one))


@router.get("/{slug:bulletin}/contributions/{int:pk}/raw", openapi_extra=_KEEPS, response=REFUSALS)
def raw(request: HttpRequest, bulletin: str, pk: Place) -> HttpResponseBase:
    """Give the message as it came, byte for byte, to editors and to who may see it."""
    one = _seen(request, bulletin, pk)
    if one.piece and not rules.may(asker(request), "see_inbox", one.bulletin).ok:
        raise Http404
    return files.kept(one.raw.sha256, one.raw.name or f"{one.pk}.eml")


@router.get(
    "/{slug:bulletin}/contributions/{int:pk}/files/{int:file}",
    openapi_extra=_KEEPS,
    response=REFUSALS,
)
def file(request: HttpRequest, bulletin: str, pk: Place, file: Place) -> HttpResponseBase:
    """Give a file as it was sent; the files of a whole are those of its pieces too."""
    one = _seen(request, bulletin, pk)
    rows = File.objects.filter(contribution__raw=one.raw_id, contribution__bulletin=one.bulletin)
    found = rows.filter(pk=file).first()
    shared = one.piece and not rules.may(asker(request), "see_inbox", one.bulletin).ok
    if found is None or shared:
        raise Http404
    return files.kept(found.sha256, found.name or f"{found.position}")


@router.get(
    "/{slug:bulletin}/contributions/{int:pk}/pictures/{int:picture}",
    openapi_extra=_KEEPS,
    response=REFUSALS,
)
def picture(request: HttpRequest, bulletin: str, pk: Place, picture: Place) -> HttpResponseBase:
    """Give a picture without what it tells of its maker."""
    one = _seen(request, bulletin, pk)
    shown = {found.pk: found for found in around(one).photographs}
    own = Photograph.objects.filter(contribution=one, pk=picture).first()
    sees_all = rules.may(asker(request), "see_inbox", one.bulletin).ok
    found = own or (shown.get(picture) if sees_all else None)
    if found is None:
        raise Http404
    return files.kept(found.sha256, found.name or f"{found.pk}")


def contribution_in(bulletin: Bulletin, pk: int) -> Contribution:
    """Find a contribution of a bulletin. Raises Http404."""
    one = find_contribution(bulletin, pk)
    if one is None:
        raise Http404
    one.bulletin = bulletin
    return one


def _seen(request: HttpRequest, slug: str, pk: int) -> Contribution:
    one = contribution_in(bulletin_for(request, slug, *_SEEN_BY), pk)
    rules.require(rules.may_see_contribution(asker(request), one))
    return one


def _part(found: Any, wanted: Wanted) -> Part:  # noqa: ANN401 - a queryset whatever was left out
    try:
        return part_after(
            found, wanted.after, limit=wanted.limit, oldest_first=wanted.order == "oldest"
        )
    except ValueError as error:
        raise Invalid("cursor-unknown", field="after") from error
