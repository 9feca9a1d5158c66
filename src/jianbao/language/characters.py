"""What a character is: Han or not, how wide it prints, what it matches; never what it means."""

from __future__ import annotations

import itertools
import re
import unicodedata

from jianbao.language.patterns import compiled

# Ideographs, their extensions and 〇; a class for use inside [...] of a regular expression.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_HAN_TEXT = f"[{HAN}]+"
_BLANKS = re.compile(r"\s+")
_JOINS = r"[\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f]"

# Radicals that PDF fonts give for whole characters and NFKC leaves alone (U+2E80-2EFF).
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "民虎西见角贝车長长门青韦页风飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀",
)
_KANGXI = "[\u2f00-\u2fdf\u2e9f\u2ef3]"
# Ambiguous in Unicode, one em wide in Chinese print: quotation marks, dash, ellipsis.
_WIDE_MARKS = frozenset("“”‘’—―…‖′″※℃‰→←↑↓○●◎◇◆□■△▲☆★①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳№ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")


def is_han(text: str) -> bool:
    """Say whether `text` is one or more Chinese characters and nothing else."""
    return compiled(_HAN_TEXT).fullmatch(text) is not None


def width(text: str) -> float:
    """Give the printed width in em: 1 for a Chinese character or mark, 0.5 for a Latin one.

    Combining and control characters take no room.
    """
    return sum(map(_width_of, text))


def _width_of(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF" or character in _WIDE_MARKS:
        return 1.0
    nothing = unicodedata.category(character) in {"Mn", "Me", "Cc", "Cf"}
    return 0.0 if nothing else 0.5


def whole_characters(text: str) -> str:
    """Put whole characters for the radicals (⼈, ⻅) that some PDF files hold instead."""
    text = text.translate(_RADICALS)
    return compiled(_KANGXI).sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def normal_form(text: str) -> str:
    """Give the form in which texts are compared and searched.

    Compatibility forms, case and radicals are unified (ＡＢ and ab, ２ and ²  and 2); a run of
    blanks counts only between two words of Latin letters or digits, as one blank.
    """
    return _without_idle_blanks(_folded(text))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_RADICALS)).casefold()
    return unicodedata.normalize("NFKC", text)


def _without_idle_blanks(text: str) -> str:
    return _BLANKS.sub(lambda match: " " if _parts_words(match) else "", text)


def _parts_words(blanks: re.Match[str]) -> bool:
    """Say whether blanks stand between two letters or digits, neither of them Han or kana."""
    text, start, end = blanks.string, blanks.start(), blanks.end()
    around = text[start - 1 : start] + text[end : end + 1]
    return len(around) == 2 and around.isalnum() and max(around) < "\u2e80"


def normal_form_with_offsets(text: str) -> tuple[str, list[int]]:
    """Give the normal form and, for each of its characters, the place in `text` it comes from.

    The list has one place more: the length of `text`, for the end of a span.
    """
    folded: list[str] = []
    places: list[int] = []
    for start, cluster in _clusters(text):
        for character in _folded(cluster):
            folded.append(character)
            places.append(start)
    whole = "".join(folded)
    kept = _kept(whole)
    normal = "".join(" " if whole[i].isspace() else whole[i] for i in kept)
    return normal, [*(places[i] for i in kept), len(text)]


def _clusters(text: str) -> list[tuple[int, str]]:
    """Cut before every character that does not combine with the one before it."""
    starts = [
        i
        for i, character in enumerate(text)
        if i == 0 or not (unicodedata.combining(character) or compiled(_JOINS).match(character))
    ]
    return [(a, text[a:b]) for a, b in itertools.pairwise([*starts, len(text)])]


def _kept(folded: str) -> list[int]:
    dropped: set[int] = set()
    for match in _BLANKS.finditer(folded):
        dropped.update(range(match.start() + _parts_words(match), match.end()))
    return [i for i in range(len(folded)) if i not in dropped]
