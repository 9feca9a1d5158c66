"""Makes an item that no contribution stands behind: a quotation, a notice, a profile, an honour."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.editing import as_data, headline_of, require_editable
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.keeping import keep_revision
from jianbao.desk.actions.placing import last_position, lock, number_items
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Issue, Item, Unit, User
from jianbao.desk.queries.arrangement import arrangement_of, place_titled
from jianbao.desk.queries.roster import known_to
from jianbao.document import model


def make_blank_item(
    bulletin: Bulletin,
    content: model.Item,
    *,
    by: User,
    today: dt.date,
    section: str,
    group: str = "",
    into: Issue | None = None,
) -> Item:
    """Put a new item at the end of a section, or of a group of it, of an issue.

    Without `into` it is the open one, which is opened if need be. Raises Invalid (no such place,
    or nothing is written), NotAllowed, or Impossible when the issue is signed or printed.
    """
    rules.require(rules.may(by, "edit", bulletin))
    if not (content.text or content.byline or content.source):
        raise Invalid("item-empty", field="body")
    with transaction.atomic():
        issue = lock(into or open_issue(bulletin, today, by=by))
        require_editable(issue)
        item = _placed(issue, section, group)
        rules.require(rules.may_edit(by, item))
        item.content, item.headline = as_data(content), plain(headline_of(content))
        item.unit = _unit_signing(content, bulletin)
        item.made_by = item.editor = by
        item.save()
        keep_revision(item, by=by, why="made")
        number_items(issue)
        after = {"section": section, "kind": content.kind}
        record("make_item", item, by=by, bulletin=bulletin, after=after)
    item.refresh_from_db()
    return item


def _placed(issue: Issue, section: str, group: str) -> Item:
    place = place_titled(arrangement_of(issue), section)
    if place is None or (group and group not in place.group_titles):
        raise Invalid("section-missing", field="section")
    return Item(
        issue=issue,
        section_id=place.section,
        section_title=section,
        subsection_title=group,
        position=last_position(issue),
    )


def _unit_signing(content: model.Item, bulletin: Bulletin) -> Unit | None:
    """Give the unit named first in the byline, as the bulletin knows it."""
    names = content.byline.units if content.byline else ()
    return known_to(bulletin).unit_named(names[0]) if names else None
