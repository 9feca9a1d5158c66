"""Page furniture taken off: page numbers, running heads and feet; never a line of the text.

The line that follows a removed one at a page's top inherits that it stands there.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.numbering import find_number
from jianbao.document.read.structure.marks import is_finished

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jianbao.document.read.lines import Line

_PAGE_NUMBER = re.compile(
    r"[—–―\-－·•~～\s]*\d{1,4}\s*[—–―\-－·•~～]+|[—–―－·•~～\-]+\s*\d{1,4}"
    r"|第\s*[\d一二三四五六七八九十]{1,4}\s*页(?:[，,/／\s]*共\s*[\d一二三四五六七八九十]{1,4}\s*页)?"
    r"|\d{1,3}\s*[/／]\s*\d{1,3}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|[Pp]\.?\s*\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")
_PAGE = 10  # lines that a page of plain text holds at least
_UNEVEN = 2  # one page may hold this many times the lines of another
_SHORTEST_TITLE = 4  # characters of a title that alone tells a running head
_MASTHEAD = 3  # first lines of a file, spared even when running heads repeat them
_RULE = re.compile(r"[─━—―═＿_=~～*·.\-\s]{6,}")
_REPEATS = 3  # a running head stands on this many pages at least


def drop_furniture(lines: Sequence[Line]) -> list[Line]:
    """Give the lines without page numbers, running heads and drawn rules, `page_top` passed on."""
    lines = _without_rules(lines)
    running = _running_heads(lines)
    counted = _counted_pages(lines)
    titles = {_mask(line.text) for line in lines[:_MASTHEAD]}
    kept: list[Line] = []
    top = False
    for at, line in enumerate(lines):
        repeats = (top or line.page_top) and at >= _MASTHEAD and _repeats_title(line, titles)
        if at in counted or repeats or _is_furniture(lines, at, running):
            top = True
            continue
        kept.append(msgspec.structs.replace(line, page_top=True) if top and kept else line)
        top = False
    return kept


def _without_rules(lines: Sequence[Line]) -> list[Line]:
    """Drop lines that draw a rule (──────); what follows stands apart."""
    kept: list[Line] = []
    ruled = False
    for line in lines:
        if _RULE.fullmatch(line.text):
            ruled = True
            continue
        kept.append(msgspec.structs.replace(line, gap=max(1, line.gap)) if ruled else line)
        ruled = False
    return kept


def _is_furniture(lines: Sequence[Line], at: int, running: set[str]) -> bool:
    line = lines[at]
    if line.table or line.picture or (line.whole and line.level):
        return False
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    at_edge = line.page_top or at + 1 == len(lines) or lines[at + 1].page_top
    if _BARE.fullmatch(line.text):
        return at_edge and not line.mark
    return at_edge and at >= _MASTHEAD and _mask(line.text) in running


def _counted_pages(lines: Sequence[Line]) -> set[int]:
    """Find page numbers of a text that shows no pages: bare, counting on, a page apart.

    One of them breaks a sentence, or ends the text; numbers set above items do neither.
    """
    bare = [at for at, line in enumerate(lines) if _BARE.fullmatch(line.text) and not line.mark]
    for start in bare:
        number = int(lines[start].text)
        run = [start]
        for at in bare:
            far = at - run[-1] >= _PAGE or run[-1] < at == len(lines) - 1
            if far and int(lines[at].text) == number + len(run):
                run.append(at)
        breaks = any(at and not is_finished(lines[at - 1].text) for at in run)
        if number in {1, 2} and _is_even(run) and (breaks or run[-1] == len(lines) - 1):
            return set(run)
    return set()


def _is_even(run: Sequence[int]) -> bool:
    """Say whether two or more numbers stand at like distances; the last page may be short."""
    pages = [after - before for before, after in pairwise(run)]
    longest = max(pages, default=0)
    return len(run) > 1 and all(longest <= _UNEVEN * page for page in pages[:-1])


def _repeats_title(line: Line, titles: Collection[str]) -> bool:
    """Say whether a line repeats the title of the masthead beside its number."""
    found = find_number(line.text)
    rest = line.text[: found.start] + line.text[found.end :] if found else ""
    return len(rest.strip()) >= _SHORTEST_TITLE and _mask(rest.strip()) in titles


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Find texts, digits aside, that stand at the edge of several pages."""
    edges: Counter[str] = Counter()
    for at, line in enumerate(lines):
        is_edge = line.page_top or (at + 1 < len(lines) and lines[at + 1].page_top)
        if is_edge and line.page is not None and len(line.text) <= 40:
            edges[_mask(line.text)] += 1
    return {text for text, count in edges.items() if count >= _REPEATS}


def _mask(text: str) -> str:
    return _DIGITS.sub("#", text).replace(" ", "").replace("\u3000", "")
