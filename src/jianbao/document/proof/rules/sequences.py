"""O9xx: numbered points and order words run on without a gap. It never renumbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Passage
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import GB15834, USAGE, Hit, Rule
from jianbao.language.numerals import parse_numeral

_DIGITS = "一二三四五六七八九十"
_STARTS = frozenset(f"{_DIGITS}0123456789（(")
_NUMERAL = rf"(?:[{_DIGITS[:9]}]?十[{_DIGITS[:9]}]?|[{_DIGITS[:9]}])"

# How points are numbered at the head of a paragraph, from the highest level down.
_HEADS = (
    rf"(?P<n>{_NUMERAL})、",
    rf"（(?P<n>{_NUMERAL})）",
    r"(?P<n>\d{1,2})[.．](?!\d)",
    r"(?P<n>\d{1,2})、",
    r"[（(](?P<n>\d{1,2})[）)]",
)
# How they are numbered in a running sentence; a mark or a new line stands before.
_INLINE = (
    rf"(?P<n>[{_DIGITS}])(?<=[。；：，\n].)[是要](?![个些名次])",
    rf"第(?<=[。；：\n]第)(?P<n>[{_DIGITS}])(?=，|、|是)",
    rf"其(?<=[。；：\n]其)(?P<n>[{_DIGITS[:5]}])(?=，|是)",
)
_FIRSTS = (
    (r"首先，(?<=[。；：\n]...)", r"其次|然后|接着|随后|再次|第二|最后|之后"),
    (r"一是(?<=[：。\n]..)", r"二是|二要|其二|另一|再就是"),
    (r"第一，(?<=[。；：\n]...)", r"第二|其次|二是"),
)


class _Point(NamedTuple):
    start: int
    end: int
    number: int


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else parse_numeral(numeral)


@lru_cache(maxsize=1)
def _heads(galley: Galley) -> list[list[list[_Point]]]:
    """Give the numbered paragraphs of every item that has some, a list for each level."""
    groups = []
    for group in galley.items:
        numbered = [p for p in group if galley.text[p.start : p.start + 1] in _STARTS]
        if len(numbered) > 1:
            groups.append([_read(galley, numbered, pattern) for pattern in _HEADS])
    return groups


def _read(galley: Galley, passages: list[Passage], pattern: str) -> list[_Point]:
    found = (compiled(pattern).match(galley.text, passage.start) for passage in passages)
    return [_Point(m.start("n"), m.end("n"), _value(m["n"])) for m in found if m]


def _inline(galley: Galley, pattern: str) -> list[list[_Point]]:
    """Give the order words of one kind in every item that has two of them."""
    points: defaultdict[int, list[_Point]] = defaultdict(list)
    for found in compiled(pattern).finditer(galley.text):
        passage = galley.at(found.start())
        if passage.counts_in_item:
            point = _Point(found.start("n"), found.end("n"), _value(found["n"]))
            points[id(passage.item)].append(point)
    return [run for run in points.values() if len(run) > 1]


def _gaps(points: list[_Point]) -> Iterator[tuple[_Point, int]]:
    """Give points that follow neither the one before them nor begin anew at 1."""
    last = 0
    for point in points:
        if point.number not in {last + 1, 1} and last:
            yield point, last + 1
        last = point.number


def _skipped_heads(galley: Galley) -> Iterator[Hit]:
    for levels in _heads(galley):
        for level, points in enumerate(levels):
            for point, expected in _gaps(points):
                if level == 0 or point.number >= expected - 1:
                    yield Hit(point.start, point.end, None, {"expected": expected})


def _skipped_words(galley: Galley) -> Iterator[Hit]:
    for pattern in _INLINE:
        for points in _inline(galley, pattern):
            for point, expected in _gaps(points) if points[0].number == 1 else ():
                said = {"expected": _DIGITS[expected - 1] if expected <= 10 else expected}
                yield Hit(point.start, point.end, None, said)


def _lonely_first(galley: Galley) -> Iterator[Hit]:
    """Strike 首先 without 其次, 第一 without 第二, 一是 without 二是."""
    for first, second in _FIRSTS:
        for found in compiled(first).finditer(galley.text):
            passage = galley.at(found.start())
            if not passage.counts_in_item:
                continue
            end = max(p.end for p in galley.passages if p.counts_in_item and p.item is passage.item)
            if not compiled(second).search(galley.text, found.end(), end):
                yield Hit(found.start(), found.end(), None, {"first": found[0].rstrip("，")})


def _other_level(galley: Galley) -> Iterator[Hit]:
    """Strike （一） before any 一、: the levels are 一、（一）1.（1）."""
    for levels in _heads(galley):
        above, below = levels[0], levels[1]
        if above and below and below[0].start < above[0].start:
            yield Hit(below[0].start - 1, below[0].end + 1)


RULES = (
    Rule(
        code="O901",
        slug="number-skipped",
        severity="warning",
        source=f"{GB15834} B.3.8",
        says=Sentence(
            "序号不连续：“{text}”应为 {expected}",
            "The numbering breaks: {text} where {expected} is due",
        ),
        wrong="一、加强领导。\n二、压实责任。\n四、强化督查。",
        right="一、加强领导。\n二、压实责任。\n三、强化督查。",
        check=_skipped_heads,
    ),
    Rule(
        code="O902",
        slug="order-word-skipped",
        severity="warning",
        source=f"{GB15834} B.3.1",
        says=Sentence(
            "次序词不连续：“{text}”应为“{expected}”",
            "The order words break: {text} where {expected} is due",
        ),
        wrong="会议要求：一是提高认识；二是压实责任；四是强化督查。",
        right="会议要求：一是提高认识；二是压实责任；三是强化督查。",
        check=_skipped_words,
    ),
    Rule(
        code="O903",
        slug="first-without-second",
        severity="advice",
        source=USAGE,
        says=Sentence("有“{first}”而没有下文", "{first} has no second"),
        wrong="首先，各班组要提高认识，把隐患排查做在前面。",
        right="首先，各班组要提高认识；其次，把隐患排查做在前面。",
        check=_lonely_first,
    ),
    Rule(
        code="O904",
        slug="levels-reversed",
        severity="advice",
        source=f"{GB15834} B.3.8",
        says=Sentence("层次序号应先“一、”后“（一）”", "The level 一、 stands above （一）"),
        wrong="（一）加强领导。\n一、落实到人。\n二、落实到岗。",
        right="一、加强领导。\n（一）落实到人。\n（二）落实到岗。",
        check=_other_level,
    ),
)
