"""Begins the correction of a printed issue (更正, 补充, 撤回) as a draft of its next edition.

The draft goes through the same steps as any issue; until it is printed, readers have what was.
"""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.adopting import add_origin
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.keeping import keep_revision
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.publishing.following import copy_pictures
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.actions.renumbering import may_renumber
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Edition, Event, Issue, Item, User
from jianbao.desk.queries.arrangement import arrangement_of
from jianbao.desk.queries.edition_names import kind_in_print
from jianbao.desk.queries.editions import current_edition, draft_of_correction
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.issues import items_of
from jianbao.document import model
from jianbao.document.write.wording import date_words

KINDS = (Edition.Kind.CORRECTION, Edition.Kind.SUPPLEMENT, Edition.Kind.WITHDRAWAL)
_LONGEST = 500


def may_correct(user: User, issue: Issue) -> rules.Verdict:
    """Say whether `user` may begin a correction: who edits the whole issue, or publishes."""
    return may_renumber(user, issue)


def start_correction(issue: Issue, kind: str, *, reason: str, by: User, today: dt.date) -> Issue:
    """Open the draft of a further edition, with copies of what stands in the printed issue.

    A withdrawal has no items: it says only that the issue is taken back, and why. Raises
    NotAllowed, Invalid (no reason, no such kind), or Impossible: it is not printed here, another
    correction is being made, or it was withdrawn.
    """
    rules.require(may_correct(by, issue))
    reason = _reason(kind, reason)
    with transaction.atomic():
        printed = lock(issue)
        _require_correctable(printed)
        draft = Issue.objects.create(
            bulletin=printed.bulletin,
            kind=printed.kind,
            year=printed.year,
            window_start=printed.window_start,
            window_end=printed.window_end,
            date=printed.date,
            sections=msgspec.to_builtins(arrangement_of(printed)),
            note=_notice(printed, kind, reason, today),
            credits=printed.credits,
            corrects=printed,
            correction=kind,
            correction_reason=reason,
        )
        if kind != Edition.Kind.WITHDRAWAL:
            for item in items_of(printed):
                _copy(item, draft, by)
        after = {"correction": kind, "draft": draft.pk}
        record("start_correction", printed, by=by, after=after, note=reason)
    return draft


def reword_correction(draft: Issue, kind: str, *, reason: str, by: User, today: dt.date) -> Event:
    """Give a correction another reason, or make a 更正 of a 补充; the notice says it anew.

    Raises as `start_correction` does, and Impossible when it would become a withdrawal or none.
    """
    rules.require(may_correct(by, draft))
    reason = _reason(kind, reason)
    with transaction.atomic():
        now = lock(draft)
        require_editable(now)
        if now.corrects is None or _takes_back(now.correction) != _takes_back(kind):
            raise Impossible("no-such-correction")
        before = {"correction": now.correction, "note": now.correction_reason}
        now.correction, now.correction_reason = kind, reason
        now.note = _notice(now.corrects, kind, reason, today)
        now.save(update_fields=["correction", "correction_reason", "note"])
        after = {"correction": kind, "note": reason}
        return record("reword_correction", now, by=by, before=before, after=after)


def drop_correction(draft: Issue, *, by: User, version: int, reason: str) -> Event:
    """Give a correction up; what was printed stays as it is.

    Raises NotAllowed, Invalid (no reason), Stale, or Impossible: it is no correction, or in review.
    """
    if draft.corrects_id is None:
        raise Impossible("no-such-correction")
    note = plain(reason).strip()[:_LONGEST]
    reason = "other" if note else ""
    return flow.move(draft, "drop", by=by, version=version, reason=reason, note=note)


def _reason(kind: str, reason: str) -> str:
    if kind not in KINDS:
        raise Invalid("no-such-correction", field="kind")
    said = model.one_line(plain(reason))[:_LONGEST].strip()
    if not said:
        raise Invalid("reason-missing", field="reason")
    return said


def _require_correctable(printed: Issue) -> None:
    last = current_edition(printed)
    if printed.state != Issue.State.PUBLISHED or printed.corrects_id is not None or last is None:
        raise Impossible("not-printed-here")
    if last.kind == Edition.Kind.WITHDRAWAL:
        raise Impossible("issue-withdrawn")
    if draft_of_correction(printed) is not None:
        raise Impossible("correction-open")


def _takes_back(kind: str) -> bool:
    return kind == Edition.Kind.WITHDRAWAL


def _notice(printed: Issue, kind: str, reason: str, today: dt.date) -> dict[str, object]:
    """Give the notice that is printed before the first section; an earlier note stays below it."""
    word, day = kind_in_print(kind), date_words(today)
    said = f"{day}{word}：{reason}" + ("" if reason.endswith(("。", "！", "？")) else "。")
    note = model.Note(title=word, paragraphs=(said, *_earlier(content_of(printed).note)))
    notice: dict[str, object] = msgspec.to_builtins(note)
    return notice


def _earlier(note: model.Note | None) -> tuple[str, ...]:
    """Give an earlier notice as it is, and the editors' own note with its title."""
    if note is None or not note.paragraphs:
        return ()
    if note.title in {kind_in_print(kind) for kind in KINDS}:
        return note.paragraphs
    return (f"{note.title}：{note.paragraphs[0]}", *note.paragraphs[1:])


def _copy(item: Item, draft: Issue, by: User) -> None:
    copy = Item.objects.create(
        issue=draft,
        section=item.section,
        section_title=item.section_title,
        subsection_title=item.subsection_title,
        position=item.position,
        headline=item.headline,
        content=item.content,
        unit=item.unit,
        made_by=by,
        editor=by,
        copy_of=item,
    )
    copy_pictures(item, copy)
    for origin in item.origins.select_related("contribution"):
        add_origin(copy, origin.contribution, by=by)
    keep_revision(copy, by=by, why="made")
