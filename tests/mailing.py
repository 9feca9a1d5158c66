"""Dispatches for tests: a printed issue, a list of readers, a plan, its approval, one round."""

from __future__ import annotations

import threading

import msgspec
from django.conf import LazySettings

from jianbao.desk.actions.dispatching import controlling, freezing, preparing
from jianbao.desk.actions.dispatching.preparing import Plan
from jianbao.desk.actions.dispatching.sending import send_dispatch
from jianbao.desk.models import (
    Bulletin,
    Delivery,
    Dispatch,
    Edition,
    Recipient,
    RecipientGroup,
)
from printing import Office, a_printed_issue
from servers.smtp_sink import Sink

SUBJECT = "云岭水泥党群工作"
TEXT = "各位领导、同志：\n\n本期已印发，请查收。"


def by_sink(settings: LazySettings, sink: Sink, **more: object) -> None:
    """Let letters leave by this sink, without limits that a test would notice."""
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO,
        smtp_url=f"smtp://127.0.0.1:{sink.port}",
        letters_from="编辑部 <desk@yunling.example>",
        letters_per_minute=100_000,
        letters_per_hour=1_000_000,
        letters_per_day=10_000_000,
        **more,
    )


def a_group(bulletin: Bulletin, name: str = "公司领导", capacity: str = "main") -> RecipientGroup:
    """A group of readers."""
    group, _ = RecipientGroup.objects.get_or_create(
        bulletin=bulletin, name=name, defaults={"capacity": capacity}
    )
    return group


def a_reader(bulletin: Bulletin, number: int, *groups: RecipientGroup, **more: object) -> Recipient:
    """One reader: reader7@yunling.example."""
    one = Recipient.objects.create(
        bulletin=bulletin,
        name=f"读者{number}",
        address=f"reader{number}@yunling.example",
        **more,
    )
    one.groups.set(groups or [a_group(bulletin)])
    return one


def readers(bulletin: Bulletin, count: int) -> RecipientGroup:
    """A group of so many readers."""
    group = a_group(bulletin)
    made = Recipient.objects.bulk_create(
        Recipient(bulletin=bulletin, name=f"读者{n}", address=f"reader{n}@yunling.example")
        for n in range(count)
    )
    group.recipients.add(*made)
    return group


def a_plan(office: Office, *groups: RecipientGroup, **more: object) -> Dispatch:
    """A plan for the issue that is out, printed when there is none."""
    edition = Edition.objects.filter(issue__bulletin=office.bulletin, state="out").last()
    if edition is None:
        edition = a_printed_issue(office).editions.get()
    chosen = groups or tuple(RecipientGroup.objects.filter(bulletin=office.bulletin))
    plan = Plan(SUBJECT, TEXT, frozenset(group.pk for group in chosen), **more)  # type: ignore[arg-type]  # as above
    return preparing.prepare(edition, plan, by=office.editor)


def approved(office: Office, *groups: RecipientGroup, **more: object) -> Dispatch:
    """A plan that was approved."""
    dispatch = a_plan(office, *groups, **more)
    freezing.approve(dispatch, by=office.publisher, version=dispatch.version)
    return dispatch


def started(office: Office, *groups: RecipientGroup, **more: object) -> Dispatch:
    """A dispatch that the engine may send."""
    dispatch = approved(office, *groups, **more)
    controlling.start(dispatch, by=office.publisher)
    return dispatch


def send(dispatch: Dispatch, holder: str = "test") -> Dispatch:
    """Let the engine send what is due; give the dispatch as it then is."""
    send_dispatch(dispatch, threading.Event(), holder)
    dispatch.refresh_from_db()
    return dispatch


def states(dispatch: Dispatch) -> dict[str, str]:
    """Give the state of each delivery by its address, without the domain."""
    rows = Delivery.objects.filter(dispatch=dispatch).order_by("pk")
    return {row.address.partition("@")[0]: row.state for row in rows}
