"""Rows of the desk as shapes of the API. It asks nothing that the row does not hold or name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from jianbao.desk.models import Contribution, Event, File, Issue, Item, Photograph, Resemblance
from jianbao.desk.queries.contribution import Around
from jianbao.desk.queries.own_contributions import Printed
from jianbao.desk.states import moves_from
from jianbao.web.api import shapes
from jianbao.web.contribute.wording import said

ROOT = "/api/v1/bulletins"


def named(thing: Model | None) -> shapes.Named | None:
    """Name a thing."""
    return None if thing is None else shapes.Named(id=thing.pk, name=str(thing))


def contribution_row(one: Contribution) -> dict[str, Any]:
    """Give a contribution as its row; unit, section and person are read with it."""
    plain = ("state", "version", "channel", "received_at", "headline", "subject", "sender_name")
    more = ("sender_address", "author", "length", "picture_count", "file_count", "resembles")
    rest = ("reason", "note", "piece")
    return {name: getattr(one, name) for name in (*plain, *more, *rest)} | {
        "id": one.pk,
        "unit": named(one.unit),
        "suggested_section": named(one.suggested_section),
        "assigned_to": named(one.assigned_to),
        "parent": one.parent_id,
        "revises": one.revises_id,
        "href": href(one),
    }


def contribution_whole(one: Contribution, found: Around) -> dict[str, Any]:
    """Give a contribution with what stands around it."""
    return contribution_row(one) | {
        "paragraphs": list(map(str, one.paragraphs)),
        "cover": one.cover,
        "facts": one.facts,
        "problems": problems(one.problems),
        "proposed_pieces": one.proposed_pieces,
        "files": [file_shape(one, file) for file in found.files],
        "pictures": [picture_shape(one, picture) for picture in found.photographs],
        "resemblances": [_like(like) for like in found.resemblances],
        "pieces": [piece.pk for piece in found.pieces],
        "items": [item.pk for item in found.items],
        "moves": [
            {"name": move.name, "needs_reason": move.needs_reason}
            for move in moves_from(one.state)
            if move.name != "retry" or not one.piece
        ],
        "raw_href": f"{href(one)}/raw",
    }


def own_row(one: Contribution) -> dict[str, Any]:
    """Give a contribution as its contributor may know it."""
    stands = said(one)
    return {
        "id": one.pk,
        "standing": stands.name,
        "says": stands.means,
        "version": one.version,
        "received_at": one.received_at,
        "headline": one.headline,
        "author": one.author,
        "unit": named(one.unit),
        "length": one.length,
        "revises": one.revises_id,
        "href": f"{ROOT}/{one.bulletin.slug}/own-contributions/{one.pk}",
    }


def own_whole(one: Contribution, found: Around, printed: Iterable[Printed]) -> dict[str, Any]:
    """Give one's own contribution; files of a whole that others share are left out of a piece."""
    return own_row(one) | {
        "paragraphs": list(map(str, one.paragraphs)),
        "cover": one.cover,
        "problems": problems(one.problems),
        "files": [] if one.piece else [file_shape(one, file) for file in found.files],
        "pictures": [picture_shape(one, picture) for picture in one.photographs.all()],
        "printed": [
            {
                "issue": issue_row(place.issue),
                "section": place.item.section_title,
                "headline": place.item.headline,
            }
            for place in printed
        ],
    }


def issue_row(issue: Issue, items: int | None = None) -> dict[str, Any]:
    """Give an issue by its numbers."""
    numbers = ("number", "number_to", "running_number", "running_number_to")
    rest = ("kind", "state", "year", "label", "date", "window_start", "window_end", "published_at")
    counted = issue.items.filter(withdrawn_at=None).count() if items is None else items
    return {name: getattr(issue, name) for name in (*numbers, *rest)} | {
        "id": issue.pk,
        "items": counted,
    }


def item_shape(item: Item) -> dict[str, Any]:
    """Give a printed item."""
    return {
        "id": item.pk,
        "issue": issue_row(item.issue),
        "section": item.section_title,
        "subsection": item.subsection_title,
        "headline": item.headline,
        "unit": named(item.unit),
        "content": item.content,
    }


def event_row(event: Event) -> dict[str, Any]:
    """Give a row of the log."""
    plain = ("at", "through", "verb", "thing", "before", "after", "reason", "note")
    return {name: getattr(event, name) for name in plain} | {
        "id": event.pk,
        "by": named(event.by),
        "undoes": event.undoes_id,
    }


def problems(rows: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Give problems by code, sentence and place."""
    return [{name: str(row.get(name, "")) for name in ("code", "message", "where")} for row in rows]


def file_shape(one: Contribution, file: File) -> dict[str, Any]:
    """Give a file and where its bytes are."""
    plain = ("name", "media_type", "size", "sha256", "state")
    return {name: getattr(file, name) for name in plain} | {
        "id": file.pk,
        "problems": problems(file.problems),
        "href": f"{href(one)}/files/{file.pk}",
    }


def picture_shape(one: Contribution, picture: Photograph) -> dict[str, Any]:
    """Give a picture and where its bytes are."""
    plain = ("name", "caption", "media_type", "width", "height", "after")
    return {name: getattr(picture, name) for name in plain} | {
        "id": picture.pk,
        "href": f"{href(one)}/pictures/{picture.pk}",
    }


def href(one: Contribution) -> str:
    """Give the address of a contribution."""
    return f"{ROOT}/{one.bulletin.slug}/contributions/{one.pk}"


def _like(like: Resemblance) -> dict[str, Any]:
    other = like.item or like.other
    return {
        "verdict": like.verdict,
        "likeness": round(like.likeness, 4),
        "conflicts": like.conflicts,
        "shared": like.shared,
        "item": like.item_id,
        "contribution": like.other_id,
        "headline": other.headline if other else "",
    }
