"""The process in which a thread reads strangers' files: started when needed, kept a while."""

from __future__ import annotations

import threading

from jianbao.document.read.confined import Workshop

_own = threading.local()


def own_workshop() -> Workshop:
    """Give this thread's workshop, opened."""
    workshop: Workshop | None = getattr(_own, "workshop", None)
    if workshop is None:
        workshop = Workshop()
        workshop.__enter__()
        _own.workshop = workshop
    return workshop


def close_own_workshop() -> None:
    """Dismiss this thread's worker process, if it has one; the next file starts another."""
    workshop: Workshop | None = getattr(_own, "workshop", None)
    if workshop is not None:
        _own.workshop = None
        workshop.__exit__(None, None, None)
