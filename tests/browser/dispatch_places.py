"""A dispatch with a row in every state, and one in the making, for the walk through every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jianbao.desk.models import Delivery, Dispatch, Edition, User
from jianbao.web.dispatches import urls
from ledgers import STATES, settle
from mailing import a_group, a_reader

QUERIES = {"dispatch_bulk": "?act=resend&all=missed"}


def places_of_dispatches(edition: Edition, person: User) -> dict[str, Any]:
    """Send an edition to some readers, plan another dispatch; give what their addresses need."""
    bulletin, now = edition.issue.bulletin, timezone.now()
    group = a_group(bulletin)
    readers = [a_reader(bulletin, number, group) for number in range(len(STATES))]
    plan: dict[str, Any] = {
        "bulletin": bulletin,
        "edition": edition,
        "subject": "《{刊名}》{期号全称}",
        "text": "各位领导、同志：\n\n请查收。",
        "prepared_by": person,
    }
    Dispatch.objects.create(**plan).groups.add(group)
    sent = Dispatch.objects.create(
        state=Dispatch.State.SENDING,
        approved_by=person,
        approved_at=now,
        started_at=now,
        edition_sha256=edition.snapshot.sha256,
        candidates=len(readers),
        **plan,
    )
    for reader, state in zip(readers, STATES, strict=True):
        row = Delivery.objects.create(
            dispatch=sent, recipient=reader, name=reader.name, address=reader.address
        )
        if state == "excluded":
            Delivery.objects.filter(pk=row.pk).update(state=state, reason="address-failing")
        else:
            settle(row, state)
    names = [page.name for page in urls.urlpatterns]
    unknown = Delivery.objects.get(dispatch=sent, state="unknown").pk
    return {
        **{f"{name}:bulletin": bulletin.slug for name in names},
        **{f"{name}:pk": sent.pk for name in names},
        "delivery:row": unknown,
        "delivery_printed:row": unknown,
        "form": "attached",
    }


def pages_of_dispatches(person: User) -> Iterator[tuple[str, str]]:
    """Give what known addresses show of a plan, and when asked otherwise."""
    plan, sent = Dispatch.objects.get(state="draft"), Dispatch.objects.get(candidates=len(STATES))
    slug, group = plan.bulletin.slug, plan.groups.get().pk
    assert plan.prepared_by == person
    for name in ("dispatch", "dispatch_plan"):
        yield name, reverse(name, args=[slug, plan.pk])
    yield "dispatch_candidates", f"{reverse('dispatch_candidates', args=[slug])}?groups={group}"
    ledger = reverse("dispatch_ledger", args=[slug, sent.pk])
    for query in ("share=missed", "share=unknown", "words=无"):
        yield "dispatch_ledger", f"{ledger}?{query}"
    for state in ("paused", "draft"):
        yield "dispatches", f"{reverse('dispatches', args=[slug])}?state={state}"
    accepted = Delivery.objects.get(dispatch=sent, state="accepted").pk
    bulk = reverse("dispatch_bulk", args=[slug, sent.pk])
    yield "dispatch_bulk", f"{bulk}?act=resend&chosen={accepted}"
