"""How alike two texts are, and which of many names are one name written two ways.

It compares letters only: two texts that say the same in other words are not alike here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from jianbao.language.characters import HAN, normal_form

_MARKS = re.compile(rf"[^\w{HAN}]+|_")
_PARTS = re.compile(r"[\s、，,；;·。!！+＋]+")

# Characters that make two names differ on purpose: ordinals, directions, degrees.
_TELLING = frozenset(
    "〇一二三四五六七八九十甲乙丙丁东南西北中上下左右前后内外大小新老男女正副总分党团工妇"
)
# What firms leave out of their names: 云岭水泥有限公司, 云岭水泥.
_FORM = re.compile(r"(?:股份|有限|责任|集团|公司)+$")

SpellingReason = Literal["marks", "parts", "short", "character"]


class Spellings(NamedTuple):
    """Two texts that look like one, and why.

    marks: equal but for blanks and punctuation; parts: more than half of at least three parts
    agree (讲安全、强技能、保供电); short: one leaves out the legal form of the other
    (有限公司) or one character; character: one character differs, and none that tells names
    apart (一, 东, 新).
    """

    first: str
    second: str
    reason: SpellingReason


def letters(text: str) -> str:
    """Give the normal form of `text` without blanks and punctuation."""
    return _MARKS.sub("", normal_form(text))


def shingles(text: str, *, size: int = 2) -> frozenset[str]:
    """Give the runs of `size` characters of the letters of `text`; all of it when shorter."""
    text = letters(text)
    if len(text) <= size:
        return frozenset({text} if text else ())
    return frozenset(text[i : i + size] for i in range(len(text) - size + 1))


def likeness(a: str, b: str, *, weights: Mapping[str, float] | None = None) -> float:
    """Say from 0 to 1 how much of the shorter text stands in the longer one.

    The share of common pairs of characters among the pairs of the text that has fewer, so that a
    brief is like the report it was cut from. `weights` gives pairs another weight than 1, such
    as their inverse frequency. Texts without letters are like nothing.
    """
    return containment(shingles(a), shingles(b), weights=weights)


def containment(
    a: frozenset[str], b: frozenset[str], *, weights: Mapping[str, float] | None = None
) -> float:
    """Say from 0 to 1 how much of the smaller set of shingles stands in the larger one."""
    if not a or not b:
        return 0.0
    if weights is None:
        return len(a & b) / min(len(a), len(b))
    smaller = min(_weigh(a, weights), _weigh(b, weights))
    return _weigh(a & b, weights) / smaller if smaller else 0.0


def _weigh(pairs: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(pair, 1.0) for pair in sorted(pairs))


def similar_spellings(texts: Iterable[str]) -> list[Spellings]:
    """Find pairs of different texts that look like one name, unit or slogan written two ways.

    Pairs come in the order in which their texts first occur.
    """
    known = list(dict.fromkeys(texts))
    by_pair: defaultdict[str, list[int]] = defaultdict(list)
    found: list[Spellings] = []
    for place, text in enumerate(known):
        pairs = shingles(text)
        for other in sorted({i for pair in pairs for i in by_pair[pair]}):
            reason = spelled_alike(known[other], text)
            if reason:
                found.append(Spellings(known[other], text, reason))
        for pair in pairs:
            by_pair[pair].append(place)
    return found


def spelled_alike(a: str, b: str) -> SpellingReason | None:
    """Say why two texts look like one written two ways, or None; equal texts do not."""
    first, second = letters(a), letters(b)
    if first == second:
        return "marks" if a != b and first else None
    short, long = sorted((first, second), key=len)
    if len(short) == len(long) and _one_character(short, long):
        return "character"
    if _parts_agree(a, b):
        return "parts"
    return "short" if _shortens(short, long) else None


def _one_character(a: str, b: str) -> bool:
    """Say whether one character differs behind the first two, which tell places apart."""
    changed = [x + y for x, y in zip(a, b, strict=True) if x != y]
    if len(a) < 4 or len(changed) != 1 or a[:2] != b[:2]:
        return False
    return not any(character in _TELLING or character.isdigit() for character in changed[0])


def _parts_agree(a: str, b: str) -> bool:
    """Say whether two lists of parts agree in more than half, place by place."""
    first, second = _parts(a), _parts(b)
    if len(first) != len(second) or len(first) < 3:
        return False
    return sum(map(str.__eq__, first, second)) * 2 > len(first)


def _parts(text: str) -> list[str]:
    return [normal_form(part) for part in _PARTS.split(text) if part]


def _shortens(short: str, long: str) -> bool:
    """Say whether `short` is `long` without its legal form, or without one character more.

    A name with another unit behind it (青江港务, 青江港务党委) is no other spelling.
    """
    short, long = _FORM.sub("", short), _FORM.sub("", long)
    if len(short) < 4 or short[:2] != long[:2] or not 0 <= len(long) - len(short) <= 1:
        return False
    if any(character in _TELLING for character in set(long) - set(short)):
        return False
    rest = iter(long)
    return all(character in rest for character in short)
