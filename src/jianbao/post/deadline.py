"""So many seconds for a whole conversation: a server that drips byte by byte ends it no later."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self


class Deadline:
    """Cuts the wire that is watched when the time is over; whoever reads from it then sees its end.

    A timeout of a socket counts from byte to byte and would never come.
    """

    def __init__(self, seconds: float) -> None:
        """Say how long it may take; the clock starts on entering."""
        self._seconds = seconds
        self._ends = 0.0
        self._wire: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Start the clock."""
        self._ends = time.monotonic() + self._seconds
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop the clock."""
        self._timer.cancel()

    @property
    def left(self) -> float:
        """Seconds left; never quite none, which to a socket means to wait for ever."""
        return max(self._ends - time.monotonic(), 0.001)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._ends

    def watch(self, wire: socket.socket) -> None:
        """Watch this wire from now on, in place of any before."""
        wire.settimeout(self.left)
        self._wire = wire
        if self.over:  # the clock ran out before there was a wire to cut
            self._cut()

    def _cut(self) -> None:
        if self._wire is not None:
            with contextlib.suppress(OSError):  # it is closed already
                # Of the socket below TLS: the session belongs to the thread that reads.
                socket.socket.shutdown(self._wire, socket.SHUT_RDWR)
