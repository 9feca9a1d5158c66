"""How well an issue was read, measured against the gold of the real one."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jianbao.document.model import Issue, Item

SEED = Path(
    os.environ.get("JIANBAO_SEED", Path(__file__).resolve().parents[2].parent / "shared" / "seed")
)
needs_seed = pytest.mark.skipif(not SEED.is_dir(), reason="the real issue is not at hand")


def seed_text() -> str:
    """Give the real issue as it was extracted from its PDF."""
    return (SEED / "chalco-2021-12.txt").read_text("utf-8")


class Figures(NamedTuple):
    """How an issue read compares with the gold."""

    sections: int
    subsections: int
    items: int
    boundary_f1: float
    exact: int
    exact_with_stray_mark: int
    bylines: int
    sources: int


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def gold_structure() -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SEED / "structure.json").read_text("utf-8"))
    return gold


def gold_items(gold: dict[str, Any]) -> list[dict[str, Any]]:
    groups = [g for s in gold["sections"] for g in (s, *s["subsections"])]
    return [item for group in groups for item in group["items"]]


def printed_text(item: Item) -> str:
    """The whole item as printed: the gold's text holds byline and source too."""
    closing = [part.raw for part in (item.byline, item.source) if part]
    return tight("".join((item.text, *closing)))


def _cuts(texts: list[str]) -> set[int]:
    ends, total = set(), 0
    for text in texts:
        total += len(text)
        ends.add(total)
    return ends


def figures_of(issue: Issue) -> Figures:
    gold = gold_structure()
    wanted = gold_items(gold)
    printed = [tight(item.get("raw_text", item["text"])) for item in wanted]
    clean = [tight(item["text"]) for item in wanted]
    items = list(issue.items())
    texts = [printed_text(item) for item in items]
    cuts, wanted_cuts = _cuts(texts), _cuts(printed)
    bylines = {
        (item.byline.units, item.byline.people, tight(item.byline.raw))
        for item in items
        if item.byline
    }
    sources = {tight(item.source.raw) for item in items if item.source}
    titles = {tight(s.title) for s in issue.sections}
    subtitles = {(tight(s.title), tight(b.title)) for s in issue.sections for b in s.subsections}
    wanted_subtitles = {
        (tight(s["title"]), tight(b["title"])) for s in gold["sections"] for b in s["subsections"]
    }
    return Figures(
        sections=len(titles & {tight(s["title"]) for s in gold["sections"]}),
        subsections=len(subtitles & wanted_subtitles),
        items=len(items),
        boundary_f1=round(2 * len(cuts & wanted_cuts) / (len(cuts) + len(wanted_cuts)), 3),
        exact=sum(text in texts for text in clean),
        exact_with_stray_mark=sum(text in texts for text in printed),
        bylines=sum(
            (tuple(b["units"]), tuple(b["people"]), tight(b["raw"])) in bylines
            for b in (item["byline"] for item in wanted)
            if b
        ),
        sources=sum(tight(item["source"]["raw"]) in sources for item in wanted if item["source"]),
    )
