"""缩写成条目: a lead and one or two paragraphs of the original's own sentences, within a budget.

A fact is never altered: where a cut inside a sentence would do that, the sentence stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao.document.compare.crosscheck import cross_check
from jianbao.document.compose.bylines import byline_of
from jianbao.document.compose.candidate import Candidate
from jianbao.document.compose.forms import is_agency, is_collective, is_portrait, is_story
from jianbao.document.compose.trimming import trimmed
from jianbao.document.model import Item, ItemKind, one_line
from jianbao.language.condense import condense, condense_story
from jianbao.language.likeness import letters
from jianbao.language.patterns import compiled
from jianbao.language.roster import Roster
from jianbao.language.sentences import split_sentences

_LEAD = range(6, 46)  # characters of a lead
_ASKS = r"什么(?:样|用|事)?$|[吗呢么？]$|^(?:为何|为什么|如何|怎样|怎么)|(?:怎么办|怎样|如何|多少)$"
_LABEL = (
    r"(?:[表单稿件]|来信|一封信|信息|简讯|通讯|汇报|报告|总结|材料|说明|方案|通知|函|汇编)$|^关于"
)
_STOPS = "。！？!?…”’"
_ONE = 180  # characters up to which an item is one paragraph
_LEAST = 50  # characters of a paragraph of its own


class Condensed(NamedTuple):
    """The item; whether it keeps to its budget; whether a sentence stayed whole for its facts."""

    item: Item
    fits: bool
    kept_whole: bool = False


def condense_item(
    candidate: Candidate, *, limit: int, roster: Roster, year: int | None = None
) -> Condensed:
    """Make the item of a candidate, its lead and paragraphs within `limit` characters together."""
    paragraphs = trimmed(candidate.paragraphs)
    lead, paragraphs = _lead(candidate, paragraphs, roster)
    story = is_story(candidate, roster)
    room = limit - len(lead) - (0 if _is_closed(paragraphs) else 1)
    keep = tuple(filter(None, (candidate.unit, *candidate.people)))
    shorter = (
        condense_story(paragraphs, limit=room)
        if story
        else condense(paragraphs, limit=room, keep=keep)
    )
    item = _item(candidate, lead, shorter.paragraphs, story=story)
    signed = tuple(_hands(candidate))
    if cross_check([candidate.text], item, roster=roster, year=year, signed=signed).altered:
        first = split_sentences(paragraphs[0])[0].text if paragraphs else ""
        whole = _item(candidate, lead, (first,), story=story)
        return Condensed(whole, len(first) <= room, kept_whole=True)
    return Condensed(item, shorter.fits)


def _item(candidate: Candidate, lead: str, paragraphs: Sequence[str], *, story: bool) -> Item:
    return Item(
        kind=_kind(candidate),
        lead=lead or None,
        paragraphs=tuple(_gathered(paragraphs, one=story)),
        byline=byline_of(candidate),
        source=candidate.source,
    )


def _hands(candidate: Candidate) -> Iterator[str]:
    """Name who sent it: what a text says of 我车间 is borne out by its sender."""
    yield from filter(None, (candidate.unit, *candidate.people))
    if candidate.byline:
        yield from (*candidate.byline.units, *candidate.byline.people)


def _kind(candidate: Candidate) -> ItemKind:
    if candidate.source:
        return "notice" if is_agency(candidate.source) else "quotation"
    if is_portrait(candidate):
        return "profile"
    return "honour" if is_collective(candidate) else "brief"


def _lead(
    candidate: Candidate, paragraphs: tuple[str, ...], roster: Roster
) -> tuple[str, tuple[str, ...]]:
    """Give the lead and the paragraphs without it; '' where the form of a text has none."""
    if not paragraphs:
        return "", paragraphs
    opening = split_sentences(paragraphs[0])[0].text.strip()
    headline = one_line(candidate.headline).rstrip("。，；：.")
    rest = paragraphs[0][paragraphs[0].index(opening) + len(opening) :].strip()
    after = (rest, *paragraphs[1:]) if rest else paragraphs[1:]
    if letters(opening) == letters(headline) and after:
        return (opening, after) if len(opening) in _LEAD else ("", paragraphs)
    if is_portrait(candidate) or is_story(candidate, roster):
        return "", paragraphs
    if _is_lead(headline) and letters(headline) not in letters(paragraphs[0]):
        return headline + "。", paragraphs
    told = len(opening) in _LEAD and opening.endswith("。") and "“" not in opening[:1]
    return (opening, after) if told and after else ("", paragraphs)


def _is_lead(headline: str) -> bool:
    """Say whether a headline can run in before the text, closed by 。"""
    if len(headline) not in _LEAD or headline[-1] in "？！?!…":
        return False
    return not compiled(_ASKS).search(headline) and not compiled(_LABEL).search(headline)


def _is_closed(texts: Sequence[str]) -> bool:
    return not texts or texts[-1].rstrip()[-1:] in _STOPS


def _gathered(paragraphs: Sequence[str], *, one: bool) -> Iterator[str]:
    """Put what was kept into one paragraph, or into two where it is long, parted where it was."""
    texts = [text.strip() for text in paragraphs if text.strip()]
    if texts and not _is_closed(texts):
        texts[-1] = texts[-1].rstrip("，；：、,;:") + "。"
    whole = sum(map(len, texts))
    parts = range(1, len(texts))
    middle = min(parts, key=lambda at: abs(2 * sum(map(len, texts[:at])) - whole), default=0)
    halves = ["".join(texts[:middle]), "".join(texts[middle:])]
    if one or whole <= _ONE or min(map(len, halves)) < _LEAST:
        halves = ["".join(texts)]
    yield from (half for half in halves if half)
