"""A text told in fewer of its own whole sentences, in their order; no character of them changes.

A sentence never stands without the one that it leans on. Only an opening that is longer than the
limit is cut inside, by `shorten`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.language.passages import Passage, asides, explains, length, passages_of, supports
from jianbao.language.patterns import compiled
from jianbao.language.shorten import shorten


class Condensed(NamedTuple):
    """The sentences that were kept, by the paragraphs they stood in, and whether they fit."""

    paragraphs: tuple[str, ...]
    fits: bool


_TELLING = (
    r"增加|增长|提高|提升|降低|降到|降至|下降|减少|减至|缩短|压减|节约|节省|达到|突破|完成|实现|建成|建起|"
    r"投用|投运|投产|并网|上线|启用|启动|开展|举办|召开|举行|组织|成立|签订|签约|获得|荣获|评为|授予|命名|创下|"
    r"通过|验收|公布|公示|推行|实行|出台|印发|落成|改造|更换|整改|发放|走访|慰问|累计|覆盖|完工|完毕|修复|恢复|"
    r"抢通|控制|伤亡|脱险|转移|交付|下线|查出|找出|采纳|采用|满意"
)
_EMPTY = (
    r"高度重视|充分体现|进一步|扎实|重要意义|良好(?:氛围|基础)|新(?:局面|台阶|篇章)|一致好评|纷纷表示|受益匪浅|"
    r"下一步|今后|奠定|凝聚"
)
_NUMBER = r"\d+(?:\.\d+)?(?![\d.年月日时])"  # of a quantity, not of a date
_COST = 60  # characters of a sentence that cost one mark of its worth
_NUMBERS, _RESULTS = 3, 4  # quantities and results that count
_TEASER = 24  # characters up to which a sentence without number and result only opens the next
_ENOUGH = 0.6  # share of the limit from which sentences that tell little are left out


def condense(paragraphs: Sequence[str], *, limit: int, keep: Sequence[str] = ()) -> Condensed:
    """Keep the opening, then the sentences that tell most, up to `limit` characters in all.

    Quantities, results, texts of `keep` and what opens a paragraph tell more than quotations,
    questions and intentions. A text within the limit comes back as it is.
    """
    passages = list(passages_of(paragraphs))
    if length(passages) <= limit:
        return Condensed(tuple(paragraphs), fits=True)
    if len(passages[0].text) > limit:
        shorter = shorten(passages[0].text, limit=limit, keep=keep)
        return Condensed((shorter.text,) if shorter.text else (), shorter.fits)
    return _joined([passages[one] for one in sorted(_telling(passages, limit, keep))])


def condense_story(paragraphs: Sequence[str], *, limit: int) -> Condensed:
    """Keep the ending, which says what a story is told for, and what fits from its beginning."""
    passages = list(passages_of(paragraphs))
    last = len(passages) - 1
    while last > 0 and passages[last].leans:
        last -= 1
    if length(passages) <= limit or last < 1:
        return condense(paragraphs, limit=limit)
    kept = passages[last:]
    begun: list[Passage] = []
    for passage in passages[:last]:
        if length([*begun, passage, *kept]) > limit:
            break
        begun.append(passage)
    return _joined([*begun, *kept]) if begun else condense(paragraphs, limit=limit)


def _telling(passages: Sequence[Passage], limit: int, keep: Sequence[str]) -> set[int]:
    """Choose within the limit, the most telling first; what tells little only fills up."""
    worth, barred = _weighed(passages, keep), asides(passages) - {0}

    def fits(tried: set[int]) -> bool:
        return length([passages[one] for one in tried]) <= limit and not tried & barred

    explained = len(passages) > 1 and explains(passages[1]) and fits({0, 1})
    kept = {0, 1} if explained else {0}
    for number in sorted(worth, key=lambda number: (-worth[number], number)):
        tried = kept | supports(passages, number)
        enough = length([passages[one] for one in kept]) >= _ENOUGH * limit
        if fits(tried) and (worth[number] > 0 or not enough):
            kept = tried
    for number in sorted(kept - {0}):  # what only opens a sentence that was kept
        tried = kept | supports(passages, number - 1)
        if passages[number - 1].paragraph == passages[number].paragraph and fits(tried):
            kept = tried
    return kept


def _joined(passages: Sequence[Passage]) -> Condensed:
    texts: dict[int, str] = {}
    for one in passages:
        texts[one.paragraph] = texts.get(one.paragraph, "") + one.text
    return Condensed(tuple(texts.values()), fits=True)


def _weighed(passages: Sequence[Passage], keep: Sequence[str]) -> dict[int, float]:
    """Weigh the passages that tell anything by themselves."""
    opens = {one.paragraph: number for number, one in reversed(list(enumerate(passages)))}
    worth: dict[int, float] = {}
    for number, one in enumerate(passages):
        follows = number == 1 and one.leans  # tells more of the opening
        if follows or not _is_teaser(one.text):
            worth[number] = _worth(one.text, keep) - 0.08 * number
            worth[number] += 0.7 if opens[one.paragraph] == number else 0.0
            worth[number] += 0.8 if one.paragraph == 0 else 0.0
            worth[number] += 2.5 if follows else 0.0
    return worth


def _is_teaser(text: str) -> bool:
    told = re.search(r"\d", text) and compiled(_TELLING).search(text)
    return len(text) < _TEASER and not told


def _worth(text: str, keep: Sequence[str]) -> float:
    """Weigh what a sentence tells against what it costs."""
    numbers = len(compiled(_NUMBER).findall(text))
    worth = 0.8 * min(numbers, _NUMBERS)
    results = len(compiled(_TELLING).findall(text))
    worth += 1.0 + 0.5 * min(results, _RESULTS) if results else -0.8
    worth += 1.0 if any(word and word in text for word in keep) else 0.0
    worth -= 1.2 if compiled(_EMPTY).search(text) else 0.0
    worth -= 2.0 if "？" in text else 0.0
    worth -= 1.5 if "：“" in text or text.startswith("“") else 0.0
    return worth - len(text) / _COST
