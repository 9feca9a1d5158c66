"""One round of sending a dispatch: which delivery is next, and what follows from each outcome."""

from __future__ import annotations

import datetime as dt
import threading
from collections import deque
from typing import Any

from django.db.models import F
from django.utils import timezone

from jianbao.desk.actions.dispatching import controlling, ledger, relay
from jianbao.desk.actions.dispatching.failing import mark_failing
from jianbao.desk.actions.dispatching.lease import Lease
from jianbao.desk.actions.dispatching.outgoing import Outgoing
from jianbao.desk.actions.dispatching.settling import CLAIM, write_outcome
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Delivery, Dispatch
from jianbao.desk.queries.deliveries import due_deliveries
from jianbao.post.errors import PostError
from jianbao.post.smtp import Accepted, Deferred, Outcome, Rejected, Sender

_AT_ONCE = 50  # rows looked at, and letters taken leave for, at a time
_MOST_REFUSED = 10  # in a row: the server refuses us, not them
_MOST_DEFERRED = 5  # in a row: the server is in trouble, not they
_OF_THE_SERVER = ("421", "454")  # replies that concern no single letter
_LONGEST_WAIT = 30.0  # seconds to wait within a round for leave


class Round:
    """Deals out what is due of a dispatch to one or more lines, and writes what became of it."""

    outgoing: Outgoing

    def __init__(
        self, dispatch: Dispatch, lease: Lease, stop: threading.Event, holder: str
    ) -> None:
        """Remember what it is for; `begin` says over which server it goes."""
        self.dispatch = dispatch
        self.done = 0
        self._lease = lease
        self._stop = stop
        self._holder = holder
        self._lock = threading.Lock()
        self._due: deque[Delivery] = deque()
        self._leave = 0
        self._refused = self._deferred = 0  # in a row
        self._over = False

    def begin(self, outgoing: Outgoing) -> bool:
        """Say whether there is anything that may be sent now, before a line is opened for it."""
        self.outgoing = outgoing
        first = self.next_delivery()
        if first is None:
            return False
        self._due.appendleft(first)
        self._leave += 1
        return True

    def next_delivery(self) -> Delivery | None:
        """Give what a line sends next, when it may; None when the round is over for now."""
        with self._lock:
            while self._goes_on():
                if not self._due:
                    self._due.extend(due_deliveries(self.dispatch, _AT_ONCE))
                if not self._due:
                    return None
                if self._leave or self._await_leave():
                    self._leave -= 1
                    return self._due.popleft()
        return None

    def send(self, delivery: Delivery, sender: Sender) -> None:
        """Claim a delivery, send it, write what became of it. Raises PostError as `sender` does."""
        claimed = timezone.now() + CLAIM
        if not ledger.claim(delivery.pk, until=claimed, holder=self._holder):
            return
        try:
            outcome = self.outgoing.hand_over(delivery, sender)
        except PostError as error:  # before a byte of it was sent
            self._put_off(delivery, claimed, error.said(), timezone.now())
            raise
        self._settle(delivery, claimed, outcome)

    def no_line(self, error: PostError) -> None:
        """Leave a server alone that is in trouble; stand still where a person has to act."""
        self._over = True
        if error.passing:
            relay.pause_relay(self.outgoing.relay, error.said())
        else:
            self.stand_still(error.code, error.detail)

    def stand_still(self, why: str, said: str) -> None:
        """Pause the dispatch until a person lets it go on."""
        self._over = True
        self.dispatch.refresh_from_db()
        if self.dispatch.state == Dispatch.State.SENDING:
            try:
                controlling.pause(self.dispatch, by=None, why=why, said=said)
            except DeskError:
                return  # somebody was quicker

    def _goes_on(self) -> bool:
        return not self._over and not self._stop.is_set() and self._lease.held

    def _await_leave(self) -> bool:
        """Take leave for some letters; wait a little for it, or end the round."""
        leave = relay.take_leave(self.outgoing.relay, len(self._due))
        self._leave = leave.letters
        if not leave.letters:
            self._over = leave.wait > _LONGEST_WAIT
            self._stop.wait(0 if self._over else max(leave.wait, 0.05))
        return leave.letters > 0

    def _put_off(
        self, delivery: Delivery, claimed: dt.datetime, said: str, until: dt.datetime
    ) -> None:
        columns: dict[str, Any] = {"next_attempt_at": until, "attempts": F("attempts") - 1}
        ledger.settle_claim(
            delivery.pk, "defer", claimed=claimed, said=said, holder=self._holder, columns=columns
        )

    def _settle(self, delivery: Delivery, claimed: dt.datetime, outcome: Outcome) -> None:
        if isinstance(outcome, Deferred) and outcome.reply.startswith(_OF_THE_SERVER):
            self._leave_server_alone(delivery, claimed, outcome.reply)
            return
        write_outcome(delivery, outcome, claimed=claimed, holder=self._holder)
        self._count_one()
        if isinstance(outcome, Accepted):
            self._went_well()
        elif isinstance(outcome, Rejected):
            mark_failing(delivery, outcome.reply)
            self._was_refused(outcome.reply)
        elif isinstance(outcome, Deferred):
            self._was_put_off(outcome.reply)

    def _count_one(self) -> None:
        with self._lock:
            self.done += 1

    def _went_well(self) -> None:
        with self._lock:
            troubled = self.done == 1 or self._deferred
            self._refused = self._deferred = 0
        if troubled:
            relay.free_relay(self.outgoing.relay)

    def _was_refused(self, reply: str) -> None:
        with self._lock:
            self._refused += 1
            too_often = self._refused >= _MOST_REFUSED
        if too_often:
            self.stand_still("refused-in-a-row", reply)

    def _was_put_off(self, reply: str) -> None:
        with self._lock:
            self._deferred += 1
            too_often = self._deferred >= _MOST_DEFERRED
        if too_often:
            self._over = True
            relay.pause_relay(self.outgoing.relay, reply)

    def _leave_server_alone(self, delivery: Delivery, claimed: dt.datetime, reply: str) -> None:
        """Try this one again when the server may be asked again; it is no attempt of its own."""
        self._over = True
        until = relay.pause_relay(self.outgoing.relay, reply)
        self._put_off(delivery, claimed, reply, until)
        self._count_one()
