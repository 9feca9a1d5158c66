"""One process sends a dispatch at a time: a lease that is renewed for as long as it lives.

A lease that runs out says that its holder died: what it had claimed is then of unknown fate.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.models import Q, QuerySet
from django.utils import timezone

from jianbao.desk.models import Dispatch

LEASE = dt.timedelta(seconds=60)


class Lease:
    """The right to send a dispatch, which another takes over when its holder falls silent."""

    def __init__(self, dispatch: int, holder: str) -> None:
        """Name the dispatch and the process; nothing is taken yet."""
        self._dispatch = dispatch
        self._holder = holder
        self._over = threading.Event()
        self._beating = threading.Thread(target=self._beat, name="dispatch lease", daemon=True)
        self.held = False

    def take(self) -> bool:
        """Take it if it is free, run out, or ours; committed on return."""
        now = timezone.now()
        free = Q(lease_until=None) | Q(lease_until__lt=now) | Q(lease_holder=self._holder)
        rows = Dispatch.objects.filter(free, pk=self._dispatch)
        self.held = bool(rows.update(lease_holder=self._holder, lease_until=now + LEASE))
        if self.held:
            self._beating.start()
        return self.held

    def give_back(self) -> None:
        """Let another take it; nothing of ours is on the wire any more."""
        self._over.set()
        self._beating.join()
        self._own().update(lease_holder="", lease_until=None)
        self.held = False

    def _own(self) -> QuerySet[Dispatch]:
        return Dispatch.objects.filter(pk=self._dispatch, lease_holder=self._holder)

    def _beat(self) -> None:
        """Renew it, until it is over or another has taken it."""
        while not self._over.wait(LEASE.total_seconds() / 4):
            try:
                self.held = bool(self._own().update(lease_until=timezone.now() + LEASE))
            finally:
                connections.close_all()
            if not self.held:
                return


@contextmanager
def taken(dispatch: Dispatch, holder: str) -> Iterator[Lease | None]:
    """Hold the lease of a dispatch, or None when another process does."""
    lease = Lease(dispatch.pk, holder)
    if not lease.take():
        yield None
        return
    try:
        yield lease
    finally:
        lease.give_back()
