"""Turns hints of actions into jobs, and wakes the threads of this process that wait for them."""

from __future__ import annotations

import threading
from typing import Any

from django.dispatch import receiver

from jianbao.desk.actions.hints import (
    deliveries_due,
    letter_written,
    to_be_composed,
    to_be_indexed,
    to_be_printed,
    to_be_read,
)
from jianbao.desk.jobs import tasks

JOBS_WAIT = threading.Event()
INDEX_WAITS = threading.Event()
DELIVERIES_WAIT = threading.Event()


@receiver(to_be_read)
def _read(contribution: int, **_rest: Any) -> None:  # noqa: ANN401 - what signals bring along
    tasks.read_contribution.enqueue(contribution)
    JOBS_WAIT.set()


@receiver(to_be_printed)
def _print(edition: int, **_rest: Any) -> None:  # noqa: ANN401 - what signals bring along
    tasks.print_edition.enqueue(edition)
    JOBS_WAIT.set()


@receiver(to_be_composed)
def _compose(composition: int, **_rest: Any) -> None:  # noqa: ANN401 - what signals bring along
    tasks.draft_issue.enqueue(composition)
    JOBS_WAIT.set()


@receiver(letter_written)
def _send(**_rest: Any) -> None:  # noqa: ANN401 - what signals bring along
    tasks.send_letters.enqueue()
    JOBS_WAIT.set()


@receiver(to_be_indexed)
def _index(**_rest: Any) -> None:  # noqa: ANN401 - what signals bring along
    INDEX_WAITS.set()


@receiver(deliveries_due)
def _deliver(**_rest: Any) -> None:  # noqa: ANN401 - what signals bring along
    DELIVERIES_WAIT.set()
