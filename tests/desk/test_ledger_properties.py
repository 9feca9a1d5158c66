"""Whatever machines and people do in whatever order: the ledger adds up and tells its own story."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.utils import timezone

from jianbao.desk.actions.dispatching import asking_again, controlling, ledger
from jianbao.desk.actions.dispatching.sending import settle_lost
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Delivery, DeliveryEvent, Dispatch
from jianbao.desk.queries.deliveries import tally
from jianbao.desk.states import DELIVERY_MOVES
from mailing import by_sink, readers, started
from printing import Office, an_office
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]
READERS, STEPS = 5, 120


@pytest.fixture
def office(settings: LazySettings, smtp_sink: Sink) -> Office:
    by_sink(settings, smtp_sink)
    return an_office()


class _Life:
    """A dispatch to which something happens by chance, again and again."""

    def __init__(self, office: Office, seed: int) -> None:
        self.dispatch = started(office, readers(office.bulletin, READERS))
        self.keys = list(self.dispatch.deliveries.values_list("pk", flat=True))
        self.by = office.publisher
        self.chance = random.Random(seed)  # noqa: S311 - chooses acts, not keys
        self.claims: dict[int, dt.datetime] = {}

    def claim(self) -> None:
        key, until = self._any(), timezone.now() + dt.timedelta(minutes=1)
        Delivery.objects.filter(pk=key, state="deferred").update(next_attempt_at=timezone.now())
        if ledger.claim(key, until=until, holder="one"):
            assert key not in self.claims, "a delivery was claimed while it was being sent"
            self.claims[key] = until

    def settle(self) -> None:
        if self.claims:
            key = self.chance.choice(list(self.claims))
            move = self.chance.choice(["accept", "defer", "fail", "lose"])
            ledger.settle_claim(key, move, claimed=self.claims.pop(key), said="250 或别的")

    def die(self) -> None:
        settle_lost(self.dispatch)
        for key, until in self.claims.items():  # the dead may yet speak
            assert not ledger.settle_claim(key, "accept", claimed=until, said="250 late")
        self.claims.clear()

    def bounce(self) -> None:
        ledger.settle(self._any(), "bounce", said="5.1.1")

    def resend(self) -> None:
        asking_again.resend(self.dispatch, [self._any()], by=self.by, reason="请求补发")

    def confirm(self) -> None:
        asking_again.confirm(self.dispatch, [self._any()], by=self.by)

    def leave_out(self) -> None:
        asking_again.leave_out(self.dispatch, [self._any()], "已调离", by=self.by)

    def pause(self) -> None:
        controlling.pause(self.dispatch, by=self.by)

    def resume(self) -> None:
        controlling.resume(self.dispatch, by=self.by)

    def finish(self) -> None:
        if not self.claims and not Delivery.objects.filter(
            dispatch=self.dispatch, state__in=("pending", "deferred")
        ):
            controlling.finish(self.dispatch)

    def step(self) -> None:
        acts: list[Callable[[], None]] = [self.claim] * 6 + [self.settle] * 6
        acts += [self.die, self.bounce, self.resend, self.confirm, self.pause, self.resume]
        acts += [self.resume, self.finish]
        if self.chance.random() < 0.02:
            acts = [self.leave_out]
        self.dispatch.refresh_from_db()
        try:
            self.chance.choice(acts)()
        except DeskError:
            return  # refused, and so changed nothing

    def _any(self) -> int:
        return self.chance.choice(self.keys)


@pytest.mark.parametrize("seed", range(12))
def test_the_ledger_adds_up_and_tells_how(office: Office, seed: int) -> None:
    life = _Life(office, seed)
    for _ in range(STEPS):
        life.step()
        counted = tally(life.dispatch)
        assert counted.adds_up
        assert counted.candidates == READERS
    for key in life.keys:
        _check_story(Delivery.objects.get(pk=key))


def _check_story(row: Delivery) -> None:
    """Each event is a declared move from where the one before had led; the last is how it is."""
    state = "pending"
    for event in DeliveryEvent.objects.filter(delivery=row).order_by("pk"):
        if event.verb != "late":
            declared = DELIVERY_MOVES[event.verb]
            assert state in declared.sources
            assert event.state == declared.target
            state = declared.target
    assert row.state == state


def test_a_dispatch_that_stands_still_gives_nothing_away(office: Office) -> None:
    life = _Life(office, 1)
    for state in Dispatch.State:
        if state != Dispatch.State.SENDING:
            Dispatch.objects.filter(pk=life.dispatch.pk).update(state=state)
            life.claim()
            assert life.claims == {}
