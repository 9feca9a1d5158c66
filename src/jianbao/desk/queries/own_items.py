"""The items of the issue being made, as a list: whose, how long, what is still pointed out."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Issue, Item, User
from jianbao.desk.queries.arrangement import arrangement_of, place_titled
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import text_of
from jianbao.desk.queries.profile import profile_of
from jianbao.desk.queries.roster import known_to
from jianbao.desk.queries.today import current, local_day
from jianbao.document.item_parts import count_characters, count_lines
from jianbao.document.proof import Finding, proofread


class Standing(NamedTuple):
    """An item with its length, what its section wants, and the findings that are open."""

    item: Item
    characters: int
    lines: int
    budget: int | None
    grave: int
    advice: int

    @property
    def over(self) -> int:
        """How many characters it is too long."""
        return max(0, self.characters - self.budget) if self.budget else 0


def issue_in_hand(bulletin: Bulletin) -> Issue | None:
    """Give the issue whose items are listed: the open one, else one under review or signed."""
    issue = current(bulletin)
    if issue is not None:
        issue.bulletin = bulletin
    return issue


def listed(issue: Issue, editor: User | None = None) -> QuerySet[Item]:
    """Give the items of an issue in the order of print; with `editor`, theirs alone."""
    items = items_of(issue).select_related("section", "unit", "editor")
    return items.filter(editor=editor) if editor else items


def withdrawn_from(issue: Issue) -> QuerySet[Item]:
    """Give the items that were taken out of an issue, the last first."""
    return issue.items.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at")


def counts(issue: Issue | None, user: User) -> dict[str, int]:
    """Count the lists by the words that fill them."""
    if issue is None:
        return {"all": 0, "mine": 0}
    return {"all": listed(issue).count(), "mine": listed(issue, user).count()}


def standing_of(issue: Issue, editor: User | None = None) -> list[Standing]:
    """Give the items of a list, with the findings of the issue proofread as a whole."""
    items = list(listed(issue, editor))
    grave, advice = _findings(issue, items)
    arrangement = arrangement_of(issue)
    found = []
    for item in items:
        content = text_of(item)
        place = place_titled(arrangement, item.section_title)
        found.append(
            Standing(
                item,
                count_characters(content),
                count_lines(content),
                place.item_length if place else None,
                grave[str(item.pk)],
                advice[str(item.pk)],
            )
        )
    return found


def _findings(issue: Issue, items: list[Item]) -> tuple[Counter[str], Counter[str]]:
    """Count findings by item, grave ones and advice."""
    found = proofread(
        content_of(issue),
        profile=profile_of(issue.bulletin, known_to(issue.bulletin)),
        today=local_day(),
        ignore={str(item.pk): [str(name) for name in item.kept_as_is] for item in items},
    )
    named: list[Finding] = [finding for finding in found if finding.item]
    grave = Counter(str(one.item) for one in named if one.severity != "advice")
    return grave, Counter(str(one.item) for one in named if one.severity == "advice")
