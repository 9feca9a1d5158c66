"""The reader against the real issue: the figures that the issue promises, printed."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jianbao.document.model import Issue, Item
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure import read_structure

_SEED = Path(
    os.environ.get("JIANBAO_SEED", Path(__file__).resolve().parents[2].parent / "shared" / "seed")
)
pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not _SEED.is_dir(), reason="the real issue is not at hand"),
]


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


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _gold() -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((_SEED / "structure.json").read_text("utf-8"))
    return gold


def _gold_items(gold: dict[str, Any]) -> list[dict[str, Any]]:
    groups = [g for s in gold["sections"] for g in (s, *s["subsections"])]
    return [item for group in groups for item in group["items"]]


def _text(item: Item) -> str:
    """The whole item as printed: the gold's text holds byline and source too."""
    closing = [part.raw for part in (item.byline, item.source) if part]
    return _tight("".join((item.text, *closing)))


def _cuts(texts: list[str]) -> set[int]:
    ends, total = set(), 0
    for text in texts:
        total += len(text)
        ends.add(total)
    return ends


def _figures(issue: Issue) -> Figures:
    gold = _gold()
    wanted = _gold_items(gold)
    printed = [_tight(item.get("raw_text", item["text"])) for item in wanted]
    clean = [_tight(item["text"]) for item in wanted]
    items = list(issue.items())
    texts = [_text(item) for item in items]
    cuts, gold_cuts = _cuts(texts), _cuts(printed)
    bylines = {
        (item.byline.units, item.byline.people, _tight(item.byline.raw))
        for item in items
        if item.byline
    }
    sources = {_tight(item.source.raw) for item in items if item.source}
    titles = {_tight(s.title) for s in issue.sections}
    subtitles = {(_tight(s.title), _tight(b.title)) for s in issue.sections for b in s.subsections}
    gold_subtitles = {
        (_tight(s["title"]), _tight(b["title"])) for s in gold["sections"] for b in s["subsections"]
    }
    return Figures(
        sections=len(titles & {_tight(s["title"]) for s in gold["sections"]}),
        subsections=len(subtitles & gold_subtitles),
        items=len(items),
        boundary_f1=round(2 * len(cuts & gold_cuts) / (len(cuts) + len(gold_cuts)), 3),
        exact=sum(text in texts for text in clean),
        exact_with_stray_mark=sum(text in texts for text in printed),
        bylines=sum(
            (tuple(b["units"]), tuple(b["people"]), _tight(b["raw"])) in bylines
            for b in (item["byline"] for item in wanted)
            if b
        ),
        sources=sum(_tight(item["source"]["raw"]) in sources for item in wanted if item["source"]),
    )


def _read(text: str) -> Issue:
    structure = read_structure(read_text_lines(text))
    (issue,) = structure.issues
    return issue


def _seed_text() -> str:
    return (_SEED / "chalco-2021-12.txt").read_text("utf-8")


def _blank_ends_stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _windows(text: str) -> str:
    return "\ufeff" + text.replace("    ", "\t").replace("\n", "\r\n")


