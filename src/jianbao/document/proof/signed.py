"""Who signed what in a galley: its bylines as printed and as understood; it judges none."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.document.model import Byline
from jianbao.document.proof.galley import Galley, Passage


class Signed(NamedTuple):
    passage: Passage
    byline: Byline


def signed(galley: Galley) -> list[Signed]:
    return [
        Signed(passage, passage.item.byline)
        for passage in galley.of("byline")
        if passage.item is not None and passage.item.byline is not None
    ]


def inside(galley: Galley, passage: Passage, name: str) -> tuple[int, int]:
    """Where `name` stands in a passage; all of the passage when it does not."""
    found = galley.printed.find(name, passage.start, passage.end)
    return (found, found + len(name)) if found >= 0 else (passage.start, passage.end)
