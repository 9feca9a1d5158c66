"""Says after a commit that there is work, so that a job may begin at once; rows are the truth.

A hint that is lost costs a few seconds: the sweep finds what is undone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.dispatch import Signal

to_be_read = Signal()  # contribution: int
letter_written = Signal()
to_be_indexed = Signal()
to_be_printed = Signal()  # edition: int
to_be_composed = Signal()  # composition: int
deliveries_due = Signal()


def hint(signal: Signal, **what: int) -> None:
    """Send the signal once the transaction around it is committed; at once when there is none."""
    send: Callable[[], object] = partial(signal.send, None, **what)
    transaction.on_commit(send, robust=True)
