"""D301–D304: dates in the text: possible, on the right weekday, in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.calendar_dates import PrintedDate, printed_dates
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import ALL, compiled
from jianbao.document.proof.rule import CUSTOM, HOUSE, Hit, Rule

_WEEKDAYS = "一二三四五六日"
_SUNDAY = {"天": "日", "末": "日"}
_PLANNED = r"将|拟|计划|预计|定于|截至|截止|之前|(?<=[日月号])前|底前|力争|确保|报名|通知|要求"
_HISTORICAL = r"自|从|以来|起|曾|当年|去年|建党|周年|历史|回顾|出台|印发|发布|颁布"


def _impossible(galley: Galley) -> Iterator[Hit]:
    for date in printed_dates(galley):
        leap = 2000 if date.year is None and galley.year is None else galley.year
        if date.on(leap) is None:
            yield Hit(date.start, date.end)
    for found in compiled(r"(\d{1,2}) ?月(份?)(?=[\H，。])|第[五六七八九]季度").finditer(
        galley.text
    ):
        if galley.at(found.start()).role in ALL and not _may_be(galley, found):
            yield Hit(found.start(), found.end())


def _may_be(galley: Galley, found: re.Match[str]) -> bool:
    """Say whether a month exists, or is a span (24月龄), a range or the end of a number."""
    if found[1] is None:
        return False
    before, after = galley.text[found.start() - 1], galley.text[found.end()]
    spans = not found[2] and after in "龄期内后前以之饼亮"
    return 1 <= int(found[1]) <= 12 or spans or before in ".—～-" or before.isdigit()


def _weekday(galley: Galley) -> Iterator[Hit]:
    pattern = r" ?[（(，,]? ?(?:星期|周|礼拜)([一二三四五六日天])"
    for date in printed_dates(galley):
        found = compiled(pattern).match(galley.text, date.end)
        day = date.on(galley.year) if date.year or galley.year else None
        if found is None or day is None:
            continue
        said, right = _SUNDAY.get(found[1], found[1]), _WEEKDAYS[day.weekday()]
        if said != right:
            yield Hit(found.start(1), found.end(1), None, {"day": day.isoformat(), "right": right})


def _outside_window(galley: Galley) -> Iterator[Hit]:
    """Strike the first date of an item: printed without a year, it is the day of its news."""
    window = galley.issue.imprint.window
    if window is None:
        return
    for date in _news_dates(galley):
        day = date.on(window.end.year)
        if day is not None and day > window.end and date.month > window.end.month + 6:
            day = date.on(window.end.year - 1)
        if day is not None and not window.start <= day <= window.end:
            said = {"window": f"{window.start.isoformat()}—{window.end.isoformat()}"}
            yield Hit(date.start, date.end, None, said)


def _news_dates(galley: Galley) -> Iterator[PrintedDate]:
    seen: set[int] = set()
    for date in printed_dates(galley):
        passage = galley.at(date.start)
        if passage.item is None or id(passage.item) in seen or passage.item.kind == "quotation":
            continue
        seen.add(id(passage.item))
        around = galley.text[max(passage.start, date.start - 12) : min(passage.end, date.end + 12)]
        if date.year is None and not compiled(f"{_PLANNED}|{_HISTORICAL}").search(around):
            yield date


def _after_issue(galley: Galley) -> Iterator[Hit]:
    issued = galley.issue.masthead.date
    if issued is None:
        return
    for date in printed_dates(galley):
        day = date.on(issued.year)
        passage = galley.at(date.start)
        sentence = galley.text[
            max(passage.start, date.start - 20) : min(passage.end, date.end + 40)
        ]
        if day is not None and day > issued and not compiled(_PLANNED).search(sentence):
            if date.year is None and (day - issued).days > 150:
                continue
            yield Hit(date.start, date.end, None, {"issued": issued.isoformat()})


RULES = (
    Rule(
        code="D301",
        slug="impossible-date",
        severity="error",
        source=HOUSE,
        says=Sentence("没有“{text}”这个日期", "There is no such date: {text}"),
        wrong="6月31日，新泊位投用。",
        right="6月30日，新泊位将投用。",
        check=_impossible,
    ),
    Rule(
        code="D302",
        slug="wrong-weekday",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "{day} 是星期{right}，不是星期{text}", "{day} falls on 星期{right}, not 星期{text}"
        ),
        wrong="2021年6月1日（星期三），新泊位投用。",
        right="2021年6月1日（星期二），新泊位投用。",
        check=_weekday,
    ),
    Rule(
        code="D303",
        slug="outside-window",
        severity="warning",
        source=CUSTOM,
        says=Sentence(
            "“{text}”不在信息采集时间 {window} 之内",
            "{text} lies outside the collection window {window}",
        ),
        wrong="4月2日，新泊位投用。\n@采集 2021-05-27/2021-06-03",
        right="5月28日，新泊位投用。\n@采集 2021-05-27/2021-06-03",
        check=_outside_window,
    ),
    Rule(
        code="D304",
        slug="after-issue-date",
        severity="advice",
        source=CUSTOM,
        says=Sentence(
            "“{text}”晚于本期日期 {issued}", "{text} is later than the date of this issue, {issued}"
        ),
        wrong="7月8日，新泊位投用。",
        right="新泊位计划7月8日投用。",
        check=_after_issue,
    ),
)
