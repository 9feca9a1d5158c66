"""600 readers and a sender that is killed at any moment: none twice, none silently skipped."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Self

import pytest
from django.conf import LazySettings

from jianbao.desk.actions.dispatching import asking_again
from jianbao.desk.models import Delivery, DeliveryEvent, Dispatch, User
from jianbao.desk.queries.deliveries import tally, undelivered
from mailing import by_sink, readers, send, started
from printing import an_office
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.crash, pytest.mark.server, pytest.mark.slow]

READERS = 600
_CHANCE = random.Random(5)  # noqa: S311 - chooses moments, not keys
SRC = Path(__file__).resolve().parents[2] / "src"
_NURSERY = """
import datetime as dt, os, sys, threading
import django
django.setup()
from django.db import connections
from jianbao.desk.actions.dispatching import lease
from jianbao.desk.actions.dispatching.sending import send_what_is_due
from jianbao.desk.models import Dispatch
lease.LEASE = dt.timedelta(seconds=0.6)  # a killed sender is soon known for dead

def work(pk):
    stop = threading.Event()
    while Dispatch.objects.get(pk=pk).state == "sending":
        if not send_what_is_due(stop, f"sender {os.getpid()}"):
            stop.wait(0.05)

for line in sys.stdin:
    connections.close_all()
    child = os.fork()
    if child == 0:
        work(int(line))
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class _Nursery:
    """A program that has loaded everything and starts a sender of its own for each line it gets."""

    def __init__(self, environment: dict[str, str], dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._program = subprocess.Popen(
            [sys.executable, "-c", _NURSERY],
            env={
                **environment,
                "PYTHONPATH": str(SRC),
                "DJANGO_SETTINGS_MODULE": "jianbao.settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate(timeout=20)

    def start(self) -> int:
        """Start a sender; give its number."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{self._dispatch.pk}\n")
        self._program.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        """Wait for the sender to end; give its exit code."""
        return self._answer()

    def _answer(self) -> int:
        assert self._program.stdout is not None
        return int(self._program.stdout.readline())


@pytest.mark.parametrize(("connections", "kills"), [(1, 12), (4, 6)])
def test_a_killed_sender_sends_nothing_twice_and_skips_nobody(
    desk_environment: dict[str, str],
    settings: LazySettings,
    smtp_sink: Sink,
    connections: int,
    kills: int,
) -> None:
    by_sink(settings, smtp_sink, letters_at_once=connections)
    office = an_office()
    dispatch = started(office, readers(office.bulletin, READERS))
    environment = desk_environment | {
        "JIANBAO_SMTP_URL": settings.JIANBAO.smtp_url,
        "JIANBAO_LETTERS_FROM": settings.JIANBAO.letters_from,
        "JIANBAO_LETTERS_PER_MINUTE": "100000",
        "JIANBAO_LETTERS_PER_HOUR": "1000000",
        "JIANBAO_LETTERS_AT_ONCE": str(connections),
    }
    killed = 0
    with _Nursery(environment, dispatch) as nursery:
        for number in range(1, kills + 1):
            killed += _killed_on_its_way(nursery, dispatch, READERS * number // (kills + 1))
        nursery.start()
        assert nursery.ended() == 0
    assert killed > kills // 2, "the senders were too quick to be killed"
    _check(dispatch, smtp_sink, most_unknown=killed * connections)
    _ask_for_the_unknown_ones(dispatch, office.publisher, smtp_sink)


def _killed_on_its_way(nursery: _Nursery, dispatch: Dispatch, far: int) -> bool:
    """Let a sender get so far and a little further; say whether it died of the kill."""
    sender = nursery.start()
    while Delivery.objects.filter(dispatch=dispatch).exclude(state="pending").count() < far:
        time.sleep(0.01)
    time.sleep(_CHANCE.uniform(0, 0.06))
    with contextlib.suppress(ProcessLookupError):  # it was quicker
        os.kill(sender, signal.SIGKILL)
    return nursery.ended() == -signal.SIGKILL


def _check(dispatch: Dispatch, sink: Sink, *, most_unknown: int) -> None:
    dispatch.refresh_from_db()
    assert dispatch.state == Dispatch.State.FINISHED
    copies = Counter(one.recipients[0] for one in sink.letters)
    assert max(copies.values()) == 1, "somebody got it twice"
    counted = tally(dispatch)
    assert counted.adds_up
    assert (counted.candidates, counted.failed, counted.excluded, counted.pending) == (
        READERS,
        0,
        0,
        0,
    )
    assert counted.unknown <= most_unknown
    rows = dict(Delivery.objects.filter(dispatch=dispatch).values_list("address", "state"))
    assert {address for address, state in rows.items() if state == "accepted"} <= set(copies)
    lost = set(rows) - set(copies)
    listed = set(undelivered(dispatch).values_list("address", flat=True))
    assert lost <= listed, "somebody was silently skipped"
    assert {rows[address] for address in listed} <= {"unknown"}
    claims = DeliveryEvent.objects.filter(delivery__dispatch=dispatch, verb="claim")
    assert claims.count() == READERS


def _ask_for_the_unknown_ones(dispatch: Dispatch, by: User, sink: Sink) -> None:
    """What is unknown goes out again when a person says so, and then everybody has it."""
    keys = list(undelivered(dispatch).values_list("pk", flat=True))
    assert asking_again.resend(dispatch, keys, by=by) == len(keys)
    send(dispatch)
    assert tally(dispatch).accepted == READERS
    assert len({one.recipients[0] for one in sink.letters}) == READERS
