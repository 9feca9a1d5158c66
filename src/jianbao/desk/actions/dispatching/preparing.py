"""The plan of a dispatch: which edition, to whom, with which letter, when. It binds nobody yet."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.dispatching.templates import check_blanks
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import (
    Bulletin,
    Carriage,
    Dispatch,
    Edition,
    Outlet,
    RecipientGroup,
    User,
)
from jianbao.desk.queries.dispatches import why_not_sendable


class Plan(NamedTuple):
    """What is planned; groups and outlets by key. `carries` empty: by the size of the issue."""

    subject: str
    text: str
    groups: frozenset[int] = frozenset()
    outlets: frozenset[int] = frozenset()
    carries: str = ""
    starts_at: dt.datetime | None = None


def prepare(edition: Edition, plan: Plan, *, by: User) -> Dispatch:
    """Make a plan for an edition that is out.

    Raises NotAllowed, Impossible (the edition is not to be sent) or Invalid with its field.
    """
    bulletin = edition.issue.bulletin
    rules.require(rules.may(by, "prepare_dispatch", bulletin))
    why_not = why_not_sendable(edition)
    if why_not:
        raise Impossible(why_not)
    with transaction.atomic():
        dispatch = Dispatch.objects.create(
            bulletin=bulletin, edition=edition, prepared_by=by, **_columns(plan)
        )
        _choose(dispatch, plan)
        record("prepare_dispatch", dispatch, by=by, after=_told(plan))
    return dispatch


def change_plan(dispatch: Dispatch, plan: Plan, *, by: User, version: int) -> None:
    """Change a plan that is not approved yet; who changes it has prepared it.

    Raises NotAllowed, Stale, Impossible (it is approved already) or Invalid with its field.
    """
    rules.require(rules.may(by, "prepare_dispatch", dispatch.bulletin))
    columns = _columns(plan)
    with transaction.atomic():
        rows = Dispatch.objects.filter(pk=dispatch.pk, version=version, state=Dispatch.State.DRAFT)
        if not rows.update(version=F("version") + 1, prepared_by=by, **columns):
            raise _refusal(dispatch, version)
        dispatch.refresh_from_db()
        _choose(dispatch, plan)
        record("change_dispatch", dispatch, by=by, after=_told(plan))


def drop(dispatch: Dispatch, *, by: User, version: int) -> None:
    """Drop a plan; nothing of it was sent. Raises NotAllowed, Stale or Impossible."""
    flow.move(
        dispatch, "drop_dispatch", by=by, version=version, changes={"ended_at": timezone.now()}
    )


def _refusal(dispatch: Dispatch, version: int) -> Exception:
    now = Dispatch.objects.get(pk=dispatch.pk)
    if now.version != version:
        return flow.stale(now)
    return Impossible("no-such-move", move="change_dispatch", state=now.state)


def _columns(plan: Plan) -> dict[str, Any]:
    subject, text = " ".join(plain(plan.subject).split()), plain(plan.text).strip()
    if not subject:
        raise Invalid("subject-missing", field="subject")
    if not text:
        raise Invalid("text-missing", field="text")
    check_blanks(subject, text)
    if not plan.groups and not plan.outlets:
        raise Invalid("nobody-chosen", field="groups")
    if plan.carries and plan.carries not in Carriage.values:
        raise Invalid("carriage-unknown", field="carries")
    if plan.starts_at is not None and plan.starts_at < timezone.now():
        raise Invalid("start-in-the-past", field="starts_at")
    return {
        "subject": subject[:300],
        "text": text,
        "carries": plan.carries,
        "starts_at": plan.starts_at,
    }


def _choose(dispatch: Dispatch, plan: Plan) -> None:
    """Note groups and outlets; those of other bulletins do not exist for this one."""
    bulletin: Bulletin = dispatch.bulletin
    groups = RecipientGroup.objects.filter(bulletin=bulletin, pk__in=plan.groups)
    outlets = Outlet.objects.filter(bulletin=bulletin, pk__in=plan.outlets, active=True)
    if len(groups) != len(plan.groups) or len(outlets) != len(plan.outlets):
        raise Invalid("choice-unknown", field="groups")
    dispatch.groups.set(groups)
    dispatch.outlets.set(outlets)


def _told(plan: Plan) -> dict[str, Any]:
    """Give what the log keeps of a plan."""
    return {
        "groups": sorted(plan.groups),
        "outlets": sorted(plan.outlets),
        "carries": plan.carries,
        "starts_at": plan.starts_at.isoformat() if plan.starts_at else "",
    }
