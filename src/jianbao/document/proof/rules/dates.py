"""D3xx: dates and times: possible, on the right weekday, in the right place of the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.calendar_dates import PrintedDate, printed_dates
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import ALL, compiled, matches
from jianbao.document.proof.rule import CUSTOM, GB9704, GB15834, GB15835, HOUSE, USAGE, Hit, Rule

_WEEKDAYS = "一二三四五六日"
_SUNDAY = {"天": "日", "末": "日"}
_RANGE_ROLES = ALL
_PLANNED = r"将|拟|计划|预计|定于|截至|截止|之前|(?<=[日月号])前|底前|力争|确保|报名|通知|要求"
_HISTORICAL = r"自|从|以来|起|曾|当年|去年|建党|周年|历史|回顾|出台|印发|发布|颁布"


def _impossible(galley: Galley) -> Iterator[Hit]:
    for date in printed_dates(galley):
        leap = 2000 if date.year is None and galley.year is None else galley.year
        if date.on(leap) is None:
            yield Hit(date.start, date.end)
    pattern = r"(?<![\d.—～\-])(?:1[3-9]|[2-9]\d|0) ?月份?(?=[\H，。])(?!亮)|第[五六七八九]季度"
    for found in compiled(pattern).finditer(galley.text):
        if galley.at(found.start()).role in ALL and not _counts_months(galley, found):
            yield Hit(found.start(), found.end())


def _counts_months(galley: Galley, found: re.Match[str]) -> bool:
    """24月龄, 18月期: months as a span."""
    following = galley.text[found.end() : found.end() + 1]
    return "份" not in found[0] and following in set("龄期内后前以之饼") and found[0][0] != "第"


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
    """The first date of an item, printed without a year, is the day of its news."""
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


def _joined(found: re.Match[str]) -> str:
    return f"{found[1].strip()}—"


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
    Rule(
        code="D312",
        slug="hao-for-ri",
        severity="advice",
        source=USAGE,
        says=Sentence("书面日期用“日”：{fix}", "Written dates end in 日: {fix}"),
        wrong="6月3号，新泊位投用。",
        right="6月3日，新泊位投用。",
        check=matches(
            r"(?<=月)( ?\d{1,2} ?)号(?![楼线院机炉窑井库])", fix=r"\1日", needles=("号",)
        ),
        fixable=True,
    ),
    Rule(
        code="D313",
        slug="zero-in-date",
        severity="advice",
        source=f"{GB9704} 7.3.5.4",
        says=Sentence("月、日不编虚位：{fix}", "Month and day have no leading zero: {fix}"),
        wrong="2021年06月03日，新泊位投用。",
        right="2021年6月3日，新泊位投用。",
        check=matches(
            r"(?<=[年月])( ?)0(\d)(?= ?[月日])|(?<![\d.])()0(\d)(?= ?月 ?\d)",
            fix=lambda found: f"{found[1] or found[3] or ''}{found[2] or found[4]}",
            needles="0",
            roles=ALL,
        ),
        fixable=True,
    ),
    Rule(
        code="D314",
        slug="hyphen-between-dates",
        severity="warning",
        source=f"{GB15834} 4.13.3.2",
        says=Sentence("时间起止用一字线：{fix}", "From–to of time takes —: {fix}"),
        wrong="培训于5月27日-6月3日举办。",
        right="培训于5月27日—6月3日举办。",
        check=matches(
            r"(?<=[年月日时点分度]) ?(?:[-－–~～―─]|--|——) ?(?=\d{1,4} ?[年月日时点])"
            r"|(?<=\d)(?<![:：]\d\d)(?<!\d-\d)(?<!\d-\d\d) ?[-－–~] ?(?=\d{1,4} ?[年月日时点](?![间]))(?!\d{3,4} ?[日月时点])"
            r"|(?<=[:：]\d\d) ?[-－–~] ?(?=\d{1,2}[:：]\d\d)",
            fix="—",
            needles="-－–~～―─—",
            roles=_RANGE_ROLES,
        ),
        fixable=True,
    ),
    Rule(
        code="D315",
        slug="from-without-to",
        severity="advice",
        source=f"{GB15834} 4.13.3.2",
        says=Sentence(
            "“从（自）……”与“至（到）”搭配，不用“—”", "After 从 or 自 comes 至 or 到, not —"
        ),
        wrong="公司从5月27日—6月3日开展安全检查。",
        right="公司从5月27日至6月3日开展安全检查。",
        check=matches(
            r"(?:从|自) ?(?:\d{4} ?年)? ?\d{1,2} ?月(?: ?\d{1,2} ?日)? ?—(?!—)(?= ?\d)",
            needles=("从", "自"),
        ),
    ),
    Rule(
        code="D316",
        slug="dotted-date",
        severity="advice",
        source=f"{GB15835} 5.1",
        says=Sentence("正文日期写作 {fix}", "In running text a date is written {fix}"),
        wrong="2021.6.3，新泊位投用。",
        right="2021年6月3日，新泊位投用。",
        check=matches(
            r"(?<![\d.])((?:19|20)\d\d)[.．/]0?([1-9]|1[0-2])[.．/]0?([1-9]|[12]\d|3[01])(?![\d.])",
            fix=r"\1年\2月\3日",
            needles=".．/",
            roles=("note", "lead", "paragraph", "title"),
        ),
        fixable=True,
    ),
    Rule(
        code="D317",
        slug="full-width-colon-in-time",
        severity="warning",
        source=f"{GB15835} 5.1",
        says=Sentence("时刻用半角冒号：{fix}", "A time takes a half-width colon: {fix}"),
        wrong="会议于19：00召开。",
        right="会议于19:00召开。",
        check=matches(
            r"(?<![\d：])((?:[01]?\d|2[0-3]))：([0-5]\d)(?![\d：%])",
            fix=r"\1:\2",
            needles="：",
            roles=ALL,
        ),
        fixable=True,
    ),
    Rule(
        code="D318",
        slug="impossible-time",
        severity="error",
        source=HOUSE,
        says=Sentence("没有“{text}”这个时刻", "There is no such time: {text}"),
        wrong="演练从上午14时开始。",
        right="演练从下午2时开始。",
        check=matches(
            r"(?:上午|早上|凌晨|清晨) ?(?:1[3-9]|2[0-4])(?=[时点:：])|(?<![\d:：.])(?:2[5-9]|[3-9]\d) ?(?:时|点)(?=[\d整，。半])"
            r"|(?<![\d:：.])(?:2[5-9]|[3-9]\d):[0-5]\d(?=[\H])|(?<![\d:：.])(?:[01]?\d|2[0-3]):[6-9]\d(?=[\H])",
        ),
    ),
    Rule(
        code="D319",
        slug="twice-told-time",
        severity="advice",
        source=USAGE,
        says=Sentence(
            "24小时制与“下午、晚上”并用：“{text}”", "A 24-hour time needs no 下午 or 晚上: {text}"
        ),
        wrong="演练于下午14:30开始。",
        right="演练于14:30开始。",
        check=matches(r"(?:下午|晚上|傍晚|晚间) ?(?:1[3-9]|2[0-4])(?=[时点:：])"),
    ),
    Rule(
        code="D320",
        slug="today-in-print",
        severity="advice",
        source=USAGE,
        says=Sentence(
            "“{text}”印出后会误解，宜写明日期", "{text} misleads once printed; name the date"
        ),
        wrong="昨天上午，新泊位投用。",
        right="6月3日上午，新泊位投用。",
        check=matches(
            r"(?:^|(?<=[。；，]))(?:今天|昨天|前天|明天|今日|昨日|明日)(?=上午|下午|中午|晚上|早上|凌晨|，)(?!，?我们)",
            needles=("今天", "昨天", "前天", "明天", "今日", "昨日", "明日"),
            roles=("lead", "paragraph"),
        ),
    ),
)