def _tightly_set(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _digits_unspaced(text: str) -> str:
    text = _tightly_set(text)
    text = re.sub(r"(?<=[\u3000-\u9fff]) +(?=[0-9A-Za-z])", "", text)
    return re.sub(r"(?<=[0-9A-Za-z]) +(?=[\u3000-\u9fff])", "", text)


def _one_line_a_paragraph(text: str) -> str:
    """The issue as somebody types it anew: each heading and item on a line of its own."""
    gold = _gold()
    lines = _tightly_set(text).split("\n")[:3]
    for section in gold["sections"]:
        lines.append(section["title"])
        lines += [item.get("raw_text", item["text"]) for item in section["items"]]
        for group in section["subsections"]:
            lines.append(group.get("raw_title", group["title"]))
            lines += [item.get("raw_text", item["text"]) for item in group["items"]]
    return "\n".join([*lines, *_tightly_set(text).split("\n")[-3:]])


@pytest.mark.parametrize(
    ("variant", "boundary_f1", "exact"),
    [
        (str, 0.98, 33),
        (_windows, 0.98, 33),
        (_one_line_a_paragraph, 0.98, 33),
        (_blank_ends_stripped, 0.96, 31),
        (_tightly_set, 0.96, 31),
        (_digits_unspaced, 0.96, 31),
    ],
)
def test_the_seed_is_read(variant: Callable[[str], str], boundary_f1: float, exact: int) -> None:
    figures = _figures(_read(variant(_seed_text())))
    print(variant.__name__, figures)  # noqa: T201 - the figures are what this test is for
    assert (figures.sections, figures.subsections, figures.bylines, figures.sources) == (7, 5, 9, 2)
    assert figures.boundary_f1 >= boundary_f1
    assert figures.exact >= exact


@pytest.mark.parametrize("variant", [str, _windows, _blank_ends_stripped, _tightly_set])
def test_masthead_and_imprint_of_the_seed_are_read(variant: Callable[[str], str]) -> None:
    issue = _read(variant(_seed_text()))
    gold = _gold()
    head, foot = issue.masthead, issue.imprint
    assert (head.title, head.year, head.number, head.running_number, head.department) == (
        gold["masthead"]["title"],
        gold["masthead"]["year"],
        gold["masthead"]["number"],
        gold["masthead"]["cumulative_number"],
        gold["masthead"]["department"],
    )
    assert str(head.date) == gold["masthead"]["date"]
    assert foot.window is not None
    assert (str(foot.window.start), str(foot.window.end)) == (
        gold["imprint"]["collection_window"]["from"],
        gold["imprint"]["collection_window"]["to"],
    )
    assert (list(foot.distribution), list(foot.copies), foot.submission_address) == (
        gold["imprint"]["distribution"],
        gold["imprint"]["cc"],
        gold["imprint"]["submission_address"],
    )
    assert foot.other == ()


def test_the_stray_mark_of_the_seed_is_kept_and_said() -> None:
    structure = read_structure(read_text_lines(_seed_text()))
    assert [(p.code, p.where) for p in structure.problems] == [("stray-mark", "273-277")]
    stray = [item for item in structure.issues[0].items() if item.text.startswith("。")]
    assert [item.id for item in stray] == ["i30"]


def test_every_item_of_the_seed_knows_its_lines_and_pages() -> None:
    structure = read_structure(read_text_lines(_seed_text()))
    origins = [o for o in structure.origins if ".items[" in o.element]
    wanted = _gold_items(_gold())
    assert [[o.line, o.line_to] for o in origins] == [item["lines"] for item in wanted]
    assert [sorted({o.page, o.page_to}, key=str) for o in origins] == [
        sorted(set(item["pages"])) for item in wanted
    ]


def test_nothing_of_the_seed_is_lost() -> None:
    text = _seed_text()
    issue = _read(text)
    kept = _tight("".join(_text(item) for item in issue.items()))
    body = _tight(text.split("学·习之路", 1)[1].split("（本期信息", 1)[0])
    for section in issue.sections:
        body = body.replace(_tight(section.title), "", 1)
        for group in section.subsections:
            title = _tight(group.title)
            body = body.replace(f"【{title}】" if group.bracketed else title, "", 1)
    assert kept == re.sub(r"—\d—", "", body)


def test_fifty_pages_a_second_are_read() -> None:
    lines = read_text_lines(_seed_text())
    pages = max(line.page or 0 for line in lines)
    began = time.process_time()
    for _ in range(10):
        read_structure(lines)
    rate = 10 * pages / (time.process_time() - began)
    print(f"{rate:.0f} pages a CPU second")  # noqa: T201 - the figure is what this test is for
    assert rate >= 50
