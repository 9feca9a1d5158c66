"""Q5xx: quotation marks, brackets and title marks that come in pairs, across paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Passage
from jianbao.document.proof.patterns import ALL, compiled, matches
from jianbao.document.proof.rule import GB9704, GB15834, Check, Hit, Rule

_PAIRS = ("“”", "‘’", "（）", "《》", "〈〉", "【】", "〔〕", "「」", "『』")
_OPENING = {pair[0]: pair[1] for pair in _PAIRS}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_MARKS = r"[“”‘’（）《》〈〉【】〔〕「」『』]"
_MIXED = r"（[^（）()\n]*\)|\([^（）()\n]*）"
_ACTIVITY = (
    "活动|培训班|座谈会|动员会|推进会|研讨会|交流会|表彰会|论坛|大赛|竞赛|比赛|博览会|仪式|奖|奖章|证书"
    "|商标|课程"
)


class _Mark(NamedTuple):
    position: int
    mark: str


def _lonely(galley: Galley, group: list[Passage]) -> list[_Mark]:
    """Give the marks of one item that have no partner, in order.

    A quotation of several paragraphs opens each of them and closes only the last (4.8.3.5); a
    run-in head and its paragraph are one.
    """
    lonely: list[_Mark] = []
    standing: list[_Mark] = []
    for passage in group:
        text = galley.words(passage)
        if standing and passage.role == "paragraph":
            continues = [mark.mark for mark in standing] == ["“"] and text.startswith("“")
            if not continues and group[group.index(passage) - 1].role != "lead":
                lonely += standing
            if continues or group[group.index(passage) - 1].role != "lead":
                standing = []
        _match(passage.start, text, standing, lonely)
    return sorted(lonely + standing)


def _match(start: int, text: str, standing: list[_Mark], lonely: list[_Mark]) -> None:
    if "(" in text or ")" in text:
        text = compiled(_MIXED).sub(_same_kind, text)
    for found in compiled(_MARKS).finditer(text):
        mark = _Mark(start + found.start(), found[0])
        if mark.mark in _OPENING:
            standing.append(mark)
        elif any(_CLOSING[mark.mark] == other.mark for other in standing):
            while standing and standing[-1].mark != _CLOSING[mark.mark]:
                lonely.append(standing.pop())
            standing.pop()
        elif not _stands_alone(text, found.start()):
            lonely.append(mark)


def _same_kind(found: re.Match[str]) -> str:
    return f"（{found[0][1:-1]}）"


def _stands_alone(text: str, position: int) -> bool:
    """1）, a） number a list; ’ may be an apostrophe."""
    before = text[max(0, position - 2) : position]
    if text[position] == "’":
        return before[-1:].isascii() and before[-1:].isalnum()
    return text[position] == "）" and bool(
        compiled(r"(?:^|[^\H\w]|\d)[\da-zA-Z]$|^[\H\d]$").search(before)
    )


def _groups(galley: Galley) -> Iterator[list[Passage]]:
    yield from galley.items
    yield [passage for passage in galley.passages if passage.role == "note"]
    for passage in galley.passages:
        if passage.role in {"heading", "caption", "byline", "source", "masthead", "imprint"}:
            yield [passage]


def _reversed_at(galley: Galley, marks: list[_Mark], index: int) -> bool:
    """Say whether the marks at `index` and after it are ” and “, the wrong way round."""
    pair = marks[index : index + 2]
    if [mark.mark for mark in pair] != ["”", "“"]:
        return False
    between = galley.text[pair[0].position : pair[1].position]
    return len(between) <= 40 and "\n" not in between


@lru_cache(maxsize=1)
def _all_lonely(galley: Galley) -> list[list[_Mark]]:
    """Give the lonely marks of every group; three rules ask in turn."""
    return [marks for group in _groups(galley) if (marks := _lonely(galley, group))]


def _unpaired(kind: str) -> Check:
    def check(galley: Galley) -> Iterator[Hit]:
        for marks in _all_lonely(galley):
            skip = 0
            for index, mark in enumerate(marks):
                if skip or _reversed_at(galley, marks, index):
                    skip = 0 if skip else 1
                elif mark.mark in (_OPENING if kind == "opening" else _CLOSING):
                    other = _OPENING.get(mark.mark) or _CLOSING[mark.mark]
                    yield Hit(mark.position, mark.position + 1, None, {"other": other})

    return check


def _reversed(galley: Galley) -> Iterator[Hit]:
    for marks in _all_lonely(galley):
        for index in range(len(marks) - 1):
            if _reversed_at(galley, marks, index):
                start, end = marks[index].position, marks[index + 1].position
                yield Hit(start, end + 1, f"“{galley.printed[start + 1 : end]}”")


_corner = matches(r"「([^「」\n]*)」", fix=r"“\1”", needles="「")


def _corner_quotes(galley: Galley) -> Iterator[Hit]:
    """Only beside “ ”: traditional text keeps its own marks."""
    if "“" in galley.text:
        yield from _corner(galley)


RULES = (
    Rule(
        code="Q501",
        slug="unclosed",
        severity="error",
        source=f"{GB15834} 4.8, 4.9, 4.15",
        says=Sentence("“{text}”没有配对的“{other}”", "{text} is never closed by {other}"),
        wrong="青江港务开展“安全生产月活动。",
        right="青江港务开展“安全生产月”活动。",
        check=_unpaired("opening"),
    ),
    Rule(
        code="Q502",
        slug="unopened",
        severity="error",
        source=f"{GB15834} 4.8, 4.9, 4.15",
        says=Sentence("“{text}”前面没有“{other}”", "{text} was never opened by {other}"),
        wrong="青江港务开展安全生产月”活动。",
        right="青江港务开展“安全生产月”活动。",
        check=_unpaired("closing"),
    ),
    Rule(
        code="Q503",
        slug="reversed-quotes",
        severity="error",
        source=f"{GB15834} 4.8.2",
        says=Sentence(
            "引号前后颠倒，应为{fix}", "The quotation marks are the wrong way round: {fix}"
        ),
        wrong="青江港务开展”安全生产月“活动。",
        right="青江港务开展“安全生产月”活动。",
        check=_reversed,
        fixable=True,
    ),
    Rule(
        code="Q504",
        slug="mixed-brackets",
        severity="warning",
        source=f"{GB15834} 4.9.2",
        says=Sentence("括号一半全角一半半角，应为{fix}", "The brackets are of two kinds: {fix}"),
        wrong="奖金（含补贴)已经发放。",
        right="奖金（含补贴）已经发放。",
        check=matches(_MIXED, fix=_same_kind, needles="()", roles=ALL),
        fixable=True,
    ),
    Rule(
        code="Q505",
        slug="nested-brackets",
        severity="advice",
        source=f"{GB15834} 4.9.3.6",
        says=Sentence("同形括号不宜套用", "Brackets of one form are not nested"),
        wrong="现场指挥部（设在青江港务（集团）办公楼）昼夜值守。",
        right="现场指挥部〔设在青江港务（集团）办公楼〕昼夜值守。",
        check=matches(r"（[^（）\n]*（[^（）\n]*）[^（）\n]*）", needles="（"),
    ),
    Rule(
        code="Q506",
        slug="nested-quotes",
        severity="warning",
        source=f"{GB15834} 4.8.3.4",
        says=Sentence("引号里面再用引号时用‘ ’", "Inside quotation marks stand ‘ ’"),
        wrong="他说：“全员要算好“安全账”，守住底线。”",
        right="他说：“全员要算好‘安全账’，守住底线。”",
        check=matches(r"(?<=“)(?P<outer>[^“”\n]*)“(?P<inner>[^“”\n]*)”(?=[^“”\n]*”)", needles="“"),
    ),
    Rule(
        code="Q507",
        slug="nested-titles",
        severity="warning",
        source=f"{GB15834} 4.15.3.5",
        says=Sentence("书名号里面再用书名号时用〈 〉", "Inside 《》 stand 〈 〉"),
        wrong="印发《关于学习《安全生产法》的通知》，请遵照执行。",
        right="印发《关于学习〈安全生产法〉的通知》，请遵照执行。",
        check=matches(
            r"(?<=《)(?P<outer>[^《》\n]*)《(?P<inner>[^《》\n]*)》(?=[^《》\n]*》)",
            fix=r"\g<outer>〈\g<inner>〉",
            needles="《",
        ),
        fixable=True,
    ),
    Rule(
        code="Q508",
        slug="title-marks-for-activity",
        severity="advice",
        source=f"{GB15834} A.13.1–2",
        says=Sentence(
            "活动、会议、奖项、课程等名称用引号，不用书名号",
            "Activities, meetings, awards and courses take quotation marks, not 《》",
        ),
        wrong="参加《青江职工技能大赛》的共有六支队伍。",
        right="参加“青江职工技能大赛”的共有六支队伍。",
        check=matches(rf"《(?:[^《》\n]{{2,24}})(?:{_ACTIVITY})》", needles="《"),
    ),
    Rule(
        code="Q509",
        slug="empty-pair",
        severity="error",
        source=f"{GB15834} 4.8, 4.9, 4.15",
        says=Sentence("“{text}”里面没有内容", "{text} holds nothing"),
        wrong="公司召开（）会议。",
        right="公司召开（扩大）会议。",
        check=matches(
            r"“[ \u3000]*”|《[ \u3000]*》|（[ \u3000]*）|【[ \u3000]*】|(?<=[\H])\([ \u3000]*\)",
            roles=ALL,
        ),
    ),
    Rule(
        code="Q510",
        slug="straight-quotes",
        severity="warning",
        source=f"{GB15834} 4.8.2",
        says=Sentence("引号应为“ ”：{fix}", "Chinese quotation marks are “ ”: {fix}"),
        wrong='攻克了一批"卡脖子"技术。',
        right="攻克了一批“卡脖子”技术。",
        check=matches(
            r'"(?=[^"\n]*[\H])([^"\n]*)"|＂([^＂\n]*)＂',
            fix=lambda found: f"“{found[1] if found[1] is not None else found[2]}”",
            needles='"＂',
        ),
        fixable=True,
    ),
    Rule(
        code="Q511",
        slug="document-number-brackets",
        severity="warning",
        source=f"{GB9704} 7.2.5",
        says=Sentence(
            "发文字号的年份用六角括号：{fix}", "The year of a document number stands in 〔〕: {fix}"
        ),
        wrong="转发《通知》（青港发[2021]12号）。",
        right="转发《通知》（青港发〔2021〕12号）。",
        check=matches(
            r"(?<=[\H])[\[［【（(]((?:19|20)\d\d)[\]］】）)](?=\d+号)",
            fix=r"〔\1〕",
            needles="[［【（(",
        ),
        fixable=True,
    ),
    Rule(
        code="Q512",
        slug="document-number-form",
        severity="warning",
        source=f"{GB9704} 7.2.5",
        says=Sentence(
            "发文字号年份应写全称，序号不加“第”、不编虚位",
            "A document number has the full year, no 第 and no leading zero",
        ),
        wrong="转发《通知》（青港发〔2021〕第012号）。",
        right="转发《通知》（青港发〔2021〕12号）。",
        check=matches(r"〔\d\d〕 ?第?\d+ ?号|〔\d{4}〕 ?(?:第 ?\d+|0\d*) ?号", needles="〔"),
    ),
    Rule(
        code="Q513",
        slug="corner-quotes",
        severity="advice",
        source=f"{GB15834} 4.8.2",
        says=Sentence(
            "横排文字用“ ”，不用直角引号", "Horizontal text in simplified characters uses “ ”"
        ),
        wrong="攻克了一批「卡脖子」技术，开展“双提升”行动。",
        right="攻克了一批“卡脖子”技术，开展“双提升”行动。",
        check=_corner_quotes,
        fixable=True,
    ),
)
