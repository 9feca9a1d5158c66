"""Operations that decide on a contribution: the moves of the table, and taking one back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from jianbao.desk.actions import assigning, deciding, dividing, undoing
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Contribution, Event, Item, User
from jianbao.desk.queries.contribution import editors_of
from jianbao.web.api import shapes
from jianbao.web.api.contributions import Place, contribution_in
from jianbao.web.api.entrance import REFUSALS, asker, bulletin_for, needing
from jianbao.web.api.shaping import contribution_row

router = Router(tags=["moves"])
_Do = Callable[[Contribution, User, shapes.MoveIn], Event]


def _plan(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    section = None
    if given.section is not None:
        section = one.bulletin.sections.filter(pk=given.section).first()
        if section is None:
            raise Invalid("section-missing", field="section")
    return deciding.plan(one, section, by=by, version=given.version, today=timezone.localdate())


def _merge(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    items = Item.objects.select_related("issue", "section")
    item = items.filter(pk=given.item or 0, issue__bulletin=one.bulletin).first()
    if item is None:
        raise Invalid("item-missing", field="item")
    return deciding.merge(one, item, by=by, version=given.version)


def _shortlist(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    return deciding.shortlist(one, by=by, version=given.version, note=given.note)


def _decline(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    return deciding.decline(one, by=by, version=given.version, reason=given.reason, note=given.note)


def _set_aside(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    reason = given.reason or "other"
    return deciding.set_aside(one, by=by, version=given.version, reason=reason, note=given.note)


def _divide(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    cuts = [dividing.Cut(cut.start, cut.headline) for cut in given.starts]
    return dividing.divide(one, cuts, by=by, version=given.version)


def _assign(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    to = None
    if given.to is not None:
        to = editors_of(one.bulletin).filter(pk=given.to).first()
        if to is None:
            raise Invalid("not-an-editor", field="to")
    return assigning.assign(one, to, by=by, version=given.version, note=given.note)


def _reconsider(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    return deciding.reconsider(one, by=by, version=given.version)


def _retry(one: Contribution, by: User, given: shapes.MoveIn) -> Event:
    return deciding.retry(one, by=by, version=given.version)


_MOVES: dict[str, _Do] = {
    "plan": _plan,
    "merge": _merge,
    "shortlist": _shortlist,
    "decline": _decline,
    "set_aside": _set_aside,
    "divide": _divide,
    "assign": _assign,
    "reconsider": _reconsider,
    "retry": _retry,
}


@router.post(
    "/{slug:bulletin}/contributions/{int:pk}/moves/{name}",
    response={200: shapes.MoveDone, **REFUSALS},
    openapi_extra=needing("decide"),
)
def move(
    request: HttpRequest, bulletin: str, pk: Place, name: str, given: shapes.MoveIn
) -> dict[str, Any]:
    """Make a move; it is refused with 409 when somebody was quicker than `version`.

    plan (section), merge (item), shortlist, decline (reason), set_aside (reason), divide (starts),
    assign (to), reconsider, retry: in brackets what each takes beside version and note.
    """
    place = bulletin_for(request, bulletin, "decide")
    one = contribution_in(place, pk)
    if name not in _MOVES:
        raise Http404
    event = _MOVES[name](one, asker(request), given)
    return _done(event, place, one.pk)


@router.post(
    "/{slug:bulletin}/events/{int:event}/undo",
    response={200: shapes.MoveDone, **REFUSALS},
    openapi_extra=needing("decide"),
)
def undo(request: HttpRequest, bulletin: str, event: Place) -> dict[str, Any]:
    """Take back a move by the key of its event, as long as nothing happened since."""
    place = bulletin_for(request, bulletin, "decide")
    found = Event.objects.filter(pk=event, bulletin=place).first()
    if found is None:
        raise Http404
    undone = undoing.undo(found, by=asker(request))
    return _done(undone, place, int(undone.thing.partition(":")[2]))


def _done(event: Event, bulletin: Bulletin, pk: int) -> dict[str, Any]:
    return {"event": event.pk, "contribution": contribution_row(contribution_in(bulletin, pk))}
