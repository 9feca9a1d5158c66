"""Characters that Word keeps outside its text: symbol fonts and overlaid (EQ) fields."""

from __future__ import annotations

import re

_SYMBOLS = {
    ("symbol", 0xB7): "•",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB1): "±",
    ("symbol", 0xB0): "°",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xAE): "→",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "❑",
    ("wingdings", 0x75): "◆",
    ("wingdings", 0x76): "❖",
    ("wingdings", 0x9F): "•",
    ("wingdings", 0xA7): "▪",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0xAB): "★",
    ("wingdings", 0xB2): "☆",
    ("wingdings", 0xD8): "➢",
    ("wingdings", 0xE0): "→",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "□",
}
_UNKNOWN = "□"
_OVERLAY = re.compile(r"^\s*EQ\b.*?\\o\b.*?\((?P<parts>.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_COMMAND = re.compile(r"\\[a-z]+\s*\d*", re.IGNORECASE)
_RINGS = "○〇◯"


def symbol(font: str, code: str) -> str:
    """Give the character of a w:sym; a box where the symbol of the font is not known."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get((font.lower(), point & 0xFF if point >= 0xF000 else point))
    if known:
        return known
    private = 0xE000 <= point <= 0xF8FF or 0xD800 <= point <= 0xDFFF or point > 0xFFFF
    return _UNKNOWN if private else chr(point)


def enclosed(code: str) -> str:
    r"""Give what an EQ field prints: \o\ac(○,8) is ⑧, \o\ad(\s\up 9(lì),丽) is 丽; else ''."""
    overlay = _OVERLAY.match(code[:500])
    if not overlay:
        return ""
    parts = [
        _COMMAND.sub("", part).strip("() \t") for part in re.split(r"[,，;；]", overlay["parts"])
    ]
    base = parts[-1]
    ringed = any(part and part in _RINGS for part in parts[:-1])
    if ringed and base.isdecimal() and 0 < int(base) <= 20:
        return chr(ord("①") + int(base) - 1)
    return base
