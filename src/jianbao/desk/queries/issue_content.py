"""An issue of the tables as the document it is, printed or still being made. Renders nothing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from jianbao.desk.models import Bulletin, Issue
from jianbao.desk.queries.issues import items_of
from jianbao.document import model
from jianbao.document.model import one_line


def content_of(issue: Issue) -> model.Issue:
    """Give what was printed; of an issue in the making, what stands in it now."""
    if issue.content is not None:
        return msgspec.convert(issue.content, model.Issue)
    return model.Issue(
        masthead=_masthead(issue), sections=_sections(issue), imprint=_imprint(issue)
    )


def _masthead(issue: Issue) -> model.Masthead:
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


def _sections(issue: Issue) -> tuple[model.Section, ...]:
    """Put the items under their sections, in the bulletin's order; a group becomes a subsection."""
    groups: dict[str, dict[str, list[model.Item]]] = {
        section.title: {} for section in issue.bulletin.sections.all()
    }
    for row in items_of(issue):
        item = msgspec.convert({**row.content, "id": str(row.pk)}, model.Item)
        groups.setdefault(row.section_title, {}).setdefault(row.subsection_title, []).append(item)
    return tuple(
        model.Section(
            title=one_line(title),
            items=tuple(parts.get("", ())),
            subsections=tuple(
                model.Subsection(title=one_line(name), items=tuple(items))
                for name, items in parts.items()
                if name
            ),
        )
        for title, parts in groups.items()
        if parts
    )


def _imprint(issue: Issue) -> model.Imprint:
    bulletin: Bulletin = issue.bulletin
    start, end = issue.window_start, issue.window_end
    return model.Imprint(
        window=model.Window(start=start, end=end) if start and end else None,
        reported_to=_lines(bulletin.reported_to),
        sent_to=_lines(bulletin.sent_to),
        distribution=_lines(bulletin.distribution),
        copies=_lines(bulletin.copies),
        submission_address=one_line(bulletin.submission_address),
        print_run=bulletin.print_run,
        printed_by=one_line(bulletin.printed_by),
    )


def _lines(texts: Iterable[object]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := one_line(str(text))))
