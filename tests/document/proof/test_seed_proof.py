"""What a careful editor finds in the one real issue, and nothing besides."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from jianbao.document.model import (
    Byline,
    Imprint,
    Issue,
    Item,
    Masthead,
    Section,
    Source,
    Subsection,
    Window,
)
from jianbao.document.proof import Finding, fix, proofread
from jianbao.document.read.reader import read

SEED = Path(
    os.environ.get("JIANBAO_SEED") or Path(__file__).resolve().parents[3].parent / "shared" / "seed"
)
pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not on this machine"),
]

EXPECTED = [
    ("U703", "i06", "中铝山东"),
    ("P151", "i12", ""),
    ("U706", "sections[3].items[1].byline.raw", "  "),
    ("P152", "i23", ""),
    ("U706", "sections[3].items[3].byline.raw", "  "),
    ("U703", "i26", "中铝山东"),
    ("U704", "i28", "学党史、践初心、绘衷情"),
    ("P108", "i30", "。"),
    ("U703", "sections[5].items[1].byline.raw", "中铝山东新材"),
    ("U706", "sections[5].items[2].byline.raw", "  "),
    ("I812", "sections[6].title", "展事迹·学风采"),
    ("W602", "i32", "做出"),
    ("D309", "imprint.window_text", "5 月 27 日-6 月 3 日"),
    ("D314", "imprint.window_text", "-"),
]
UNSTEADY = {"i07", "i17", "i29", "i30", "i32"}


def _item(gold: dict[str, Any]) -> Item:
    byline, source = gold["byline"], gold["source"]
    stray = "raw_text" in gold
    lead = None if stray else gold["lead"]
    body = ("。" if stray else "") + gold["body"][len(lead or "") :]
    return Item(
        id=gold["id"],
        kind="quotation" if source and source.get("kind") == "occasion" else "brief",
        lead=lead,
        paragraphs=(body,),
        byline=Byline(
            raw=byline["raw"], units=tuple(byline["units"]), people=tuple(byline["people"])
        )
        if byline
        else None,
        source=Source(raw=source["raw"]) if source else None,
    )


def _gold() -> Issue:
    gold = json.loads((SEED / "structure.json").read_text(encoding="utf-8"))
    masthead, imprint = gold["masthead"], gold["imprint"]
    window = imprint["collection_window"]
    return Issue(
        masthead=Masthead(
            title=masthead["title"],
            year=masthead["year"],
            number=masthead["number"],
            running_number=masthead["cumulative_number"],
            department=masthead["department"],
            date=dt.date.fromisoformat(masthead["date"]),
        ),
        sections=tuple(
            Section(
                title=section["title"],
                items=tuple(map(_item, section["items"])),
                subsections=tuple(
                    Subsection(title=group["title"], items=tuple(map(_item, group["items"])))
                    for group in section["subsections"]
                ),
            )
            for section in gold["sections"]
        ),
        imprint=Imprint(
            window=Window(
                start=dt.date.fromisoformat(window["from"]), end=dt.date.fromisoformat(window["to"])
            ),
            window_text=window["raw"],
            distribution=tuple(imprint["distribution"]),
            copies=tuple(imprint["cc"]),
            submission_address=imprint["submission_address"],
        ),
    )


def _places(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(f.code, f.item or f.element, f.text) for f in findings if f.code != "S401"]


def test_an_editor_finds_these_and_no_others() -> None:
    findings = proofread(_gold())
    assert _places(findings) == EXPECTED
    assert {f.item for f in findings if f.code == "S401"} == UNSTEADY


def test_the_issue_as_read_gives_the_same() -> None:
    (issue,) = read((SEED / "chalco-2021-12.txt").read_bytes(), name="chalco-2021-12.txt").issues
    assert _places(proofread(issue)) == EXPECTED


def test_the_safe_fixes_mend_the_seed() -> None:
    issue = _gold()
    for _ in range(3):
        issue, _ = fix(issue, proofread(issue))
    left = {finding.code for finding in proofread(issue)}
    assert left == {"U703", "U704", "I812", "D309"}
    texts = {item.id: item.text for item in issue.items()}
    assert texts["i30"].startswith("中铝山东新材料公司")
    assert texts["i23"].endswith("精神长存。")
    assert issue.imprint.window_text == "5 月 27 日—6 月 3 日"
