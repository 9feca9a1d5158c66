"""The log as people read it: filtered, in sentences, with what was before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from jianbao.desk.models import (
    Bulletin,
    Capacity,
    Carriage,
    Contribution,
    Edition,
    Event,
    Issue,
    Outlet,
    Role,
    User,
)
from jianbao.desk.queries import review_words
from jianbao.desk.queries.compositions import why_left_out
from jianbao.desk.queries.days import midnight
from jianbao.desk.queries.event_verbs import FIELDS, MACHINE, OTHER, OUTCOMES, VERBS
from jianbao.desk.queries.model_calls import PURPOSES
from jianbao.desk.queries.reasons import reason_in_words
from jianbao.desk.queries.rights import SCOPE_LABELS

_VALUES: dict[str, dict[str, str | Promise]] = {
    "role": {role.value: role.label for role in Role},
    "scopes": SCOPE_LABELS,
    "state": {one.value: one.label for one in (*Contribution.State, *Issue.State)},
    "correction": {kind.value: kind.label for kind in Edition.Kind},
    "purpose": PURPOSES,
    "capacity": {one.value: one.label for one in Capacity},
    "wants": {one.value: one.label for one in Carriage},
    "outcome": OUTCOMES,
    "outlet": {kind.value: kind.label for kind in Outlet.Kind},
    "channel": {channel.value: channel.label for channel in Contribution.Channel},
}
_FOR_UNDOING = frozenset(
    {"standing", "moved", "composed", "draft", "members"}
)  # keys, to go on from
_BESIDE_A_NAME = frozenset({"unit", "to"})  # keys of rows; the name stands beside them


@dataclass(frozen=True)
class Wanted:
    """Which rows of the log are asked for; what is None or empty asks nothing."""

    person: User | None = None
    verb: str = ""
    thing: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One row of the log in words."""

    event: Event
    sentence: str
    because: str
    changes: tuple[tuple[str, str, str], ...]  # field, before, after


def events(bulletin: Bulletin | None, wanted: Wanted) -> QuerySet[Event]:
    """Give the log, newest first: of one bulletin, or of the whole desk when None."""
    found = Event.objects.select_related("by", "bulletin").order_by("-at", "-pk")
    if bulletin is not None:
        found = found.filter(bulletin=bulletin)
    if wanted.person is not None:
        found = found.filter(Q(by=wanted.person) | Q(thing=f"user:{wanted.person.pk}"))
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.thing:
        found = found.filter(thing=wanted.thing)
    if wanted.since:
        found = found.filter(at__gte=midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=midnight(wanted.until + timedelta(days=1)))
    return found


def lines(rows: list[Event]) -> list[Line]:
    """Word rows of the log; the names of things are read in one query for each kind."""
    names = _names({row.thing for row in rows})
    return [
        Line(
            row,
            sentence_of(row, names.get(row.thing, "")),
            _because(row),
            _changes(row),
        )
        for row in rows
    ]


def sentence_of(event: Event, thing: str) -> str:
    """Say one row; a verb without a sentence is shown by its own name."""
    wording = str(VERBS.get(event.verb, OTHER))
    who = str(event.by or MACHINE)
    named = str(event.before.get("name") or event.thing)  # of what is not there any more
    return wording % {"who": who, "thing": _quoted(thing or named), "verb": event.verb}


def _because(event: Event) -> str:
    """Say the reason of a row: each kind of thing has reasons of its own."""
    if not event.reason:
        return ""
    if event.verb == "correct_issue":
        return str(Edition.Kind(event.reason).label)
    of_issue = event.thing.startswith("issue:")
    return review_words.reason_in_words(event.reason) if of_issue else reason_in_words(event.reason)


def _quoted(thing: str) -> str:
    inner = thing.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _changes(event: Event) -> tuple[tuple[str, str, str], ...]:
    found = dict.fromkeys([*event.before, *event.after])
    fields = [field for field in found if field not in _FOR_UNDOING]
    if "name" in fields:
        fields = [field for field in fields if field not in _BESIDE_A_NAME]
    return tuple(
        (
            str(FIELDS.get(field, field)),
            _shown(field, event.before.get(field)),
            _shown(field, event.after.get(field)),
        )
        for field in fields
    )


def _shown(field: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "，".join(_shown(field, one) for one in value.values() if one)
    if isinstance(value, list):
        return "、".join(_shown(field, one) for one in value)
    if field == "left_out":
        return why_left_out(str(value))
    return str(_VALUES.get(field, {}).get(str(value), value))


def _names(things: set[str]) -> dict[str, str]:
    kinds: dict[str, set[int]] = {}
    for thing in things:
        kind, _colon, pk = thing.partition(":")
        if pk.isdigit():
            kinds.setdefault(kind, set()).add(int(pk))
    named: dict[str, str] = {}
    for kind, pks in kinds.items():
        try:
            model = apps.get_model("desk", kind)
        except LookupError:
            continue
        rows = model._default_manager.in_bulk(pks)  # noqa: SLF001 - Django's name for it
        named |= {f"{kind}:{pk}": str(row) for pk, row in rows.items()}
    return named
