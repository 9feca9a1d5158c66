"""What stands around the items of an issue in Word: masthead above, imprint below."""

from __future__ import annotations

import math
from collections.abc import Iterator

from jianbao.document.model import Issue, Masthead
from jianbao.document.numbering import format_number
from jianbao.document.write.word.elements import Element, element, paragraph, row, run, tab, table
from jianbao.document.write.word.headlines import line_width
from jianbao.document.write.word.looks import Look
from jianbao.document.write.wording import (
    GAP,
    Entry,
    corner_rows,
    date_words,
    imprint_rows,
    window_sentence,
)
from jianbao.language.characters import width

_SHORT_NAME, _LONGEST_NAME = 4, 13  # em of a title that is spaced out, that stays on one line


def masthead(said: Masthead, look: Look) -> Iterator[Element]:
    """Give the masthead: corner, title, number, and the line of department and date."""
    for left, right in corner_rows(said):
        aside = (tab(), run(right)) if right else ()
        yield paragraph("IssueCorner", run(left), *aside)
    if said.title:
        yield _name(said.title, look)
    if number := format_number(said):
        yield paragraph("IssueNumber", run(number))
    date = date_words(said.date) if said.date else ""
    yield paragraph("IssueLine", run(said.department), tab(), run(date))


def _name(title: str, look: Look) -> Element:
    """Set the title as large as the measure holds, a long one in two lines, a short one spaced."""
    letters = max(width(title), 1)
    em = look.measure / 10  # of one letter that fills the measure, in half points
    lines = 1 if letters <= _LONGEST_NAME else 2
    size = min(look.name, int(em / math.ceil(letters / lines)))
    if letters > _SHORT_NAME:
        made = paragraph("BulletinTitle", run(title, sz=size))
    else:
        made = paragraph("BulletinTitle", run(title, spacing=size * 3, sz=size))
    if lines > 1:
        side = int(look.measure - line_width(title, em / size) * size * 10) // 2
        element("ind", made[0], left=max(side, 0), right=max(side, 0))
    return made


def imprint(issue: Issue, look: Look) -> Iterator[Element]:
    """Give the imprint as a table of one column at the foot of the last page."""
    rows = [_row(entries, look) for entries in imprint_rows(issue.imprint)]
    window = window_sentence(issue)
    if window:
        rows.insert(0, _window_row(window, look))
    if not rows:
        return
    made = table("ImprintTable", (look.measure,), rows)
    _pin(made)
    yield paragraph("ItemText")
    yield made
    yield _anchor()


def _pin(made: Element) -> None:
    """Let the table float down to the foot of the text on its page."""
    look = made[0]
    place = element(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        topFromText=200,
        vertAnchor="margin",
        horzAnchor="margin",
        tblpXSpec="center",
        tblpYSpec="bottom",
    )
    look.insert(1, place)


def _anchor() -> Element:
    """Make the paragraph that Word wants after a table, without height to speak of."""
    made = paragraph("Imprint")
    element("keepNext", made[0], val=0)
    element("spacing", made[0], before=0, after=0, line=20, lineRule="exact")
    element("sz", element("rPr", made[0]), val=2)
    return made


def _window_row(text: str, look: Look) -> Element:
    made = row([(look.measure, [paragraph("CollectionWindow", run(text))])])
    borders = element("tcBorders", made[1][0])
    element("top", borders, val="nil")
    return made


def _row(entries: tuple[Entry, ...], look: Look) -> Element:
    return row([(look.measure, list(_lines(entries, look)))])


def _lines(entries: tuple[Entry, ...], look: Look) -> Iterator[Element]:
    """Set two entries left and right where they fit into a line, else each on its own."""
    room = look.measure / (look.small * 10) - 2  # em
    if len(entries) == 2 and sum(width(entry.printed) for entry in entries) + 2 <= room:
        left, right = (run(entry.printed) for entry in entries)
        yield paragraph("Imprint", left, tab(), right)
    elif len(entries) > 2:
        yield paragraph("Imprint", run((GAP * 2).join(entry.printed for entry in entries)))
    else:
        yield from (_hanging(entry, look) for entry in entries)


def _hanging(entry: Entry, look: Look) -> Element:
    """Let lines that turn over stand under the first name, not under the label."""
    made = paragraph("Imprint", run(entry.printed))
    if entry.label:
        hang = round((width(entry.label) + 1) * look.small * 10)
        element("ind", made[0], left=hang, hanging=hang)
    return made
