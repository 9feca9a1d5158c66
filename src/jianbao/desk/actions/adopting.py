"""Makes an item of the open issue from a contribution, or takes it out again. Writes no state."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.keeping import keep_revision
from jianbao.desk.actions.placing import last_position, lock, number_items
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Stale
from jianbao.desk.models import Contribution, Issue, Item, Origin, Section, User
from jianbao.desk.queries.arrangement import arrangement_of
from jianbao.desk.queries.issues import MAKING
from jianbao.document import model


def make_item(
    contribution: Contribution, issue: Issue, section: Section, *, by: User | None
) -> Item:
    """Put a new item at the end of its section. Call it with the issue locked and editable."""
    item = Item(
        issue=issue,
        section=section,
        section_title=section_title_in(issue, section),
        headline=contribution.headline,
        content=content_of(contribution),
    )
    put_item(item, contribution, by=by)
    number_items(issue)
    item.refresh_from_db()
    return item


def put_item(item: Item, contribution: Contribution, *, by: User | None) -> None:
    """Save a new item behind all others, made from a contribution.

    Call it with the issue locked, and number the items afterwards.
    """
    item.position = last_position(item.issue)
    item.unit = contribution.unit
    item.made_by = item.editor = by
    item.save()
    add_origin(item, contribution, by=by)
    keep_revision(item, by=by, why="made")


def section_title_in(issue: Issue, section: Section) -> str:
    """Give what a standing section is called in this issue."""
    places = arrangement_of(issue)
    return next((place.title for place in places if place.section == section.pk), section.title)


def add_origin(item: Item, contribution: Contribution, *, by: User | None) -> None:
    """Note that an item is made from a contribution too."""
    Origin.objects.get_or_create(item=item, contribution=contribution, defaults={"added_by": by})


def withdraw_items(contribution: Contribution, *, by: User | None, unedited: bool) -> None:
    """Take a contribution out of the items of the issues being made. Call it before the move.

    An item made from it alone is withdrawn; one made from others too stays without it. Locks the
    issues, as every act does before it touches a contribution. With `unedited`, raises Stale when
    somebody has worked on the item since it was made. Raises NotAllowed for an item in a section
    that `by` does not edit, Impossible when an issue is signed: it is printed as it was signed.
    """
    in_making = Issue.objects.filter(state__in=MAKING, corrects=None)
    standing = {"item__withdrawn_at": None, "item__issue__in": in_making}
    held = contribution.origins.filter(**standing).values_list("item__issue", flat=True)
    for issue in [lock(one) for one in Issue.objects.filter(pk__in=set(held)).order_by("pk")]:
        require_editable(issue)
        for origin in contribution.origins.filter(**standing, item__issue=issue):
            _leave(origin, issue, by=by, unedited=unedited)
        number_items(issue)


def _leave(origin: Origin, issue: Issue, *, by: User | None, unedited: bool) -> None:
    item = Item.objects.select_related("section").get(pk=origin.item_id)
    if by is not None:
        rules.require(rules.may_decide(by, origin.contribution, item.section))
    if item.origins.exclude(pk=origin.pk).exists():
        origin.delete()
        return
    if unedited and item.revision > 1:
        raise Stale("item-edited-meanwhile")
    item.withdrawn_at = timezone.now()
    item.save(update_fields=["withdrawn_at"])
    record("withdraw_item", item, by=by, bulletin=issue.bulletin)


def content_of(contribution: Contribution) -> dict[str, Any]:
    """Give the text of a contribution as a document.model.Item, in its JSON names."""
    paragraphs = tuple(line for text in contribution.paragraphs if (line := model.one_line(text)))
    title = model.one_line(contribution.headline) or None
    item = model.Item(
        kind="article" if title else "brief",
        title=title,
        paragraphs=paragraphs,
        byline=_byline(contribution),
    )
    content: dict[str, Any] = msgspec.to_builtins(item)
    return content


def _byline(contribution: Contribution) -> model.Byline | None:
    unit = model.one_line(contribution.unit.name) if contribution.unit else ""
    person = contribution.author or (
        contribution.correspondent.name if contribution.correspondent else ""
    )
    person = model.one_line(person)
    if not (unit or person):
        return None
    return model.Byline(
        units=(unit,) if unit else (),
        people=(person,) if person else (),
        raw=f"（{' '.join(filter(None, (unit, person)))}）",
    )
