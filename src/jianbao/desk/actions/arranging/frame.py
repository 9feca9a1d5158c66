"""Sets what stands around the items of an issue: its days, the editors' note, who made it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.changing import stale
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Event, Issue, User
from jianbao.desk.queries.arranged import FRAMING
from jianbao.desk.queries.seen import mark_of
from jianbao.document import model

COLUMNS = ("window_start", "window_end", "date", "note", "credits")


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Window of collection, both days included, date of issue, 编者按, 责任编辑 and others."""

    window_start: dt.date | None = None
    window_end: dt.date | None = None
    date: dt.date | None = None
    note: model.Note | None = None
    credits: tuple[model.Credit, ...] = ()


def frame_of(issue: Issue) -> Frame:
    """Give the frame of an issue as it stands."""
    data = {name: getattr(issue, name) for name in COLUMNS}
    return msgspec.convert(data, Frame)


def set_frame(issue: Issue, frame: Frame, *, by: User, mark: str | None = None) -> Event | None:
    """Give an issue another frame; None when nothing differs.

    `mark` is that of the columns as the person saw them. Raises NotAllowed, Impossible (signed or
    printed), Invalid (a window that ends before it begins), or Stale. `issue` is fresh afterwards.
    """
    rules.require(rules.may_arrange(by, issue))
    start, end = frame.window_start, frame.window_end
    if start and end and end < start:
        raise Invalid("window-turned", field="window_end")
    with transaction.atomic():
        now = lock(issue)
        require_editable(now)
        if mark is not None and mark != mark_of(now, COLUMNS):
            raise stale(now)
        before = frame_of(now)
        event = None
        if before != frame:
            write_frame(now, frame)
            said = _said(before), _said(frame)
            event = record(FRAMING, now, by=by, before=said[0], after=said[1])
    issue.refresh_from_db()
    return event


def write_frame(issue: Issue, frame: Frame) -> None:
    """Write the columns. Call it inside the transaction of the act, with the issue locked."""
    issue.window_start, issue.window_end = frame.window_start, frame.window_end
    issue.date = frame.date
    issue.note = msgspec.to_builtins(frame.note) if frame.note else None
    issue.credits = msgspec.to_builtins(frame.credits)
    issue.save(update_fields=COLUMNS)


def _said(frame: Frame) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(frame))
    return said
