"""Takes one act on the arrangement of an issue back: places, sections and frame as before it."""

from __future__ import annotations

import msgspec
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.arranging.frame import Frame, frame_of, write_frame
from jianbao.desk.actions.arranging.rearranging import write_order
from jianbao.desk.actions.changing import stale
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Event, Issue, Item, User
from jianbao.desk.queries.arranged import ARRANGING, FRAMING
from jianbao.desk.queries.order import Order, from_data, in_order, order_of

UNDO = "undo_arrangement"


def undo_arrangement(event: Event, *, by: User) -> Event:
    """Restore exactly what stood before an act, or refuse.

    Items that came in since a move stay, at the end of where they stand. Raises NotAllowed,
    Impossible (this is no such act, it was taken back, or the issue is signed), or Stale when
    something later touched what the act had changed.
    """
    issue = _issue_of(event)
    with transaction.atomic():
        now = lock(issue)
        require_editable(now)
        if event.undone_by.exists():
            raise Impossible("not-undoable")
        if event.verb == FRAMING:
            rules.require(rules.may_arrange(by, now))
            _restore_frame(now, event)
        else:
            _restore_order(now, event, by)
        return record(UNDO, now, by=by, undoes=event)


def _issue_of(event: Event) -> Issue:
    kind, _, key = event.thing.partition(":")
    issue = Issue.objects.filter(pk=int(key)).first() if kind == "issue" else None
    if event.verb not in ARRANGING or issue is None:
        raise Impossible("not-undoable")
    return issue


def _restore_order(issue: Issue, event: Event, by: User) -> None:
    before, after = from_data(event.before["standing"]), from_data(event.after["standing"])
    _require_right(issue, before, event.after.get("moved"), by)
    now = order_of(issue)
    wanted = _undone(now, before, after)
    if wanted is None:
        raise stale(issue)
    write_order(issue, now, wanted)


def _undone(now: Order, before: Order, after: Order) -> Order | None:
    """Give the order before with what came in since; None where more differs from `after`."""
    known = {placed.item for placed in after.places}
    fresh = tuple(placed for placed in now.places if placed.item not in known)
    rest = tuple(placed for placed in now.places if placed.item in known)
    if rest != after.places or now.sections != after.sections:
        return None
    if fresh and before.sections != after.sections:
        return None
    return in_order(msgspec.structs.replace(before, places=(*before.places, *fresh)))


def _require_right(issue: Issue, before: Order, moved: int | None, by: User) -> None:
    """Ask for the right to put the moved item back; to give sections back, that to arrange."""
    if moved is None:
        rules.require(rules.may_arrange(by, issue))
        return
    item = Item.objects.select_related("issue__bulletin").get(pk=moved)
    back = before.placed(item.pk)
    rules.require(rules.may_edit(by, item, back.section if back else None))


def _restore_frame(issue: Issue, event: Event) -> None:
    if frame_of(issue) != msgspec.convert(event.after, Frame):
        raise stale(issue)
    write_frame(issue, msgspec.convert(event.before, Frame))
