"""A verdict put together from a fact of the item and a place of an original."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.document.compare.crosscheck.statements import Statement
from jianbao.document.compare.crosscheck.values import CheckedFact, Fix, Note, Verdict


class Mention(NamedTuple):
    """A place of an original; `which` is -1 for a name that only its senders bear."""

    which: int
    text: str
    start: int
    end: int


NOWHERE = Mention(-1, "", 0, 0)


def mention_of(which: int, fact: Statement) -> Mention:
    """Give the place of a fact of the original with number `which`."""
    return Mention(which, fact.text, fact.start, fact.end)


def judged(
    fact: Statement,
    verdict: Verdict,
    at: Mention = NOWHERE,
    *,
    note: Note = "",
    fix: Fix | None = None,
) -> CheckedFact:
    """Give the verdict on a fact."""
    return CheckedFact(
        kind=fact.kind,
        text=fact.text,
        start=fact.start,
        end=fact.end,
        verdict=verdict,
        note=note,
        original=at.text,
        original_index=at.which,
        original_start=at.start,
        original_end=at.end,
        fix=fix,
    )
