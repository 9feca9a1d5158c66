"""Text as it is set: blanks as print has them, nothing invisible; no visible character changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

GETA = "〓"  # what a printer sets where the type is missing
GAP = "\u2003"  # one em that, unlike U+3000, is not stretched where a line is justified

_BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+"
_HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARK = r"、。，．；：？！（）《》〈〉【】〔〕「」『』〖〗"
_QUOTE = r"“”‘’"
_WIDE = f"{_HAN}{_MARK}{_QUOTE}"

_NEAR_MARK = re.compile(f"(?<=[{_MARK}]){_BLANK}|{_BLANK}(?=[{_MARK}])")
_BETWEEN_WIDE = re.compile(f"(?<=[{_WIDE}]){_BLANK}(?=[{_WIDE}])")
_BESIDE_HAN = re.compile(f"(?<=[{_HAN}]){_BLANK}|{_BLANK}(?=[{_HAN}])")
_ANY = re.compile(_BLANK)

SetText = Callable[[str], str]


def printable(text: str) -> str:
    """Set the blanks of `text` as print has them and drop what is invisible.

    None beside full-width marks, nor between Chinese and Latin or digits, where the typesetter
    opens a quarter em itself; one em between Chinese words that a writer kept apart.
    """
    if not text.isascii():
        text = "".join(filter(is_visible, text))
    if not _ANY.search(text):
        return text
    text = _NEAR_MARK.sub("", text)
    text = _BETWEEN_WIDE.sub(GAP, text)
    text = _BESIDE_HAN.sub(_keep_wide_gap, text)
    return text.strip()


def is_private(character: str) -> bool:
    """Tell whether a character has no meaning of its own, so that no face can be right for it."""
    return unicodedata.category(character) in {"Co", "Cn", "Cs"}


def _keep_wide_gap(match: re.Match[str]) -> str:
    return match[0] if match[0] == GAP else ""


def is_visible(character: str) -> bool:
    """Tell false for format characters (Cf), controls (Cc) and variation selectors."""
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return False
    return unicodedata.category(character) not in {"Cf", "Cc"}


def with_geta(lacks: Callable[[str], bool]) -> SetText:
    """Give the setting that prints 〓 for every character `lacks` is true of."""

    def set_text(text: str) -> str:
        return "".join(GETA if lacks(c) and not c.isspace() else c for c in printable(text))

    return set_text
