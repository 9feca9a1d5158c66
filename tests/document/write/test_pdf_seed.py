from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from jianbao.document.model import (
    Byline,
    Issue,
    Item,
    Masthead,
    Section,
    Source,
    Subsection,
    one_line,
)
from jianbao.document.write.pdf import write_pdf

from document.write.pdf_pages import page_texts, solid

SEED = Path(
    os.environ.get("JIANBAO_SEED") or Path(__file__).resolve().parents[4] / "shared" / "seed"
)

pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not beside the repository"),
]


def item_of(given: dict[str, Any]) -> Item:
    lead = given["lead"]
    byline, source = given["byline"], given["source"]
    return Item(
        id=given["id"],
        lead=lead,
        paragraphs=(one_line(given["body"][len(lead or "") :]),),
        byline=byline and Byline(raw=byline["raw"]),
        source=source and Source(raw=source["raw"]),
    )


def items_of(given: dict[str, Any]) -> tuple[Item, ...]:
    return tuple(item_of(item) for item in given["items"])


def test_every_item_of_the_seed_is_printed_letter_for_letter() -> None:
    gold = json.loads((SEED / "structure.json").read_text(encoding="utf-8"))
    sections = tuple(
        Section(
            title=section["title"],
            items=items_of(section),
            subsections=tuple(
                Subsection(title=group["title"], items=items_of(group))
                for group in section["subsections"]
            ),
        )
        for section in gold["sections"]
    )
    masthead = Masthead(title=gold["masthead"]["title"], date=dt.date(2021, 6, 4))
    pages = page_texts(write_pdf(Issue(masthead=masthead, sections=sections)))
    printed = "".join(re.sub(r"—\d+—$", "", solid(page)) for page in pages)
    texts = [solid(one_line(item["text"])) for item in all_items(gold)]
    assert len(texts) == 34
    assert [text for text in texts if text not in printed] == []
    assert len(pages) in {7, 8}


def all_items(gold: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for section in gold["sections"]:
        found += section["items"]
        for group in section["subsections"]:
            found += group["items"]
    return found
