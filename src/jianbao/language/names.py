"""A finder of names by a model (extra `jianbao[names]`); the rules judge what it proposes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol


class Candidate(NamedTuple):
    """A stretch of a text that may be a name: text[start:end]."""

    kind: Literal["person", "org", "place"]
    start: int
    end: int


class NameFinder(Protocol):
    """What find_facts asks for names beside its rules."""

    def propose(self, text: str) -> Sequence[Candidate]:
        """Give candidates in order of place."""
        ...
