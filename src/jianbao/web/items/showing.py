"""What the editor shows of one text of an item: margin, checks, originals, history."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from jianbao.desk import rules
from jianbao.desk.actions.editing import EDITABLE
from jianbao.desk.errors import DeskError, NotAllowed
from jianbao.desk.models import Contribution, Item, User
from jianbao.desk.queries.arrangement import item_length_of
from jianbao.desk.queries.item import originals_of, others_at, text_of
from jianbao.desk.queries.item_check import Checked, check
from jianbao.desk.queries.roster import Known, known_to
from jianbao.desk.sentences import sentence
from jianbao.document import model
from jianbao.document.compare.crosscheck import CheckedFact, CrossCheck
from jianbao.document.item_parts import LINE, count_characters, count_lines
from jianbao.web.items.cards import Card, cards_of, count_cards
from jianbao.web.items.fields import Fields, fields_of, item_in
from jianbao.web.items.marking import originals_shown
from jianbao.web.items.wording import WHY, kept_said, kinds_said, verdict_said
from jianbao.web.phrases import language_of_page

HISTORY_SHOWN = 4
_TICK = 0.75  # where the budget stands on the gauge, whatever it is


class Desk:
    """An item on the desk of one person, with what is read of it once for a request."""

    def __init__(self, item: Item, user: User) -> None:
        """Take the item and who looks at it."""
        self.item, self.user = item, user
        self.before = text_of(item)

    def anew(self) -> Desk:
        """Give it after a save: the item is fresh, who is known to the bulletin stays."""
        fresh = Desk(self.item, self.user)
        fresh.known = self.known
        return fresh

    @functools.cached_property
    def known(self) -> Known:
        """The units and correspondents of the bulletin."""
        return known_to(self.item.issue.bulletin)

    @functools.cached_property
    def originals(self) -> list[Contribution]:
        """The contributions that it was made from."""
        return originals_of(self.item)

    @functools.cached_property
    def barred(self) -> str:
        """Why its text cannot be changed by this person now, or nothing."""
        verdict = rules.may_edit(self.user, self.item)
        if not verdict.ok:
            return sentence(NotAllowed(verdict.reason))
        if self.item.withdrawn_at is not None:
            return sentence(DeskError("item-withdrawn"))
        if self.item.issue.state in EDITABLE:
            return ""
        state = self.item.issue.get_state_display()
        return sentence(DeskError("issue-not-editable", state=state))

    def read(self, fields: Fields) -> model.Item:
        """Give the item that the fields say."""
        return item_in(fields, self.before, [*self.known.units])

    def checked(self, content: model.Item) -> Checked:
        """Check a text of it."""
        return check(
            self.item,
            content,
            self.originals,
            self.known,
            today=timezone.localdate(),
            language=language_of_page(),
        )

    def cards(self, fields: Fields) -> list[Card]:
        """Give the margin of what the fields say."""
        content = self.read(fields)
        return cards_of(fields, content, self.checked(content))


class Length(NamedTuple):
    """How long it is: characters and lines, what its section wants, and the ends of the gauge."""

    characters: int
    lines: int
    budget: int | None
    budget_lines: int
    over: int
    left: int
    gauge: int


def length_of(content: model.Item, budget: int | None) -> Length:
    """Measure a text against the budget of its section."""
    characters = count_characters(content)
    over = max(0, characters - budget) if budget else 0
    left = max(0, budget - characters) if budget else 0
    lines = -(-budget // LINE) if budget else 0
    gauge = round(budget / _TICK) if budget else 0
    return Length(characters, count_lines(content), budget, lines, over, left, gauge)


class FactRow(NamedTuple):
    """A fact of the item: what the original says where it differs, and the verdict."""

    text: str
    original: str
    word: str
    shape: str


def beside(desk: Desk, fields: Fields) -> dict[str, Any]:
    """Give the parts of the page that follow the text: they are sent again at each pause."""
    item, content = desk.item, desk.read(fields)
    checked = desk.checked(content)
    cards = cards_of(fields, content, checked)
    grave, advice = count_cards(cards)
    revisions = list(item.revisions.select_related("by")[: HISTORY_SHOWN + 1])
    return {
        "item": item,
        "barred": desk.barred,
        "shorten_url": reverse("item_shorten", args=[item.issue.bulletin.slug, item.pk]),
        "cards": cards,
        "grave": grave,
        "advice": advice,
        "length": length_of(content, item_length_of(item.issue, item.section_title)),
        "fact_count": len(checked.facts.facts),
        "altered": [_fact_row(fact) for fact in checked.facts.altered],
        "found": list(dict.fromkeys(_found(checked.facts))),
        "dropped": checked.facts.dropped,
        "originals": originals_shown(desk.originals, checked.facts.dropped, content.text),
        "kept": [(name, kept_said(name)) for name in map(str, item.kept_as_is)],
        "history": [(one, str(WHY.get(one.why, one.why))) for one in revisions[:HISTORY_SHOWN]],
        "saved": revisions[0] if revisions else None,
    }


def page(desk: Desk, fields: Fields | None = None) -> dict[str, Any]:
    """Give the whole page of the editor; without fields, with the text as it was saved."""
    item = desk.item
    fields = fields or fields_of(desk.before)
    slug = item.issue.bulletin.slug
    return beside(desk, fields) | {
        "fields": fields,
        "others": others_at(item, desk.user),
        "kinds": kinds_said(),
        "bylines": bylines_known(desk.known),
        "place": place_of(item),
        "further": further(desk),
        "url": reverse("item", args=[slug, item.pk]),
        "history_url": reverse("item_history", args=[slug, item.pk]),
    }


def bylines_known(known: Known) -> list[str]:
    """Give what a byline may be completed to: each correspondent with the unit, then units."""
    signed = [
        f"（{one.unit.name} {one.name}）"
        for one in known.correspondents
        if one.unit is not None and one.left_at is None
    ]
    open_units = [unit.name for unit in known.units.values() if unit.closed_at is None]
    return [*dict.fromkeys(signed), *(f"（{name}）" for name in open_units)]


class Deed(NamedTuple):
    """A further thing to do with the item: its name, where, and what is counted beside it."""

    label: str
    url: str
    amount: int = 0


def further(desk: Desk) -> list[Deed]:
    """Give what else may be done with an item, when it may be changed."""
    if desk.barred:
        return []
    place = [desk.item.issue.bulletin.slug, desk.item.pk]
    deeds = [
        (pgettext("item", "Pictures…"), "item_pictures", len(desk.before.pictures)),
        (pgettext("item", "Join others to it…"), "item_join", 0),
        (pgettext("item", "Hand on…"), "item_hand_on", 0),
        (pgettext("item", "Take out of the issue…"), "item_withdraw", 0),
    ]
    return [Deed(label, reverse(name, args=place), count) for label, name, count in deeds]


class PlaceSaid(NamedTuple):
    """Where an item stands: section, group, and its number in the section."""

    section: str
    group: str
    number: int


def place_of(item: Item) -> PlaceSaid:
    """Say where an item stands in its issue."""
    before = item.issue.items.filter(
        withdrawn_at__isnull=True, section_title=item.section_title, position__lt=item.position
    )
    return PlaceSaid(item.section_title, item.subsection_title, before.count() + 1)


def _fact_row(fact: CheckedFact) -> FactRow:
    word, shape = verdict_said(fact)
    return FactRow(fact.text, fact.original, word, shape)


def _found(facts: CrossCheck) -> Iterator[str]:
    """Give the facts that the originals bear out, but for bare numbers."""
    return (one.text for one in facts.facts if one.verdict == "found" and one.kind != "number")
