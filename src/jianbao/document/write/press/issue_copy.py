"""The press contract: an issue as the JSON a Typst theme takes. It holds data, never markup.

Names at the top: `faces`, `document`, `masthead`, `contents`, `note`, `parts`, `imprint` and
`attached`. A part is a `section`, a `subsection` or an `item`; an item's `pieces` are of kind
`paragraph`, `pictures` or `table`. The functions below are the whole of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from jianbao.document.model import Imprint, Issue, Masthead, Section, Subsection
from jianbao.document.numbering import format_number
from jianbao.document.write.press.contents import contents_entries
from jianbao.document.write.press.item_copy import heading, item_copy
from jianbao.document.write.press.printable import GAP, breakable
from jianbao.document.write.press.setting import Setting
from jianbao.document.write.wording import (
    Entry,
    date_words,
    imprint_rows,
    subsection_words,
    window_sentence,
)

Copy = dict[str, Any]

_ONE_LINE = 15  # characters of a title that still stand on one line
_BREAK_AFTER = re.compile(
    r"公司|集团(?!股份|有限)|委员会|管理局|总工会|大学|学院|医院|银行|机关|系统|行业|领域|专项|工程"
    r"|部|局|省|市|县|区"
)
_SUPERIORS = {"报", "送", "发", "发放", "主送"}


def issue_copy(issue: Issue, setting: Setting) -> Copy:
    """Give the contract for `issue`; the theme adds nothing to its words."""
    parts = list(_parts(issue.sections, setting))
    return {
        "document": _document(issue),
        "masthead": _masthead(issue.masthead, setting),
        "contents": contents_entries(issue.contents, parts, setting.text),
        "note": issue.note
        and {
            "title": setting.text(issue.note.title),
            "paragraphs": [breakable(setting.text(text)) for text in issue.note.paragraphs],
        },
        "parts": parts,
        "imprint": _imprint(issue, setting),
    }


def printed_date(issue: Issue) -> dt.date:
    """Give the date a document of this issue bears: the masthead's, never today's."""
    masthead = issue.masthead
    return masthead.date or issue.imprint.printed_on or dt.date(masthead.year or 2000, 1, 1)


def document_title(issue: Issue) -> str:
    """Give the title of a document of this issue: the bulletin's, and the number."""
    return f"{issue.masthead.title} {format_number(issue.masthead)}".strip() or "简报"


def _document(issue: Issue) -> Copy:
    date = printed_date(issue)
    return {
        "title": document_title(issue),
        "author": issue.masthead.department,
        "keywords": [section.title for section in issue.sections if section.title],
        "description": "jianbao-issue/1",
        "date": [date.year, date.month, date.day],
    }


def _masthead(masthead: Masthead, setting: Setting) -> Copy:
    left = (masthead.classification, masthead.urgency, masthead.notice)
    return {
        "title_lines": [setting.text(line) for line in title_lines(masthead.title)],
        "number_line": setting.text(format_number(masthead)),
        "department": setting.text(masthead.department),
        "date": date_words(masthead.date) if masthead.date else "",
        "upper_left": GAP.join(setting.text(text) for text in left if text),
        "upper_right": setting.text(masthead.copy_number),
    }


def title_lines(title: str) -> tuple[str, ...]:
    """Break a long title in two lines of like length, after the name of a body where it can."""
    if not title or len(title) <= _ONE_LINE:
        return (title,) if title else ()
    middle = len(title) / 2
    ends = [m.end() for m in _BREAK_AFTER.finditer(title)]
    near = [end for end in ends if abs(end - middle) <= len(title) / 5]
    cut = min(near, key=lambda end: abs(end - middle)) if near else round(middle)
    return (title[:cut].strip(), title[cut:].strip())


def _parts(sections: tuple[Section, ...], setting: Setting) -> Iterator[Copy]:
    for number, section in enumerate(sections):
        level = setting.level
        if section.title:
            yield heading(
                "section", setting.text(section.title), level, f"{setting.prefix}s{number}"
            )
            level += 1
        for item in section.items:
            yield item_copy(item, level, setting)
        for order, group in enumerate(section.subsections):
            yield from _subsection(group, f"{setting.prefix}s{number}-{order}", level, setting)


def _subsection(group: Subsection, label: str, level: int, setting: Setting) -> Iterator[Copy]:
    if group.title:
        text = setting.text(subsection_words(group))
        yield heading("subsection", text, level, label) | {"bracketed": group.bracketed}
        level += 1
    for item in group.items:
        yield item_copy(item, level, setting)


def _imprint(issue: Issue, setting: Setting) -> Copy | None:
    groups = [
        [[_entry(entry, issue.imprint, setting) for entry in row] for row in group]
        for group in imprint_groups(issue.imprint)
    ]
    window = setting.text(window_sentence(issue))
    return {"window": window, "groups": groups} if window or groups else None


def _entry(entry: Entry, imprint: Imprint, setting: Setting) -> Copy:
    address = imprint.submission_address
    is_mail = bool(address) and entry.text == address and "@" in address and address.isascii()
    return {
        "label": setting.text(entry.label),
        "text": setting.text(entry.text),
        "url": f"mailto:{address}" if is_mail else "",
    }


def imprint_groups(imprint: Imprint) -> list[list[tuple[Entry, ...]]]:
    """Give the rows of the 版记 in groups; a rule stands between groups, none inside.

    报, 送 and 发 are one group, the print run on its right; so are the lines without a field.
    """
    print_run = Entry("", f"共印{imprint.print_run}份")
    groups: list[list[tuple[Entry, ...]]] = []
    kind = ""
    for row in imprint_rows(imprint):
        if row == (print_run,):
            _add_print_run(groups, print_run)
            continue
        this = _kind(row, imprint)
        if this and this == kind:
            groups[-1].append(row)
        else:
            groups.append([row])
        kind = this
    return groups


def _kind(row: tuple[Entry, ...], imprint: Imprint) -> str:
    if row[0].label in _SUPERIORS:
        return "readers"
    return "other" if not row[0].label and row[0].text in imprint.other else ""


def _add_print_run(groups: list[list[tuple[Entry, ...]]], print_run: Entry) -> None:
    if groups and groups[0][-1][0].label in _SUPERIORS:
        groups[0][-1] = (*groups[0][-1], print_run)
    else:
        groups.append([(Entry("", ""), print_run)])
