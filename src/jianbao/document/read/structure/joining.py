"""Lines of one paragraph joined to its text; it never decides which lines belong together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianbao.document.read.structure.marks import has_open_bracket
from jianbao.language.surnames import is_person_name
from jianbao.language.unit_names import is_unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_LATIN = re.compile(r"[A-Za-z0-9]")
_LETTER = re.compile(r"[A-Za-z]")
_OPENING = re.compile(r"[（( \u3000]")
_NAMES_END = re.compile(r"^([\u4e00-\u9fff]{2,4})(?:[、，][\u4e00-\u9fff、，]*)?[）)]")


def join_lines(lines: Sequence[Line]) -> str:
    """Join broken lines: nothing between Chinese characters, a blank between Latin words.

    Where a byline was broken at its own blank, that blank is given back.
    """
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _needs_blank(text, before, line.text):
            text += " "
        text += line.text
    return text


def bold_length(lines: Sequence[Line]) -> int:
    """Count the leading characters of the joined text that are set bold, line after line."""
    total = 0
    for at, line in enumerate(lines):
        joint = bool(at and line.bold and _needs_blank("x", lines[at - 1], line.text))
        total += line.bold + joint
        if line.bold < len(line.text):
            break
    return total


def _needs_blank(text: str, before: Line, following: str) -> bool:
    if _LETTER.match(text[-1]) and _LATIN.match(following[0]):
        return True
    if not has_open_bracket(text) or text[-1] in "、，（(":
        return False
    names = _NAMES_END.match(following)
    if names is None:
        return False
    last = _OPENING.split(text)[-1]
    return before.blank_end or (is_person_name(names[1]) and is_unit_name(last))
