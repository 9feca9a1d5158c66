"""What stands around the items of an issue in Word: masthead above, imprint below."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.document.model import Issue, Masthead
from jianbao.document.numbering import format_number
from jianbao.document.write.word.elements import Element, element, paragraph, row, run, tab, table
from jianbao.document.write.word.looks import Look
from jianbao.document.write.wording import (
    Entry,
    corner_rows,
    date_words,
    imprint_rows,
    window_sentence,
)
from jianbao.language.characters import width


def masthead(said: Masthead, look: Look) -> Iterator[Element]:
    """Give the masthead: corner, title, number, and the line of department and date."""
    for left, right in corner_rows(said):
        aside = (tab(), run(right)) if right else ()
        yield paragraph("IssueCorner", run(left), *aside)
    if said.title:
        yield paragraph("BulletinTitle", _name(said.title, look))
    if number := format_number(said):
        yield paragraph("IssueNumber", run(number))
    date = date_words(said.date) if said.date else ""
    yield paragraph("IssueLine", run(said.department), tab(), run(date))


def _name(title: str, look: Look) -> Element:
    """Set the title as large as the look allows and the measure holds; space out a short one."""
    length = max(width(title), 1)
    room = look.measure / 10  # half points
    largest = min(look.name, int(room / length))
    spaced = largest * 3 if length <= 4 else 0  # twips: about a third of an em
    return run(title, spacing=spaced, sz=largest) if spaced else run(title, sz=largest)


def imprint(issue: Issue, look: Look) -> Iterator[Element]:
    """Give the imprint as a table of one column at the foot of the last page."""
    rows = [_row(entries, look) for entries in imprint_rows(issue.imprint)]
    window = window_sentence(issue)
    if window:
        rows.insert(0, _window_row(window))
    if not rows:
        return
    made = table("ImprintTable", (look.measure,), rows)
    _pin(made)
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


def _window_row(text: str) -> Element:
    made = row([[paragraph("CollectionWindow", run(text))]])
    borders = element("tcBorders", made[1][0])
    element("top", borders, val="nil")
    return made


def _row(entries: tuple[Entry, ...], look: Look) -> Element:
    runs = [run(entries[0].printed)]
    for entry in entries[1:]:
        runs += [tab(), run(entry.printed)]
    made = paragraph("Imprint", *runs)
    if entries[0].label and len(entries) == 1:
        hang = round((width(entries[0].label) + 1) * look.small * 10)
        element("ind", made[0], left=hang, hanging=hang)
    return row([[made]])
