"""A press that is killed at every step, and at any moment: one edition, every letter, once."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from django.utils import timezone

from jianbao.desk import vault
from jianbao.desk.models import Contribution, Edition, Event, Issue, IssueNumber, Letter
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.publishing.wording import SENTENCES
from jianbao.document.interchange import from_json
from jianbao.document.write.formats import FORMATS
from printing import Office, a_signed_issue, an_office

pytestmark = [pytest.mark.crash, pytest.mark.slow]

_CHANCE = random.Random(7)  # noqa: S311 - chooses moments, not keys
SRC = Path(__file__).resolve().parents[2] / "src"
# Each kill happens before or after the n-th call of a function, in a press of its own.
_FREEZING = [
    ("jianbao.desk.actions.publishing.freezing:take_numbers", 1),
    ("jianbao.desk.actions.publishing.freezing:record", 1),
    ("jianbao.desk.actions.publishing.freezing:hint", 1),
]
_PRINTING = [
    ("jianbao.desk.actions.publishing.printing:_claim", 1),
    *(("jianbao.desk.actions.publishing.printing:write", n) for n in (1, 4)),
    *(("jianbao.desk.vault:store_bytes", n) for n in (1, 3, 5)),
    *(("jianbao.desk.actions.publishing.printing:_renew", n) for n in (1, 2)),
    ("jianbao.desk.actions.publishing.printing:pages_of", 1),
]
_BRINGING_OUT = [
    ("jianbao.desk.actions.publishing.bringing_out:_publish", 1),
    ("jianbao.desk.actions.publishing.bringing_out:adopt_origins", 1),
    ("jianbao.desk.actions.publishing.telling:queue", 1),
    ("jianbao.desk.actions.publishing.telling:queue", 2),
    ("jianbao.desk.actions.publishing.bringing_out:_open_next", 1),
    ("jianbao.desk.actions.publishing.bringing_out:hint", 1),
    ("jianbao.desk.actions.publishing.printing:bring_out", 1),
]
KILLS = [*_FREEZING, *_PRINTING, *_BRINGING_OUT]
# One press for each format: it stores the next that is missing, and dies.
_EACH_FORMAT = [("jianbao.desk.actions.publishing.printing:_renew", 1, True)] * len(FORMATS)
MOMENTS = 6  # kills from outside, at no step in particular

_NURSERY = """
import datetime as dt, importlib, json, os, signal, sys
import django
django.setup()
from django.db import connections
from jianbao.desk.actions import publishing
from jianbao.desk.jobs import waking
from jianbao.desk.models import Edition, Issue, User
from jianbao.document.write.formats import FORMATS

def die_at(place, count, after):
    module, name = place.split(":")
    module = importlib.import_module(module)
    whole, left = getattr(module, name), [count]
    def dying(*given, **named):
        left[0] -= 1
        if left[0]:
            return whole(*given, **named)
        if after:
            whole(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, name, dying)

def work(told):
    if told["die"]:
        die_at(*told["die"])
    issue = Issue.objects.get(pk=told["issue"])
    edition = Edition.objects.filter(snapshot__issue=issue).first()
    if edition is None:
        publisher = User.objects.get(pk=told["by"])
        today = dt.date.fromisoformat(told["today"])
        edition = publishing.publish(
            issue, by=publisher, seen=told["seen"], today=today, accepted=told["accepted"])
    if edition.state == "frozen":
        publishing.print_edition(edition.pk)

