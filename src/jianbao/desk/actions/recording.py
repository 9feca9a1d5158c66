"""Writes the log. Every act that changes something ends with one row of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from jianbao.desk.models import Bulletin, Event, User


def record(
    verb: str,
    thing: Model,
    *,
    by: User | None,
    bulletin: Bulletin | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    note: str = "",
    undoes: Event | None = None,
) -> Event:
    """Add one row: who did what to which thing, from what to what, and why."""
    return Event.objects.create(
        verb=verb,
        thing=name_of(thing),
        by=by,
        through=getattr(by, "acting_through", ""),
        bulletin=bulletin or getattr(thing, "bulletin", None),
        before=before or {},
        after=after or {},
        reason=plain(reason),
        note=plain(note),
        undoes=undoes,
    )


def record_each(
    verb: str, rows: Iterable[tuple[Model, dict[str, Any]]], *, by: User | None
) -> None:
    """Add one row for each of many things of a bulletin, with what each is after the act."""
    Event.objects.bulk_create(
        Event(
            verb=verb,
            thing=name_of(thing),
            by=by,
            through=getattr(by, "acting_through", ""),
            bulletin=getattr(thing, "bulletin", None),
            after=after,
        )
        for thing, after in rows
    )


def plain(text: str) -> str:
    """Take out what PostgreSQL keeps in no text: NUL."""
    return text.replace("\0", "")


def name_of(thing: Model) -> str:
    """Give the name of a thing in the log: contribution:12."""
    return f"{thing._meta.model_name}:{thing.pk}"  # noqa: SLF001 - Django's own public-by-custom
