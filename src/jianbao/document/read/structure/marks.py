"""Marks at the ends of a line: whether a sentence is finished, open or broken there."""

from __future__ import annotations

import re

FINAL = "。！？!?…；;"
CLOSING = "”’）)》】」』〉"
_OPENING_LINE = "，、；：）”’》！？」』〉,;:)"
PAIRS = ("“”", "《》", "（）", "【】", "「」", "『』", "()")
_BULLET = re.compile(r"[●◆■★▲◎※▶►☆◇□○•➤➢✦✓▍▌▎▏▐█]\s*")
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:、|[.．](?!\d))|[①-⑳])\s*"
)

_ARABIC = re.compile(r"(\d{1,2})(?:、|[.．](?!\d))")


def is_finished(text: str) -> bool:
    """Say whether a sentence ends with the line, closing quotes and brackets looked through."""
    inner = text.rstrip(CLOSING + " ")
    return text[-1:] in FINAL if not inner else text[-1] in FINAL or inner[-1] in FINAL


def is_closed(text: str) -> bool:
    """Say whether something can begin after this line: a finished sentence or a closed bracket."""
    return is_finished(text) or text[-1:] in "）)】"


def continues(text: str) -> bool:
    """Say whether the line begins with a mark that no paragraph begins with."""
    return text != "" and text[0] in _OPENING_LINE


def has_open_bracket(text: str) -> bool:
    """Say whether a round bracket opened in the text is still open at its end."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def balance(text: str) -> tuple[int, ...]:
    """Count, for every pair, the marks that open less those that close."""
    return tuple(text.count(pair[0]) - text.count(pair[1]) for pair in PAIRS)


def strip_bullet(text: str) -> str:
    """Take the bullet off a heading: ★要闻."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text


def is_listed(text: str) -> bool:
    """Say whether the line opens with a bullet or a number of a list."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def list_number(text: str) -> int:
    """Give the Arabic number a line opens with (3、 or 3.), 0 for none."""
    number = _ARABIC.match(text)
    return int(number[1]) if number else 0