for line in sys.stdin:
    connections.close_all()
    child = os.fork()
    if child == 0:
        work(json.loads(line))
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class _Nursery:
    """A program that has loaded everything and starts a press of its own for each line it gets."""

    def __init__(self, environment: dict[str, str], office: Office) -> None:
        self._office = office
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

    def start(self, issue: Issue, seen: str, die: tuple[str, int, bool] | None = None) -> int:
        """Start a press for an issue, to die at a step or to live; give its number."""
        told: dict[str, Any] = {
            "issue": issue.pk,
            "by": self._office.publisher.pk,
            "today": timezone.localdate().isoformat(),
            "seen": seen,
            "accepted": list(SENTENCES),
            "die": die,
        }
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(told) + "\n")
        self._program.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        """Wait for the press to end; give its exit code."""
        return self._answer()

    def _answer(self) -> int:
        assert self._program.stdout is not None
        return int(self._program.stdout.readline())


def test_a_press_killed_at_every_step_prints_one_edition_and_tells_everybody_once(
    desk_environment: dict[str, str],
) -> None:
    office, killed = an_office(), 0
    with _Nursery(desk_environment, office) as nursery:
        for steps in _rounds():
            issue = a_signed_issue(office, pictures=True)
            seen = hash_of(content_of(issue))
            for step in steps:
                nursery.start(issue, seen, step)
                assert nursery.ended() == -signal.SIGKILL, step
                killed += 1
                _forget_the_lease(issue)
            for _ in range(MOMENTS if steps == [] else 0):
                killed += _killed_at_some_moment(nursery, issue, seen)
                _forget_the_lease(issue)
            nursery.start(issue, seen)
            assert nursery.ended() == 0
            _check(issue, seen, office)
    assert killed >= 20
    _check_numbers(office)


def _rounds() -> Iterator[list[tuple[str, int, bool]]]:
    """Give the kills in the order in which a press meets them, three to an issue; last, none.

    Between them one issue is printed by a press for each format.
    """
    steps = [(place, n, bool(_CHANCE.getrandbits(1))) for place, n in KILLS]
    for start in range(0, len(steps), 3):
        yield steps[start : start + 3]
    yield _EACH_FORMAT
    yield []


def _killed_at_some_moment(nursery: _Nursery, issue: Issue, seen: str) -> bool:
    press = nursery.start(issue, seen)
    time.sleep(_CHANCE.uniform(0.01, 0.25))
    with contextlib.suppress(ProcessLookupError):  # it was quicker
        os.kill(press, signal.SIGKILL)
    return nursery.ended() == -signal.SIGKILL


def _forget_the_lease(issue: Issue) -> None:
    """Let the lease of a killed press run out, and its attempts not count, as a person would."""
    Edition.objects.filter(issue=issue, state="frozen").update(claimed_until=None, attempts=0)


def _check(issue: Issue, seen: str, office: Office) -> None:
    issue.refresh_from_db()
    edition = Edition.objects.get(issue=issue)
    assert (issue.state, edition.state, edition.number) == ("published", "out", 1)
    assert edition.snapshot.sha256 == hash_of(content_of(issue)) == seen
    assert sorted(edition.files.values_list("format", flat=True)) == sorted(FORMATS)
    for file in edition.files.all():
        stored = vault.read_stored(file.sha256)
        assert vault.store_bytes(stored).sha256 == file.sha256
        assert len(stored) == file.size
    assert hash_of(from_json(vault.read_stored(edition.files.get(format="json").sha256))) == seen
    told = Letter.objects.filter(key__startswith=f"outcome:{issue.pk}:")
    assert sorted(told.values_list("to_address", flat=True)) == [
        "writer0@yunling.example",
        "writer1@yunling.example",
    ]
    adopted = Contribution.objects.filter(origins__item__issue=issue)
    assert set(adopted.values_list("state", flat=True)) == {"adopted"}
    moves = Event.objects.filter(thing=f"issue:{issue.pk}", verb__in=("freeze", "publish"))
    assert sorted(moves.values_list("verb", flat=True)) == ["freeze", "publish"]
    assert office.bulletin.issues.filter(state="open").count() == 1


def _check_numbers(office: Office) -> None:
    numbers = list(office.bulletin.issues.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "no issue opened twice"
    assert IssueNumber.objects.count() == 2 * len(numbers)
