"""Page furniture taken off: page numbers, running heads and feet; never a line of the text.

The line that follows a removed one at a page's top inherits that it stands there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_PAGE_NUMBER = re.compile(
    r"[—–―\-－·•~～\s]*\d{1,4}\s*[—–―\-－·•~～]+|[—–―－·•~～\-]+\s*\d{1,4}"
    r"|第\s*[\d一二三四五六七八九十]{1,4}\s*页(?:[，,/／\s]*共\s*[\d一二三四五六七八九十]{1,4}\s*页)?"
    r"|\d{1,3}\s*[/／]\s*\d{1,3}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|[Pp]\.?\s*\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")
_MASTHEAD = 3  # first lines of a file, spared even when running heads repeat them
_REPEATS = 3  # a running head stands on this many pages at least


def drop_furniture(lines: Sequence[Line]) -> list[Line]:
    """Give the lines without page numbers and running heads, `page_top` passed on."""
    running = _running_heads(lines)
    kept: list[Line] = []
    top = False
    for at, line in enumerate(lines):
        if _is_furniture(lines, at, running):
            top = True
            continue
        kept.append(msgspec.structs.replace(line, page_top=True) if top and kept else line)
        top = False
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


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Find texts, digits aside, that stand at the edge of several pages."""
    edges: Counter[str] = Counter()
    for at, line in enumerate(lines):
        is_edge = line.page_top or (at + 1 < len(lines) and lines[at + 1].page_top)
        if is_edge and line.page is not None and len(line.text) <= 40:
            edges[_mask(line.text)] += 1
    return {text for text, count in edges.items() if count >= _REPEATS}


def _mask(text: str) -> str:
    return _DIGITS.sub("#", text).replace(" ", "")
