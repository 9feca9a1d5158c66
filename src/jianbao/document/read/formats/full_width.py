"""Punctuation that recognition gives in half width, put back to what stands in Chinese text."""

from __future__ import annotations

import re

_HAN = "\u3007\u4e00-\u9fff\u3400-\u4dbf"
_MARKS = dict(zip(",:;?!", "，：；？！", strict=True))
_AFTER_HAN = re.compile(rf"(?<=[{_HAN}）》”])\s?([,:;?!])\s?")
_STOP = re.compile(rf"(?<=[{_HAN}）》”])\.(?=[{_HAN}“《（]|$)")
_OPEN = re.compile(rf"\((?=[{_HAN}《“])|(?<=[{_HAN}》”。])\(")
_CLOSE = re.compile(rf"(?<=[{_HAN}》”。])\)|\)(?=[{_HAN}，。；：、])")
_PAIR = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_QUOTES = re.compile(r"\"([^\"]*)\"")


def full_width(text: str) -> str:
    """Fold half-width marks beside Chinese characters; marks inside Latin text stay."""
    text = _AFTER_HAN.sub(lambda match: _MARKS[match[1]], text)
    text = _STOP.sub("。", text)
    text = _CLOSE.sub("）", _OPEN.sub("（", text))
    text = _PAIR.sub(lambda match: f"（{match[1] or match[2] or ''}）", text)
    return _QUOTES.sub(r"“\1”", text) if re.search(f"[{_HAN}]", text) else text
