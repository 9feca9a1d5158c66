"""U704–U705: one slogan, one wording and one kind of marks."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import HOUSE, Hit, Rule
from jianbao.language.likeness import letters, similar_spellings

# Shorter words that differ in one character are more often a pair (治港, 治澳) than a slip.
_TELLING = 7
_QUOTED = r"“([^“”\n]{4,40})”"


def _two_slogans(galley: Galley) -> Iterator[Hit]:
    quoted: dict[str, tuple[int, int]] = {}
    for found in compiled(_QUOTED).finditer(galley.text):
        passage = galley.at(found.start())
        if passage.role in {"heading", "title", "lead", "paragraph", "note"}:
            quoted.setdefault(found[1], found.span(1))
    for pair in similar_spellings(quoted):
        start, end = quoted[pair.second]
        beside = abs(quoted[pair.first][0] - start) <= len(pair.first) + 3
        short = pair.reason == "character" and len(pair.first) < _TELLING
        if pair.reason == "short" or short or beside:
            continue
        if not _counts_differ(pair.first, pair.second):
            yield Hit(start, end, None, {"other": pair.first})


def _counts_differ(a: str, b: str) -> bool:
    return compiled(r"\d+").findall(a) != compiled(r"\d+").findall(b)


def _two_marks(galley: Galley) -> Iterator[Hit]:
    """“启航计划” in one place and 《启航计划》 in another."""
    quoted = {letters(found[1]) for found in compiled(_QUOTED).finditer(galley.text)}
    for found in compiled(r"《([^《》\n]{4,40})》").finditer(galley.text):
        if letters(found[1]) in quoted:
            yield Hit(found.start(), found.end())


RULES = (
    Rule(
        code="U704",
        slug="slogan-two-ways",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "同一口号写法不一：“{text}”与“{other}”",
            "One slogan written two ways: {text} and {other}",
        ),
        wrong="一车间开展“比安全、比质量、比进度”竞赛，二车间开展“比安全 比质量 比效益”竞赛。",
        right="一车间开展“比安全、比质量、比进度”竞赛，二车间也开展“比安全、比质量、比进度”竞赛。",
        check=_two_slogans,
    ),
    Rule(
        code="U705",
        slug="name-in-two-marks",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "{text}另处用引号，全期应一致", "{text} stands in quotation marks elsewhere; choose one"
        ),
        wrong="“扬帆计划”启动，《扬帆计划》受到欢迎。",
        right="“扬帆计划”启动，“扬帆计划”受到欢迎。",
        check=_two_marks,
    ),
)
