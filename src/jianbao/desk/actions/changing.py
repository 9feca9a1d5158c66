"""Changes columns of a row that a form showed: checks what was seen, writes, records what differs.

It decides nothing about rights: the action that calls it has asked the rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from jianbao.desk.actions.recording import name_of, record
from jianbao.desk.errors import Stale
from jianbao.desk.models import Bulletin, Event, User
from jianbao.desk.queries.seen import mark_of, values_of

Row = TypeVar("Row", bound=Model)
SECRET = frozenset(
    {"sealed_password", "sealed_model_key"}
)  # that it was changed is logged, never what it is


def change(
    row: Row,
    values: Mapping[str, Any],
    *,
    by: User | None,
    bulletin: Bulletin,
    verb: str,
    mark: str | None = None,
    note: str = "",
) -> list[str]:
    """Set the columns `values` of a row and add one Event; give the columns that changed.

    `mark` is that of what the person saw in these columns; None asks for no check. Raises Stale
    when somebody was quicker. `row` is fresh afterwards.
    """
    with transaction.atomic():
        now = type(row)._default_manager.select_for_update().get(pk=row.pk)  # noqa: SLF001 - public by custom
        if mark is not None and mark_of(now, values) != mark:
            raise stale(now)
        seen = values_of(now, values)
        wanted = {name: _key(value) for name, value in values.items()}
        changed = [name for name in values if seen[name] != wanted[name]]
        if changed:
            for name in changed:
                setattr(now, name, values[name])
            now.save(update_fields=changed)
            record(
                verb,
                now,
                by=by,
                bulletin=bulletin,
                before=_said({name: seen[name] for name in changed}),
                after=_said({name: wanted[name] for name in changed}),
                note=note[:500],
            )
    row.refresh_from_db()
    return changed


def stale(row: Model) -> Stale:
    """Give the refusal that names who changed the row last."""
    last = Event.objects.filter(thing=name_of(row)).select_related("by").order_by("-pk").first()
    return Stale("changed-meanwhile", who=str(last.by) if last and last.by else "—")


def _key(value: object) -> object:
    return value.pk if isinstance(value, Model) else value


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: "•••" if name in SECRET else _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
