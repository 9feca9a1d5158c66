"""Characters that no reader of a text sees, taken out; visible characters are never changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jianbao.document.model import one_line

_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]+"
)
_BLANKS = " \t\u00a0\u2002\u2003\u3000\r\n"


def clean(text: str) -> str:
    """Make `text` one line as a reader sees it: no controls, no zero-width or direction marks."""
    return text.strip() if text.isprintable() else one_line(_UNSEEN.sub("", text))


def leading_em(text: str) -> float:
    """Measure the blanks before the first character in em; a tab counts two."""
    blanks = text[: len(text) - len(text.lstrip(_BLANKS))]
    wide = blanks.count("\u3000") + blanks.count("\u2003")
    return wide + 2.0 * blanks.count("\t") + 0.5 * (blanks.count(" ") + blanks.count("\u00a0"))


def width_em(text: str) -> float:
    """Measure `text` in em: a Chinese character one, an ASCII character half."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def lead_length(parts: Iterable[tuple[str, bool]]) -> int:
    """Count the first characters of a text that are marked, blanks at its ends left out."""
    lead = ""
    for said, marked in parts:
        if not marked and said.strip():
            break
        lead += said
    return len(lead.strip())
