"""A text as passages that can be told alone, and which of them lean on the one before.

A passage is a sentence, or a quotation with who said it. What it leans on is told by its words,
so that no 他, 当天 or 于是 is left without what it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao.language.patterns import compiled
from jianbao.language.sentences import split_sentences


class Passage(NamedTuple):
    """One passage and the number of its paragraph.

    `leans` says that it speaks of the one before; `inside`, that it goes on with a paragraph and
    tells neither when nor who.
    """

    text: str
    paragraph: int
    leans: bool
    inside: bool


# Openings that speak of something said before, and people who are named without being introduced.
_LEANING = (
    r"^[“‘]?(?:现在|如今|目前)?(?:他|她|它|这|那|此|该|其|两者|二者|双方|前者|后者|对方|前\d|而|但|"
    r"可(?!以|能|靠|燃)|只是|不过|然而|于是|随即|随后|后来|接着|之后|然后|此外|另外|最后|最终|结果|原来|因此|"
    r"因而|所以|为此|由此|至此|从[此那这]|当时|当场|当天|当日|次日|翌日|同日|当年|当晚|事后|事前|其间|期间|"
    r"课后|会后|会上|会前|席间|还|也|并|更|又|再|另|反而|甚至|起初|第[一二三四五六七八九十]|[二三四五六]是|"
    r"其次|再次|同时|与此同时|不仅如此|例如|比如|譬如|有人|有的|没想到|正因|别人|自己)"
    r"|^[一两二三四五六七八九十几半\d]+个?(?:天|周|月|季度|年|小时|分钟)(?:以|之)?后"
    r"|^.{1,4}(?:随即|随后|当即|立即|于是|因此)"
    r"|^[\u4e00-\u9fff]{2,4}(?:说|表示|坦言|介绍|回忆|告诉)"
)
_POINTING = r"^[^，。：]*(?:他|她|它|这|那)|^[^，。：]*，[^，。：]*(?:他|她|它)|这样[。！]$"
_EXPLAINING = r"^(?:这|此次|该)"
# What lets a sentence inside a paragraph stand alone: a time, or who acts or says so.
_ANCHOR = (
    r"^(?:\d+月|\d+年|\d+日|截至|目前|今年|去年|上半年|本月|当前|近年|[一两二三四五六七八九十半\d]+个?"
    r"(?:年|月|季度|周|天|日)(?:以?来|里|间))|^.{0,4}(?:显示|表明|统计|测算|计算)"
    r"|^.{0,10}(?:公司|集团|车间|工段|党委|党组|支部|总支|工会|团委|项目|班组|部门|中心|矿业|党员|职工|全[站厂员矿])"
    r"|^\d|^按照?|^算下来"
)
_SAYING = (
    r"(?:说|问|道|答|喊|笑称|写道|介绍|表示|坦言|感慨|回忆|回答|强调)[^，。！？：]{0,6}[。！？]?$"
)
_QUOTATION = r"^[“‘].*[”’]$"
_ANECDOTE = r"有一次|有一回|一天夜里|记得|那天"
_LONG = 60  # characters of a sentence that does more than say who spoke


def passages_of(paragraphs: Sequence[str]) -> Iterator[Passage]:
    """Give the passages of a text; joined, they are its paragraphs."""
    for place, paragraph in enumerate(paragraphs):
        for number, text in enumerate(_glued([one.text for one in split_sentences(paragraph)])):
            pointing = number > 0 and compiled(_POINTING).search(text)
            leans = bool(compiled(_LEANING).match(text) or pointing)
            inside = number > 0 and not compiled(_ANCHOR).match(text)
            yield Passage(text, place, leans and (place > 0 or number > 0), inside)


def supports(passages: Sequence[Passage], number: int) -> set[int]:
    """Give a passage with those before it that it cannot be told without."""
    found = {number}
    while number and (passages[number].leans or passages[number].inside):
        number -= 1
        found.add(number)
    return found


def explains(passage: Passage) -> bool:
    """Say whether a passage tells what the one before is about: 这是一场演练。"""
    return bool(compiled(_EXPLAINING).match(passage.text))


def asides(passages: Sequence[Passage]) -> set[int]:
    """Give what a brief can do without: anecdotes to the end of their paragraph, and questions."""
    found: set[int] = set()
    told_in = -1  # the paragraph in which an anecdote is being told
    for number, one in enumerate(passages):
        if compiled(_ANECDOTE).search(one.text):
            told_in = one.paragraph
        if one.paragraph == told_in or one.text.rstrip().rstrip("”’").endswith(("？", "?")):
            found.add(number)
    return found


def length(passages: Sequence[Passage]) -> int:
    """Count the characters of passages."""
    return sum(len(one.text) for one in passages)


def _glued(sentences: Sequence[str]) -> list[str]:
    """Join a quotation to who said it: the sentence after one that opens, else the one before."""
    found: list[str] = []
    open_quotation = False
    for number, text in enumerate(sentences):
        quotation = bool(compiled(_QUOTATION).match(text.strip()))
        if found and (open_quotation or quotation):
            found[-1] += text
        else:
            found.append(text)
        open_quotation = quotation and (number == 0 or _is_said_by(sentences[number + 1 :]))
    return found


def _is_said_by(following: Sequence[str]) -> bool:
    """Say whether the next sentence only tells who said the quotation before it."""
    said = following[0] if following else ""
    return bool(compiled(_SAYING).search(said)) and len(said) < _LONG
