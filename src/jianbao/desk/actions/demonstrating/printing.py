"""Prints back issues: most are filed as they were, the last go through review and press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
from django.utils import timezone

from jianbao.desk.actions.arranging.frame import Frame, set_frame
from jianbao.desk.actions.arranging.sections import add_group
from jianbao.desk.actions.blank_items import make_blank_item
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.demonstrating.office import Office
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.actions.publishing import print_edition, publish, tick
from jianbao.desk.actions.reviewing.approving import approve
from jianbao.desk.actions.reviewing.handing import submit
from jianbao.desk.models import Edition, Issue, User
from jianbao.desk.queries.arrangement import arrangement_of, place_titled
from jianbao.desk.queries.item import text_of
from jianbao.desk.queries.publishing.checks import check_issue
from jianbao.desk.queries.publishing.desk_checks import checklist_of
from jianbao.desk.queries.standing import standing_of
from jianbao.desk.steps import Step
from jianbao.document import model
from jianbao.samples import SlipSample

_SIGNED_AT = dt.time(16, 30)


def bring_out_issues(office: Office, printed: Iterable[model.Issue], slip: SlipSample) -> None:
    """File the older issues; print the last two, and the first of these once more, corrected."""
    *older, before, last = printed
    for issue in older:
        add_printed_issue(office.bulletin, issue, by=None)
    corrected = _make(office, before)
    _bring_out(corrected, office, _day_of(before))
    _bring_out(_make(office, last), office, _day_of(last))
    _correct(corrected, slip, office, _day_of(before) + dt.timedelta(days=3))


def _day_of(printed: model.Issue) -> dt.date:
    assert printed.masthead.date is not None
    return printed.masthead.date


def _make(office: Office, printed: model.Issue) -> Issue:
    """Write the items of an issue on the desk, in the sections and groups where they stand."""
    day, window = _day_of(printed), printed.imprint.window
    issue = open_issue(office.bulletin, day, by=office.editor)
    for section in printed.sections:
        for item in section.items:
            _write(office, item, day, section.title)
        for group in section.subsections:
            _make_room(issue, section.title, group.title, by=office.editor)
            for item in group.items:
                _write(office, item, day, section.title, group.title.strip("【】"))
    frame = Frame(
        window_start=window.start if window else None,
        window_end=window.end if window else None,
        date=day,
        credits=printed.imprint.credits,
    )
    issue.refresh_from_db()
    set_frame(issue, frame, by=office.editor)
    return issue


def _make_room(issue: Issue, section: str, group: str, *, by: User) -> None:
    """Add a group that the bulletin does not have in every issue."""
    issue.refresh_from_db()
    place = place_titled(arrangement_of(issue), section)
    name = group.strip("【】")
    if place is not None and name not in place.group_titles:
        add_group(issue, section, name, by=by, bracketed=name != group)


def _write(office: Office, item: model.Item, day: dt.date, section: str, group: str = "") -> None:
    by = office.editor
    make_blank_item(office.bulletin, item, by=by, today=day, section=section, group=group)


def _bring_out(issue: Issue, office: Office, day: dt.date) -> None:
    """Review, sign and print an issue; what happened is dated on the day that it bears."""
    issue.refresh_from_db()
    submit(issue, by=office.editor, version=issue.version, to=office.reviewer)
    while (step := standing_of(issue).current) is not None and issue.state == "in_review":
        _approve(issue, step, office)
    at = timezone.make_aware(dt.datetime.combine(day, _SIGNED_AT))
    issue.verdicts.update(at=at)
    issue.handovers.update(at=at)
    checked = check_issue(issue, day)
    for line in checklist_of(issue):
        tick(issue, line, by=office.publisher, seen=checked.sha256)
    codes = {warning.code for warning in checked.warnings}
    edition = publish(issue, by=office.publisher, seen=checked.sha256, today=day, accepted=codes)
    print_edition(edition.pk)
    Edition.objects.filter(pk=edition.pk).update(frozen_at=at, out_at=at)
    Issue.objects.filter(pk=issue.pk).update(published_at=at)


def _approve(issue: Issue, step: Step, office: Office) -> None:
    by = office.signer if step.kind == "sign_off" else office.reviewer
    to = None if step.kind == "sign_off" else office.signer
    approve(issue, by=by, step=step.key, seen=standing_of(issue).sha256, to=to)


def _correct(printed: Issue, slip: SlipSample, office: Office, day: dt.date) -> None:
    """Print an issue once more with one slip mended, as its second edition."""
    by = office.editor
    printed.refresh_from_db()
    draft = start_correction(printed, "correction", reason=slip.reason, by=by, today=day)
    for item in draft.items.all():
        content = text_of(item)
        mended = tuple(text.replace(slip.wrong, slip.right) for text in content.paragraphs)
        if mended != content.paragraphs:
            fresh = msgspec.structs.replace(content, paragraphs=mended)
            save_item(item, fresh, by=by, revision=item.revision)
    _bring_out(draft, office, day)
