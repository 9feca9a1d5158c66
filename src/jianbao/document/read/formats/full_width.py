"""Punctuation that recognition gives in half width, put back to what stands in Chinese text."""

from __future__ import annotations

import re

from jianbao.language.characters import HAN

_MARKS = dict(zip(",:;?!", "，：；？！", strict=True))
_AFTER_HAN = re.compile(rf"(?<=[{HAN}）》”])\s?([,:;?!])\s?")
_STOP = re.compile(rf"(?<=[{HAN}）》”])\.(?=[{HAN}“《（]|$)")
_OPEN = re.compile(rf"\((?=[{HAN}《“])|(?<=[{HAN}》”。])\(")
_CLOSE = re.compile(rf"(?<=[{HAN}》”。])\)|\)(?=[{HAN}，。；：、])")
_PAIR = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_QUOTES = re.compile(r"\"([^\"]*)\"")


def full_width(text: str) -> str:
    """Fold half-width marks beside Chinese characters; marks inside Latin text stay."""
    text = _AFTER_HAN.sub(lambda match: _MARKS[match[1]], text)
    text = _STOP.sub("。", text)
    text = _CLOSE.sub("）", _OPEN.sub("（", text))
    text = _PAIR.sub(lambda match: f"（{match[1] or match[2] or ''}）", text)
    return _QUOTES.sub(r"“\1”", text) if re.search(f"[{HAN}]", text) else text
