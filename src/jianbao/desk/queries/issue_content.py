"""An issue of the tables as the document it is, printed or still being made. Renders nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from jianbao.desk.models import Issue, Item
from jianbao.desk.queries.arrangement import Place, arrangement_of, place_titled
from jianbao.desk.queries.issues import items_of
from jianbao.document import model
from jianbao.document.interchange import to_json
from jianbao.document.model import one_line


def content_of(issue: Issue, items: Iterable[Item] | None = None) -> model.Issue:
    """Give what was printed; of an issue in the making, what stands in it now.

    `items` are those of `items_of`, where they were read already.

    The draft of a correction bears masthead and imprint of the issue that it corrects, whatever
    the bulletin has been called since; its date, window and credits are its own.
    """
    if issue.content is not None and issue.state == Issue.State.PUBLISHED:
        return msgspec.convert(issue.content, model.Issue)
    return model.Issue(
        masthead=masthead_of(issue),
        note=msgspec.convert(issue.note, model.Note) if issue.note else None,
        sections=_sections(issue, items_of(issue) if items is None else items),
        imprint=_imprint(issue),
    )


def _corrected(issue: Issue) -> model.Issue | None:
    """Give what was printed of the issue that this one corrects, or None."""
    printed = issue.corrects.content if issue.corrects else None
    return None if printed is None else msgspec.convert(printed, model.Issue)


def hash_of(content: model.Issue) -> str:
    """Give the SHA-256 of an issue's content, which a verdict, a signature and an edition name."""
    return hashlib.sha256(to_json(content, indent=0)).hexdigest()


def masthead_of(issue: Issue) -> model.Masthead:
    """Give the masthead of an issue in the making; a correction bears what was printed."""
    printed = _corrected(issue)
    if printed is not None:
        return replace(printed.masthead, date=issue.date)
    bulletin = issue.bulletin
    return model.Masthead(
        title=one_line(bulletin.title),
        year=issue.year,
        number=issue.number,
        number_to=issue.number_to,
        running_number=issue.running_number,
        running_number_to=issue.running_number_to,
        kind=msgspec.convert(issue.kind, model.IssueKind),
        label=one_line(issue.label),
        department=one_line(bulletin.department),
        date=issue.date,
        classification=one_line(bulletin.classification),
        notice=one_line(bulletin.notice),
    )


def _sections(issue: Issue, items: Iterable[Item]) -> tuple[model.Section, ...]:
    """Put the items under their sections and groups, in the order of the arrangement."""
    arrangement = arrangement_of(issue)
    standing: dict[str, dict[str, list[model.Item]]] = {
        place.title: {"": [], **{title: [] for title in place.group_titles}}
        for place in arrangement
    }
    for row in items:
        item = msgspec.convert({**row.content, "id": str(row.pk)}, model.Item)
        groups = standing.setdefault(row.section_title, {})
        groups.setdefault(row.subsection_title, []).append(item)
    return tuple(
        _section(title, groups, place_titled(arrangement, title))
        for title, groups in standing.items()
        if any(groups.values())
    )


def _section(title: str, groups: dict[str, list[model.Item]], place: Place | None) -> model.Section:
    bracketed = {group.title for group in place.groups if group.bracketed} if place else set()
    return model.Section(
        title=one_line(title),
        items=tuple(groups.get("", ())),
        subsections=tuple(
            model.Subsection(title=one_line(name), bracketed=name in bracketed, items=tuple(items))
            for name, items in groups.items()
            if name and items
        ),
    )


def _imprint(issue: Issue) -> model.Imprint:
    printed = _corrected(issue)
    start, end = issue.window_start, issue.window_end
    return replace(
        printed.imprint if printed else _standing_imprint(issue),
        window=model.Window(start=start, end=end) if start and end else None,
        credits=msgspec.convert(tuple(issue.credits), tuple[model.Credit, ...]),
    )


def _standing_imprint(issue: Issue) -> model.Imprint:
    """Give what the bulletin prints in every issue; 印发日期 stands beside 印发机关 alone."""
    bulletin = issue.bulletin
    return model.Imprint(
        reported_to=_lines(bulletin.reported_to),
        sent_to=_lines(bulletin.sent_to),
        distribution=_lines(bulletin.distribution),
        copies=_lines(bulletin.copies),
        submission_address=one_line(bulletin.submission_address),
        print_run=bulletin.print_run,
        printed_by=one_line(bulletin.printed_by),
        printed_on=issue.date if bulletin.printed_by else None,
    )


def _lines(texts: Iterable[object]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := one_line(str(text))))
