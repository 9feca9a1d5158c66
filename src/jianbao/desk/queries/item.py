"""One item as the editor needs it: its text, what it was made from, who else is here."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Item,
    Photograph,
    Presence,
    Resemblance,
    Revision,
    User,
    Verdict,
)
from jianbao.desk.queries.pieces import whole_of
from jianbao.document import model

PRESENT_FOR = dt.timedelta(seconds=50)  # a page that is open says so every twenty seconds


def find_item(bulletin: Bulletin, pk: int) -> Item | None:
    """Give an item of a bulletin, withdrawn or not, or None."""
    found = (
        Item.objects.select_related("issue", "section", "unit")
        .filter(issue__bulletin=bulletin, pk=pk)
        .first()
    )
    if found is not None:
        found.issue.bulletin = bulletin
    return found


def text_of(item: Item) -> model.Item:
    """Give the content of an item; its id is the key of the row."""
    return msgspec.convert({**item.content, "id": str(item.pk)}, model.Item)


def originals_of(item: Item) -> list[Contribution]:
    """Give the contributions that an item was made from, the first of them first."""
    origins = item.origins.select_related("contribution__unit", "contribution__correspondent")
    found = [origin.contribution for origin in origins.order_by("pk")]
    for one in found:
        one.bulletin = item.issue.bulletin
    return found


def lines_of(contribution: Contribution) -> tuple[str, ...]:
    """Give what was sent, headline first, a line a paragraph: what facts are checked against."""
    return tuple(
        line
        for text in (contribution.headline, *contribution.paragraphs)
        if (line := model.one_line(str(text)))
    )


def like_originals_of(item: Item) -> frozenset[int]:
    """Give the keys of the contributions that tell much like those an item was made from."""
    own = item.origins.values("contribution")
    pairs = Resemblance.objects.filter(
        Q(contribution__in=own, other__isnull=False) | Q(other__in=own)
    )
    return frozenset(pk for pair in pairs.values_list("contribution", "other") for pk in pair if pk)


def signatures_of(contribution: Contribution) -> tuple[str, ...]:
    """Give the names of the unit and the person that sent it."""
    unit = contribution.unit.name if contribution.unit else ""
    writer = contribution.correspondent.name if contribution.correspondent else ""
    return tuple(name for name in (unit, contribution.author, writer) if name)


def photographs_of(originals: list[Contribution]) -> list[Photograph]:
    """Give the photographs that came with an item's contributions; a piece has its whole's."""
    found: list[Photograph] = []
    for one in originals:
        own = list(one.photographs.all())
        found += own or ([] if one.parent_id is None else list(whole_of(one).photographs.all()))
    return list({photograph.pk: photograph for photograph in found}.values())


def others_at(item: Item, user: User) -> list[User]:
    """Give who else has the item open now."""
    since = timezone.now() - PRESENT_FOR
    here = item.presences.filter(seen_at__gte=since).exclude(user=user)
    return [presence.user for presence in here.select_related("user").order_by("seen_at")]


def present_in(items: QuerySet[Item] | list[Item], user: User) -> dict[int, list[str]]:
    """Give the names of those who have items open now, but for `user`, by item."""
    since = timezone.now() - PRESENT_FOR
    here = Presence.objects.filter(item__in=items, seen_at__gte=since).exclude(user=user)
    found: dict[int, list[str]] = {}
    for presence in here.select_related("user"):
        found.setdefault(presence.item_id, []).append(str(presence.user))
    return found


def last_revision(item: Item) -> Revision | None:
    """Give what was saved last."""
    return item.revisions.select_related("by").first()


def revision_of(item: Item, number: int) -> Revision | None:
    """Give one revision of an item, or None: autosaves that were folded are gone."""
    return item.revisions.select_related("by").filter(number=number).first()


def approved_text_of(item: Item) -> model.Item | None:
    """Give the item as it read when a step was last approved and not sent back, or None."""
    approved = item.issue.verdicts.filter(
        outcome=Verdict.Outcome.APPROVED, void_since__isnull=True
    ).select_related("snapshot")
    last = approved.order_by("-pk").first()
    if last is None:
        return None
    content = msgspec.convert(last.snapshot.content, model.Issue)
    return next((one for one in content.items() if one.id == str(item.pk)), None)
