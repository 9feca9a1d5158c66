"""Words that make a figure less than certain: about, more than, and what is only expected."""

from __future__ import annotations

import re

# 约为 and 超过 stand directly before a number, 以上 and 左右 directly behind it.
_MORE = "不少于 不低于 至少 超过 突破 超 逾"
_LESS = "不超过 不足 不到 低于 少于 不满"
_ABOUT = "大约 大概 将近 接近 约为 约 近"
_BEFORE = "|".join(sorted(f"{_MORE} {_LESS} {_ABOUT}".split(), key=len, reverse=True))
_AFTER = "以上|之多|左右|上下|以下|以内|之内|余|多(?![个种项次])"
_BEFORE_FACT = re.compile(rf"(?:{_BEFORE})\s*$")
_AFTER_FACT = re.compile(rf"\s*(?:{_AFTER})")
_LESS_WORDS = frozenset([*_LESS.split(), "以下", "以内", "之内"])
_MORE_WORDS = frozenset([*_MORE.split(), "以上", "之多", "余", "多"])
_ABOUT_WORDS = frozenset([*_ABOUT.split(), "左右", "上下"])

# 预计, 拟: what is not yet so. A plan that is a thing (原计划, 计划书) foretells nothing.
_FORETELLING = re.compile(
    r"预计|预期|预估|估计|估算|测算|力争|力求|争取(?!到)|有望|可望|将达|将超|目标(?:是|为)"
    r"|(?<![原按年该月周非])计划(?![书表的地、，。中内外生单])|拟(?=[在于将用投建对从引购])"
)
_MILD = re.compile("将|可|能|望")  # as much of a hedge in the item, none in the original
_DONE = re.compile("已|目前|实际|截至")
_MARGIN = 8  # characters around a fact in which a word that belongs to it stands


def whole_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span of a figure with the words of hedging that touch it: 约50个, 80人以上."""
    before = _BEFORE_FACT.search(text, max(0, start - _MARGIN), start)
    after = _AFTER_FACT.match(text, end)
    return before.start() if before else start, after.end() if after else end


def exact(text: str, start: int) -> bool:
    """Say whether the word before a figure only calls it high: 高达61分贝 is 61."""
    return text[:start].rstrip().endswith("高达")


def read_hedge(text: str, start: int, end: int) -> str:
    """Read the words that touch a figure: + for more than, - for less than, 约 for about, or ''."""
    first, last = whole_span(text, start, end)
    words = {text[first:start].strip(), text[end:last].strip()}
    for hedge, table in (("-", _LESS_WORDS), ("+", _MORE_WORDS), ("约", _ABOUT_WORDS)):
        if words & table:
            return hedge
    return ""


def foretold(text: str, sentence_start: int, start: int) -> tuple[int, int] | None:
    """Give the span of the word that says that a fact at `start` is only expected.

    It counts from its place to the end of its sentence, unless the text says 已 or 目前 between.
    """
    words = list(_FORETELLING.finditer(text, sentence_start, start))
    if not words or _DONE.search(text, words[-1].end(), start):
        return None
    return words[-1].span()


def mildly_foretold(text: str, sentence_start: int, start: int) -> bool:
    """Say whether a sentence speaks of its fact as of something to come, however softly."""
    return bool(_FORETELLING.search(text, sentence_start, start)) or bool(
        _MILD.search(text, sentence_start, start)
    )
