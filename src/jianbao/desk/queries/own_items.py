"""The items of the issue being made, as a list: whose, how long, what is still pointed out."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Contribution, Issue, Item, Origin, User
from jianbao.desk.queries.arrangement import arrangement_of, place_titled
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import text_of
from jianbao.desk.queries.item_check import check
from jianbao.desk.queries.roster import known_to
from jianbao.desk.queries.today import current, local_day
from jianbao.document.item_parts import count_characters, count_lines


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


def count_own_items(bulletin: Bulletin, user: User) -> int:
    """Count the items of the issue in hand that are this person's: 我的条目."""
    issue = issue_in_hand(bulletin)
    return listed(issue, user).count() if issue else 0


def standing_of(
    issue: Issue, editor: User | None = None, *, language: str = "zh"
) -> list[Standing]:
    """Give the items of a list, each with what its editor's page counts too."""
    items = list(listed(issue, editor))
    known, arrangement, originals = known_to(issue.bulletin), arrangement_of(issue), _made_of(items)
    found = []
    for item in items:
        item.issue, content = issue, text_of(item)
        given = originals[item.pk]
        checked = check(item, content, given, known, today=local_day(), language=language)
        place = place_titled(arrangement, item.section_title)
        found.append(
            Standing(
                item,
                count_characters(content),
                count_lines(content),
                place.item_length if place else None,
                checked.grave,
                checked.advice,
            )
        )
    return found


def _made_of(items: list[Item]) -> dict[int, list[Contribution]]:
    """Give the contributions behind each item, asked for at once."""
    found: dict[int, list[Contribution]] = {item.pk: [] for item in items}
    origins = Origin.objects.filter(item__in=items).order_by("pk")
    beside = ("contribution__unit", "contribution__correspondent")
    for origin in origins.select_related(*beside):
        found[origin.item_id].append(origin.contribution)
    return found
