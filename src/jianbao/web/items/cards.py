"""The margin of the editor: findings and doubtful facts as cards, in the order of print."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.desk.queries.item_check import Checked, name_of_fact, name_of_kind_problem
from jianbao.document import model
from jianbao.document.compare.crosscheck import CheckedFact
from jianbao.document.item_kinds import KindProblem
from jianbao.document.proof import Finding
from jianbao.web.items.fields import Fields, Place, place_in_closing, place_of, with_text
from jianbao.web.items.wording import fact_said, fact_title, finding_title, fix_said, kind_said
from jianbao.web.phrases import language_of_page

_GRAVE = ("error", "warning")
_CLOSINGS = ("byline", "source")
_ORDER = {name: number for number, name in enumerate(Fields._fields)}


class Card(NamedTuple):
    """One thing pointed out: where, what, the change that mends it, and what leaves it as it is.

    `text` is put in the place `fix`; `keep` is what it is called among what is left as it is.
    """

    key: str
    grave: bool
    title: str
    says: str
    keep: str
    place: Place | None
    fix: Place | None = None
    text: str = ""
    fix_label: str = ""
    number: int = 0


def cards_of(fields: Fields, item: model.Item, checked: Checked) -> list[Card]:
    """Give the cards of a text in the order of print, numbered from 1."""
    found = [_of_finding(fields, item, finding) for finding in checked.findings]
    found += [_of_fact(fields, item, fact) for fact in checked.altered]
    found += [_of_kind(problem) for problem in checked.of_kind]
    return [card._replace(number=n) for n, card in enumerate(sorted(found, key=_print_order), 1)]


def count_cards(cards: list[Card]) -> tuple[int, int]:
    """Count what must be looked at, and what is advice."""
    grave = sum(card.grave for card in cards)
    return grave, len(cards) - grave


def mended(fields: Fields, cards: list[Card], key: str) -> Fields | None:
    """Give the fields with the fix of one card, as a form without script asks for it, or None."""
    for card in cards:
        if card.key == key and card.fix is not None:
            return with_text(fields, card.fix, card.text)
    return None


def _print_order(card: Card) -> tuple[int, int, int]:
    place = card.place
    return (_ORDER[place.field], place.start, place.end) if place else (len(_ORDER), 0, 0)


def _of_finding(fields: Fields, item: model.Item, finding: Finding) -> Card:
    place = _place(fields, item, finding)
    fixes = finding.fix is not None and place is not None
    return Card(
        key=f"{finding.code}:{finding.element}:{finding.start}-{finding.end}",
        grave=finding.severity in _GRAVE,
        title=finding_title(finding),
        says=finding.message,
        keep=finding.code,
        place=place,
        fix=place if fixes else None,
        text=finding.fix or "",
        fix_label=fix_said(finding.text, finding.fix or "") if fixes else "",
    )


def _place(fields: Fields, item: model.Item, finding: Finding) -> Place | None:
    if not finding.element:
        return place_of(fields, item, finding.start, finding.end)
    name = finding.element.partition(".")[0]
    if name not in _CLOSINGS:
        return None
    return place_in_closing(fields, name, finding.start, finding.end)


def _of_kind(problem: KindProblem) -> Card:
    """Point out a field of the item's kind: at its beginning, or nowhere for pictures."""
    field = {"paragraphs": "body"}.get(problem.field, problem.field)
    return Card(
        key=name_of_kind_problem(problem),
        grave=problem.severity == "error",
        title=kind_said(problem.kind),
        says=problem.said(language_of_page()),
        keep=name_of_kind_problem(problem),
        place=Place(field, 0, 0) if field in _ORDER else None,
    )


def _of_fact(fields: Fields, item: model.Item, fact: CheckedFact) -> Card:
    def place(start: int, end: int) -> Place | None:
        if fact.kind == "byline":
            return place_in_closing(fields, "byline", start, end)
        return place_of(fields, item, start, end)

    fix = place(fact.fix.start, fact.fix.end) if fact.fix else None
    printed = item.byline.raw if item.byline and fact.kind == "byline" else item.text
    return Card(
        key=f"{name_of_fact(fact)}:{fact.start}",
        grave=True,
        title=fact_title(fact),
        says=fact_said(fact),
        keep=name_of_fact(fact),
        place=place(fact.start, fact.end),
        fix=fix,
        text=fact.fix.text if fact.fix else "",
        fix_label=fix_said(printed[fact.fix.start : fact.fix.end], fact.fix.text)
        if fix and fact.fix
        else "",
    )
