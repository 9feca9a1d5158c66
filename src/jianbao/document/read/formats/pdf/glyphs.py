"""Code points that PDF makers use in place of the characters they show, and what they mean."""

from __future__ import annotations

import unicodedata

# Radicals whose shape is a whole character of modern text; fonts map glyphs of 长, 门, 页 to them.
_RADICALS = (
    "⺠民⺟母⺩王⺫目⺬示⺼月⺽臼⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄"
    "⻪黾⻬齐⻮齿⻰龙⻱龜⻳龟"
)
_KANGXI = range(0x2F00, 0x2FD6)
_LIGATURES = range(0xFB00, 0xFB07)
# Bullets of the Symbol and Wingdings fonts stand in the private use area.
_BULLETS = {0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓"}
_BLANKS = (0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F)
_UNSEEN = (0x00AD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F)

MEANING: dict[int, str] = {
    **{ord(a): b for a, b in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*_KANGXI, *_LIGATURES)},
    **_BULLETS,
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_UNSEEN, ""),
}


def meant(text: str) -> str:
    """Give `text` with radicals, ligatures and symbol bullets as what they stand for."""
    return text if text.isascii() else text.translate(MEANING)
