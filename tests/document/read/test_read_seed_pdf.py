"""The real issue typeset by strangers' templates, without a source inside, and read back."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from jianbao.document.model import Item
from jianbao.document.read.reader import read

from document.read.formats.pdf_samples import typeset

_SEED = Path(
    os.environ.get("JIANBAO_SEED", Path(__file__).resolve().parents[3].parent / "shared" / "seed")
)
pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not _SEED.is_dir(), reason="the real issue is not at hand"),
]

_TEMPLATE = """
#let issue = json(bytes({data}))
#let text-of(item) = item.at("raw_text", default: item.text)
#let piece(item) = {
  let whole = text-of(item)
  let head = item.at(HEAD, default: none)
  if head != none and whole.starts-with(head) {
    par(strong-head(head) + whole.slice(head.len()))
  } else { par(whole) }
}
#align(center, text(size: 2.2em, issue.masthead.title))
#align(center, issue.masthead.issue_raw)
#grid(columns: (1fr, auto), issue.masthead.department, issue.masthead.date_raw)
#line(length: 100%)
#for section in issue.sections {
  align(center, heading-look(section.title))
  for item in section.items { piece(item) }
  for group in section.subsections {
    align(center, group-look(group.at("raw_title", default: group.title)))
    for item in group.items { piece(item) }
  }
}
"""
_LOOKS = {
    "bold heads, page numbers": (
        '#set page(numbering: "— 1 —")\n'
        "#let strong-head(it) = bold(it)\n"
        "#let heading-look(it) = text(size: 1.25em, hei(it))\n"
        "#let group-look(it) = bold(it)\n"
    ),
    "one weight, one size": (
        "#let strong-head(it) = it\n#let heading-look(it) = it\n#let group-look(it) = it\n"
    ),
    "running head, inner margins, small": (
        "#set page(margin: (inside: 40mm, outside: 24mm), header: align(right)[内部交流])\n"
        "#set text(size: 12pt)\n#set par(leading: 0.8em, spacing: 0.8em)\n"
        "#let strong-head(it) = hei(it)\n"
        "#let heading-look(it) = text(size: 1.4em, it)\n#let group-look(it) = hei(it)\n"
    ),
}


def _gold() -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((_SEED / "structure.json").read_text("utf-8"))
    return gold


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed(item: Item) -> str:
    return _tight(item.text + "".join(part.raw for part in (item.byline, item.source) if part))


@pytest.mark.parametrize("look", _LOOKS)
def test_the_real_issue_comes_back_from_print(look: str) -> None:
    gold = _gold()
    data = json.dumps(json.dumps(gold, ensure_ascii=False), ensure_ascii=False)
    template = _TEMPLATE.replace("{data}", data).replace("HEAD", '"lead"')
    reading = read(typeset(_LOOKS[look] + template))
    (issue,) = reading.issues
    groups = [group for section in gold["sections"] for group in (section, *section["subsections"])]
    wanted = [_tight(item.get("raw_text", item["text"])) for g in groups for item in g["items"]]
    items = [_printed(item) for item in issue.items()]
    print(look, sum(text in items for text in wanted), "of", len(wanted), "items exact")  # noqa: T201
    assert [_tight(section.title) for section in issue.sections] == [
        _tight(section["title"]) for section in gold["sections"]
    ]
    assert len([s for section in issue.sections for s in section.subsections]) == 5
    assert sum(item.byline is not None for item in issue.items()) == 9
    assert sum(item.source is not None for item in issue.items()) == 2
    assert items == wanted
