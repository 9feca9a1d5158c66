"""Refusals: what the desk says when an act cannot be done. Sentences are made at the edge.

DeskError            the act is refused; nothing was changed
├── NotAllowed       this person may not do it
├── Stale            someone else was quicker: the thing is no longer as it was shown
├── Impossible       the thing is in no state for it
└── Invalid          what was given does not fit; `field` says where
"""

from __future__ import annotations


class DeskError(Exception):
    """An act is refused. `code` names the sentence, `values` fill it in."""

    status = 409

    def __init__(self, code: str, **values: object) -> None:
        """Take the name of the sentence and what it needs."""
        super().__init__(code)
        self.code = code
        self.values = values


class NotAllowed(DeskError):
    """The person may not do it; `code` is the reason."""

    status = 403


class Stale(DeskError):
    """Someone else was quicker; the page has to be seen again before deciding."""


class Impossible(DeskError):
    """The thing is in no state for this act."""


class Invalid(DeskError):
    """What was given does not fit; `field` in `values` says where."""

    status = 400
