"""What an editor decides on a contribution: plan, merge, shortlist, decline, set aside, reconsider.

States are written by `flow` alone; here stands what goes with them.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.adopting import add_origin, make_item, withdraw_items
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.hints import hint, to_be_read
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.joining import drop_pieces
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Contribution, Event, Issue, Item, Section, User
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.reasons import BY_HAND, DECLINED_FOR


def plan(
    contribution: Contribution,
    section: Section | None,
    *,
    by: User,
    version: int,
    today: dt.date,
) -> Event:
    """Put it into the open issue, in `section` or the suggested one; opens an issue if need be.

    Raises Invalid (no section), NotAllowed (not an editor of it), Stale, Impossible.
    """
    section = section or contribution.suggested_section
    if section is None or section.bulletin_id != contribution.bulletin_id:
        raise Invalid("section-missing", field="section")
    rules.require(rules.may_decide(by, contribution, section))
    with transaction.atomic():
        issue = lock(open_issue(contribution.bulletin, today, by=by))
        require_editable(issue)
        event = flow.move(contribution, "plan", by=by, version=version)
        item = make_item(contribution, issue, section, by=by)
        after = {"section": section.title, "issue": issue.number}
        record("make_item", item, by=by, bulletin=contribution.bulletin, after=after)
    return event


def merge(contribution: Contribution, item: Item, *, by: User, version: int) -> Event:
    """Make it one more origin of an item of the open issue; the item's text stays as it is.

    Raises Invalid (no such item in an open issue), NotAllowed, Stale, Impossible.
    """
    with transaction.atomic():
        issue = lock(item.issue)
        now = items_of(issue).filter(pk=item.pk).first()
        takes_more = issue.state == Issue.State.OPEN and issue.corrects_id is None
        if now is None or not takes_more or issue.bulletin_id != contribution.bulletin_id:
            raise Invalid("item-missing", field="item")
        rules.require(rules.may_decide(by, contribution, now.section))
        event = flow.move(contribution, "plan", by=by, version=version)
        add_origin(item, contribution, by=by)
        after = {"contribution": contribution.pk}
        record("add_origin", item, by=by, bulletin=contribution.bulletin, after=after)
    return event


def shortlist(contribution: Contribution, *, by: User, version: int, note: str = "") -> Event:
    """Keep it for a later issue (留用)."""
    return flow.move(contribution, "shortlist", by=by, version=version, note=note)


def decline(
    contribution: Contribution, *, by: User, version: int, reason: str, note: str = ""
) -> Event:
    """Decide against it (不采用) for a reason of `DECLINED_FOR`; the state can be taken back."""
    if reason not in DECLINED_FOR:
        raise Invalid("reason-missing", field="reason")
    return flow.move(contribution, "decline", by=by, version=version, reason=reason, note=note)


def set_aside(
    contribution: Contribution, *, by: User, version: int, reason: str = "other", note: str = ""
) -> Event:
    """Put away what is no contribution, for a reason of `BY_HAND`."""
    if reason not in BY_HAND:
        raise Invalid("reason-missing", field="reason")
    return flow.move(contribution, "set_aside", by=by, version=version, reason=reason, note=note)


def reconsider(contribution: Contribution, *, by: User, version: int) -> Event:
    """Take a decision back: it waits again, its item is withdrawn, its undecided pieces go.

    Raises Impossible when its pieces were decided on already, or its issue is signed.
    """
    with transaction.atomic():
        divided = contribution.state == Contribution.State.DIVIDED
        withdraw_items(contribution, by=by, unedited=False)
        event = flow.move(contribution, "reconsider", by=by, version=version)
        if divided:
            drop_pieces(contribution, by=by)
    return event


def retry(contribution: Contribution, *, by: User, version: int) -> Event:
    """Have it read again, from the first attempt on."""
    if contribution.piece:
        raise Impossible("is-a-piece")
    changes = {"reading_attempts": 0, "reading_claimed_until": None}
    event = flow.move(contribution, "retry", by=by, version=version, changes=changes)
    hint(to_be_read, contribution=contribution.pk)
    return event


def mark_seen(contribution: Contribution, *, by: User) -> None:
    """Note that an editor has opened it for the first time; that changes nothing else."""
    if contribution.seen_at is None and rules.may_decide(by, contribution).ok:
        unseen = Contribution.objects.filter(pk=contribution.pk, seen_at__isnull=True)
        unseen.update(seen_at=timezone.now())
