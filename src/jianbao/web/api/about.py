"""Operations about the program itself: whose it is, and where it may do what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, User
from jianbao.web.api import shapes
from jianbao.web.api.entrance import REFUSALS, asker, bulletin_for, needing
from jianbao.web.api.shaping import named

router = Router(tags=["about"])


@router.get("/me", response={200: shapes.Me, **REFUSALS}, openapi_extra=needing())
def me(request: HttpRequest) -> dict[str, Any]:
    """Say whose token this is, and what it may."""
    person = asker(request)
    limited = person.acting_bulletin_id
    bulletin = Bulletin.objects.filter(pk=limited).first() if limited else None
    return {
        "id": person.pk,
        "name": person.full_name,
        "sign_in_name": person.username,
        "email": person.email,
        "token": person.acting_through,
        "scopes": sorted(person.acting_scopes or ()),
        "bulletin": bulletin.slug if bulletin else None,
        "roles": _roles(person),
    }


@router.get(
    "/bulletins",
    response={200: list[shapes.BulletinShape], **REFUSALS},
    openapi_extra=needing(),
)
def bulletins(request: HttpRequest) -> list[dict[str, Any]]:
    """List the bulletins that this token enters."""
    person = asker(request)
    return [
        _bulletin(person, bulletin)
        for bulletin in rules.bulletins_of(person)
        if rules.may(person, "enter", bulletin).ok
    ]


@router.get(
    "/bulletins/{slug:bulletin}",
    response={200: shapes.BulletinShape, **REFUSALS},
    openapi_extra=needing("enter"),
)
def bulletin(request: HttpRequest, bulletin: str) -> dict[str, Any]:
    """Give one bulletin with its sections and units."""
    return _bulletin(asker(request), bulletin_for(request, bulletin, "enter"))


def _bulletin(person: User, bulletin: Bulletin) -> dict[str, Any]:
    return {
        "slug": bulletin.slug,
        "title": bulletin.title,
        "department": bulletin.department,
        "archived": bulletin.archived_at is not None,
        "may": [name for name in rules.CAPABILITIES if rules.may(person, name, bulletin).ok],
        "sections": [
            {
                "id": section.pk,
                "title": section.title,
                "hidden": section.hidden,
                "item_length": section.item_length,
            }
            for section in bulletin.sections.all()
        ],
        "units": [named(unit) for unit in bulletin.units.filter(closed_at=None)],
    }


def _roles(person: User) -> list[dict[str, Any]]:
    """Give the grants that this token can use; one for a bulletin tells nothing of others."""
    limit = person.acting_bulletin_id
    slugs = dict(Bulletin.objects.values_list("pk", "slug"))
    return [
        {
            "role": grant.role,
            "bulletin": slugs.get(grant.bulletin_id) if grant.bulletin_id else None,
            "section": grant.section.title if grant.section else None,
            "unit": grant.unit.name if grant.unit else None,
        }
        for grant in rules.grants_of(person)
        if limit is None or grant.bulletin_id in {None, limit}
    ]
