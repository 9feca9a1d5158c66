"""What the search index of a machine should hold: printed items, and contributions once read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from jianbao.desk.index import Entry
from jianbao.desk.models import Contribution, Issue, Item

INDEXED = ("waiting", "planned", "shortlisted", "declined", "adopted")  # states of contributions


def contribution_key(pk: int) -> str:
    """Name a contribution in the index."""
    return f"contribution:{pk}"


def item_key(pk: int) -> str:
    """Name a printed item in the index."""
    return f"item:{pk}"


def entry_of_contribution(piece: Contribution) -> Entry:
    """Give the entry of a contribution; its unit and section are read with it."""
    return Entry(
        key=contribution_key(piece.pk),
        kind="contribution",
        bulletin=piece.bulletin_id,
        date=timezone.localdate(piece.received_at),
        unit=piece.unit.name if piece.unit else "",
        section=piece.suggested_section.title if piece.suggested_section else "",
        title=piece.headline,
        text="\n".join(piece.paragraphs),
        people=(piece.author,) if piece.author else (),
    )


def entry_of_item(item: Item) -> Entry:
    """Give the entry of a printed item."""
    content = item.content
    byline = content.get("byline") or {}
    units = byline.get("units") or [""]
    return Entry(
        key=item_key(item.pk),
        kind="item",
        bulletin=item.issue.bulletin_id,
        date=_date_of(item.issue),
        unit=item.unit.name if item.unit else units[0],
        section=item.section.title if item.section else item.section_title,
        title=content.get("title") or "",
        text="\n".join(_texts(content)),
        people=tuple(byline.get("people") or ()),
    )


def printed_items(after: int = 0) -> Iterator[Item]:
    """Give the items of published issues with a key above `after`, in order of it."""
    items = Item.objects.filter(
        issue__state=Issue.State.PUBLISHED, withdrawn_at=None, pk__gt=after
    ).select_related("issue", "unit", "section")
    return items.order_by("pk").iterator(chunk_size=500)


def read_contributions(after: int = 0) -> Iterator[Contribution]:
    """Give the contributions that stand in the index, with a key above `after`, in order of it."""
    pieces = Contribution.objects.filter(state__in=INDEXED, pk__gt=after)
    pieces = pieces.select_related("unit", "suggested_section").order_by("pk")
    return pieces.iterator(chunk_size=500)


def _texts(content: dict[str, object]) -> list[str]:
    paragraphs = content.get("paragraphs")
    texts = [str(text) for text in paragraphs] if isinstance(paragraphs, list) else []
    lead = content.get("lead")
    return [f"{lead}{texts[0] if texts else ''}", *texts[1:]] if lead else texts


def _date_of(issue: Issue) -> dt.date:
    return (
        issue.date or issue.window_end or timezone.localdate(issue.published_at or issue.opened_at)
    )
