"""The issues that the story is told of: as their items are sent, and as they are to be printed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from browser.story_print import printed_texts
from jianbao.document import model
from jianbao.document.model import Issue, Item
from jianbao.document.proof import fix, proofread
from jianbao.document.read.reader import read

_ROOT = Path(__file__).resolve().parents[2]
SEED = Path(os.environ.get("JIANBAO_SEED", _ROOT.parent / "shared" / "seed"))
_EXAMPLES = _ROOT / "examples"
_BY_THE_DESK = frozenset({"quotation", "notice", "profile", "honour"})
_replace = msgspec.structs.replace


class Told(NamedTuple):
    """An issue to be made.

    `last` is the file that the bulletin is founded from, `last_numbers` what is said to be printed
    last, in the year, through the years. `sent` holds the items as contributors send them,
    `wanted` as they are to be printed: with the fixes of the rules `keys`, accepted while writing,
    and of `late`, which a reviewer asks for. `texts` is what was once printed, as each reader of
    `story_print` takes it; `differences` are all that may differ from it, old and new, but for
    blanks.
    """

    last: Path
    last_numbers: tuple[int, int, int]
    sent: Issue
    wanted: Issue
    texts: tuple[str, ...]
    keys: frozenset[str]
    late: str
    differences: tuple[tuple[str, str], ...]
    preset: str
    pictures: Mapping[str, bytes] = {}
    gold: Mapping[str, Any] = {}  # the structure that a person found in the real issue


def real_issue() -> Told:
    """The real issue: the dump of its text, read as a stranger's file."""
    path = SEED / "chalco-2021-12.txt"
    sent = _read(path)
    keys, late = frozenset({"P108", "P151", "P152"}), "W602"
    return Told(
        last=path,
        last_numbers=(2021, 11, 11),
        sent=sent,
        wanted=mended(sent, keys | {late}),
        texts=(path.read_text("utf-8"),) * 2,
        keys=keys,
        late=late,
        differences=(
            ("", "。"),  # P151: a paragraph had no end
            ("", "。"),  # P152: a sentence before its byline had none
            ("。", ""),  # P108: a mark strayed to the beginning of a paragraph
            ("做", "作"),  # W602
            ("-", "—"),  # the press sets both ends of the window with the dash of GB/T 15834
        ),
        preset="three_and_three",
        gold=json.loads((SEED / "structure.json").read_text("utf-8")),
    )


def sample_issue() -> Told:
    """The project's own combined issue; it is sent with mistakes that were never printed."""
    wanted = _read(_EXAMPLES / "2026-09.md")
    slips: dict[str, Callable[[str], str]] = {
        "彻底告别人工进库。": lambda text: text.removesuffix("。"),
        "白川分公司各党支部": lambda text: f"。{text}",
    }
    sent = wanted.with_items(lambda item: _slipped(item, slips))
    keys, late = frozenset({"P108"}), "P151"
    assert _plain(mended(sent, keys | {late})) == _plain(wanted)
    return Told(
        last=_EXAMPLES / "2026-08.docx",
        last_numbers=(2026, 8, 32),
        sent=sent,
        wanted=wanted,
        texts=tuple(printed_texts((_EXAMPLES / "2026-09.pdf").read_bytes())),
        keys=keys,
        late=late,
        differences=(),
        preset="small",
        pictures={
            picture.file: (_EXAMPLES / picture.file).read_bytes()
            for item in wanted.items()
            for picture in item.pictures
        },
    )


def is_of_the_desk(item: Item) -> bool:
    """Whether nobody sends it: words of a leader, of an agency, portraits and honours."""
    return item.kind in _BY_THE_DESK


def _read(path: Path) -> Issue:
    (issue,) = read(path.read_bytes(), name=path.name).issues
    numbers = iter(range(1, 1000))
    return issue.with_items(lambda item: _named(item, f"i{next(numbers):02}"))


def _named(item: Item, name: str) -> Item:
    """Give an item a name, and what an agency gives out its kind: the text cannot tell it."""
    kind = "notice" if item.source and item.kind == "brief" else item.kind
    return _replace(item, id=name, kind=msgspec.convert(kind, model.ItemKind))


def _slipped(item: Item, slips: Mapping[str, Callable[[str], str]]) -> Item:
    paragraphs = item.paragraphs
    for words, change in slips.items():
        paragraphs = tuple(change(text) if words in text else text for text in paragraphs)
    return _replace(item, paragraphs=paragraphs)


def mended(issue: Issue, codes: frozenset[str]) -> Issue:
    """Give an issue with every fix of these rules accepted."""
    found = (finding for finding in proofread(issue) if finding.code in codes)
    return fix(issue, found)[0]


def _plain(issue: Issue) -> list[str]:
    return [item.text for item in issue.items()]
