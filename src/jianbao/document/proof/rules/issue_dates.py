"""D305–D311: the date of the issue and its collection window, alone and against the series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.rule import CUSTOM, Hit, Rule


def _year_of_masthead(galley: Galley) -> Iterator[Hit]:
    masthead = galley.issue.masthead
    if masthead.year and masthead.date and masthead.year != masthead.date.year:
        yield Hit(0, 0, None, {"year": masthead.year, "date": masthead.date.isoformat()})


def _window_reversed(galley: Galley) -> Iterator[Hit]:
    window = galley.issue.imprint.window
    if window is not None and window.end < window.start:
        place = galley.find("imprint.window_text")
        yield Hit(place.start, place.end, None, {"start": window.start, "finish": window.end})


def _window_after_issue(galley: Galley) -> Iterator[Hit]:
    window, issued = galley.issue.imprint.window, galley.issue.masthead.date
    if window is not None and issued is not None and window.start <= window.end > issued:
        place = galley.find("imprint.window_text")
        yield Hit(place.start, place.end, None, {"finish": window.end, "issued": issued})


def _window_too_long(galley: Galley) -> Iterator[Hit]:
    window = galley.issue.imprint.window
    days = (window.end - window.start).days + 1 if window is not None else 0
    if days > 92:
        place = galley.find("imprint.window_text")
        yield Hit(place.start, place.end, None, {"days": days})


def _window_without_year(galley: Galley) -> Iterator[Hit]:
    for passage in galley.of("imprint"):
        text = galley.words(passage)
        is_window = passage.element == "imprint.window_text" or "采集" in text
        if is_window and "月" in text and "年" not in text:
            yield Hit(passage.start, passage.end)


def _before_last_issue(galley: Galley) -> Iterator[Hit]:
    issued, last = galley.issue.masthead.date, galley.profile.last_date
    if issued is not None and last and issued < dt.date.fromisoformat(last):
        yield Hit(0, 0, None, {"issued": issued.isoformat(), "last": last})


def _in_future(galley: Galley) -> Iterator[Hit]:
    issued = galley.issue.masthead.date
    if issued is not None and galley.today is not None and (issued - galley.today).days > 31:
        yield Hit(0, 0, None, {"issued": issued.isoformat()})


RULES = (
    Rule(
        code="D305",
        slug="year-against-date",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "期号年份 {year} 与日期 {date} 不符",
            "The year of the number, {year}, is not that of {date}",
        ),
        wrong="@年 2020\n新泊位投用。",
        right="@年 2021\n新泊位投用。",
        check=_year_of_masthead,
    ),
    Rule(
        code="D306",
        slug="window-reversed",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "信息采集时间起止颠倒：{start}—{finish}",
            "The collection window ends before it begins: {start}—{finish}",
        ),
        wrong="@采集 2021-06-03/2021-05-27\n新泊位投用。",
        right="@采集 2021-05-27/2021-06-03\n新泊位投用。",
        check=_window_reversed,
    ),
    Rule(
        code="D307",
        slug="window-after-issue",
        severity="warning",
        source=CUSTOM,
        says=Sentence(
            "信息采集截止 {finish} 晚于本期日期 {issued}",
            "The collection window ends on {finish}, after the date of the issue, {issued}",
        ),
        wrong="@采集 2021-05-27/2021-06-10\n新泊位投用。",
        right="@采集 2021-05-27/2021-06-03\n新泊位投用。",
        check=_window_after_issue,
    ),
    Rule(
        code="D308",
        slug="window-too-long",
        severity="advice",
        source=CUSTOM,
        says=Sentence(
            "信息采集时间长达 {days} 天，请核对",
            "The collection window is {days} days long; please check",
        ),
        wrong="@采集 2021-01-01/2021-06-03\n新泊位投用。",
        right="@采集 2021-05-27/2021-06-03\n新泊位投用。",
        check=_window_too_long,
    ),
    Rule(
        code="D309",
        slug="window-without-year",
        severity="advice",
        source=CUSTOM,
        says=Sentence(
            "信息采集时间没有写年份：“{text}”", "The collection window names no year: {text}"
        ),
        wrong="@采集原文 5月27日—6月3日\n新泊位投用。",
        right="@采集原文 2021年5月27日—6月3日\n新泊位投用。",
        check=_window_without_year,
    ),
    Rule(
        code="D310",
        slug="before-last-issue",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "本期日期 {issued} 早于上期 {last}",
            "This issue is dated {issued}, before the last one, {last}",
        ),
        wrong="@上期 2021 11 47 2021-06-20\n新泊位投用。",
        right="@上期 2021 11 47 2021-05-20\n新泊位投用。",
        check=_before_last_issue,
    ),
    Rule(
        code="D311",
        slug="date-in-future",
        severity="warning",
        source=CUSTOM,
        says=Sentence(
            "本期日期 {issued} 在一个月之后，请核对",
            "This issue is dated {issued}, more than a month ahead",
        ),
        wrong="@今天 2021-01-04\n新泊位投用。",
        right="@今天 2021-06-04\n新泊位投用。",
        check=_in_future,
    ),
)
