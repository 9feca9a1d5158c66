"""What inline CSS and simple rules of a page say of text; no cascade, no layout."""

from __future__ import annotations

import re
from collections.abc import Mapping

_EM = 16.0  # pixels of a page that sets no size
_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_UNITS = {"px": 1.0, "pt": 96 / 72, "em": _EM, "rem": _EM, "%": _EM / 100, "cm": 37.8, "mm": 3.78}
_LENGTH = re.compile(r"\s*(-?\d{1,5}(?:\.\d{1,6})?)\s*(px|pt|rem|em|%|cm|mm)")
_SIMPLE = re.compile(r"[.#][\w-]+$")
_MAX_SHEET = 200_000


def declarations(style: str) -> dict[str, str]:
    """Split a style attribute into its declarations, names and values in lower case."""
    pairs = (part.partition(":") for part in style[:4000].split(";"))
    return {name.strip().lower(): worth.strip().lower() for name, _, worth in pairs if worth}


def hides(style: Mapping[str, str]) -> bool:
    """Tell whether declarations take an element out of the page."""
    return (
        style.get("display", "").startswith("none")
        or style.get("mso-hide") == "all"
        or pixels(style.get("font-size", ""), _EM) == 0
    )


def is_bold(style: Mapping[str, str], *, before: bool) -> bool:
    """Tell whether text is bold, given whether it was outside this element."""
    weight = style.get("font-weight", "")
    if weight.isdigit():
        return int(weight[:4]) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight, before)


def pixels(length: str, em: float) -> float | None:
    """Measure a CSS length where 1 em is `em` pixels; None for words and nonsense."""
    found = _LENGTH.match(length)
    if not found:
        return 0.0 if length.strip() == "0" else None
    unit = {"em": em, "%": em / 100}.get(found[2], _UNITS[found[2]])
    return float(found[1]) * unit


def font_size(tag: str, attributes: Mapping[str, str | None], style: Mapping[str, str]) -> str:
    """Give the font size an element states, as a CSS length; '' for none."""
    if tag == "font" and attributes.get("size") in _SIZES:
        return f"{_SIZES[attributes['size'] or '']}px"
    return style.get("font-size", "")


def hidden_selectors(sheet: str) -> frozenset[str]:
    """Give the single classes and ids (`.x`, `#x`) that a style sheet never shows."""
    hidden: set[str] = set()
    open_rules: list[str] = []
    parts = re.split(r"([{}])", _without_comments(sheet[:_MAX_SHEET]))
    for text, brace in zip(parts[0::2], parts[1::2], strict=False):
        if brace == "{":
            open_rules.append(text)
        elif open_rules:
            selectors = open_rules.pop()
            if not open_rules and hides(declarations(text)):
                hidden.update(selector.strip() for selector in selectors.split(","))
    return frozenset(name for name in hidden if _SIMPLE.match(name))


def _without_comments(sheet: str) -> str:
    kept = []
    start = 0
    while (comment := sheet.find("/*", start)) >= 0:
        kept.append(sheet[start:comment])
        end = sheet.find("*/", comment + 2)
        start = len(sheet) if end < 0 else end + 2
    return "".join((*kept, sheet[start:]))
