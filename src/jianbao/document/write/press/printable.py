"""Text as it is set: blanks as print has them, nothing invisible; no visible character changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

GETA = "〓"  # what a printer sets where the type is missing
GAP = "\u2003"  # one em that, unlike U+3000, is not stretched where a line is justified

_BLANK = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # of a glyph variant
_LONG_WORD = re.compile(r"([!-~]{19,})")  # ASCII without a blank
_WORD_PIECE = re.compile(r"[^./@?&=_-]{1,12}[./@?&=_-]*|[./@?&=_-]{1,12}")
_MARKS = frozenset("、。，．；：？！（）《》〈〉【】〔〕「」『』〖〗")
_QUOTES = frozenset("“”‘’")
_HAN = (  # radicals, 々〆〇, 〡…〩, extension A, basic, compatible, all further planes
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)

SetText = Callable[[str], str]


def printable(text: str) -> str:
    """Set the blanks of `text` as print has them and drop what is invisible.

    None beside full-width marks, nor between Chinese and Latin or digits, where the typesetter
    opens a quarter em itself; one em between Chinese words that a writer kept apart.
    """
    if not text.isprintable() or _SELECTOR.search(text):
        text = "".join(filter(is_visible, text))
    pieces = [piece for piece in _BLANK.split(text) if piece]
    joined = pieces[:1]
    for left, right in pairwise(pieces):
        joined += (_between(left[-1], right[0]), right)
    return "".join(joined)


def _between(left: str, right: str) -> str:
    """Give what print has for a blank between two characters."""
    if left in _MARKS or right in _MARKS:
        return ""
    han = (_is_han(left), _is_han(right))
    if all(is_han or sign in _QUOTES for is_han, sign in zip(han, (left, right), strict=True)):
        return GAP
    return "" if any(han) else " "


def _is_han(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _HAN)


def is_visible(character: str) -> bool:
    """Tell false for format characters (Cf), controls (Cc) and variation selectors."""
    return not (_SELECTOR.match(character) or unicodedata.category(character) in {"Cf", "Cc"})


def breakable(text: str) -> str | list[str]:
    """Give `text` whole, or in pieces between which a long address or Latin word may be broken."""
    if not _LONG_WORD.search(text):
        return text
    return [
        piece
        for part in _LONG_WORD.split(text)
        for piece in (_WORD_PIECE.findall(part) if _LONG_WORD.fullmatch(part) else [part])
        if piece
    ]


def with_geta(lacks: Callable[[str], bool]) -> SetText:
    """Give the setting that prints 〓 for every character `lacks` is true of."""

    def set_text(text: str) -> str:
        return "".join(GETA if lacks(c) and not c.isspace() else c for c in printable(text))

    return set_text
