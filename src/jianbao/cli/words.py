"""Which of its two languages the command speaks; it never translates, both texts are given."""

from __future__ import annotations

import os
from typing import Literal

VARIABLE = "JIANBAO_LANG"
LANGUAGES = ("zh", "en")

Language = Literal["zh", "en"]


def language() -> Language:
    """Give the language asked for: JIANBAO_LANG, else the locale; Chinese unless it is English."""
    asked = (os.environ.get(name) for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((value for value in asked if value), "")
    return "en" if first.lower().startswith("en") else "zh"


def say(zh: str, en: str) -> str:
    """Give the one of two texts that is in the language of this run."""
    return en if language() == "en" else zh
