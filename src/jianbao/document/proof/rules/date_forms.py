"""D312–D320: how dates, spans of time and hours are written."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import ALL, TEXT, compiled, matches
from jianbao.document.proof.rule import GB9704, GB15834, GB15835, HOUSE, USAGE, Hit, Rule

# A span of years (1年～3年) is an amount and keeps its ～.
_BETWEEN_DATES = (
    r"(?<=[年月日时点分度])(?<!\D\d年)(?<!\D\d\d年) ?(?:[-－–~～―─]|--|——) ?"
    r"(?=\d{1,4} ?[年月日时点])"
)
_INSIDE_A_DATE = (
    r"(?<=\d)(?<![:：]\d\d)(?<!\d-\d)(?<!\d-\d\d) ?[-－–~] ?"
    r"(?=\d{1,4} ?[年月日时点](?!间))(?!\d{3,4} ?[日月时点])"
)
_BETWEEN_HOURS = r"(?<=[:：]\d\d) ?[-－–~] ?(?=\d{1,2}[:：]\d\d)"


def _impossible_times(galley: Galley) -> Iterator[Hit]:
    for found in compiled(r"(\d{1,2})(?::(\d\d)(?!\d)| ?[时点])").finditer(galley.text):
        before = galley.text[max(0, found.start() - 3) : found.start()].rstrip()
        hour, minute = int(found[1]), int(found[2] or 0)
        if galley.at(found.start()).role not in TEXT:
            continue
        morning = compiled(r"(?:上午|早上|凌晨|清晨)$").search(before)
        timed = compiled(r"[日午晚早晨于至到—]$").search(before)
        late = hour > 24 and not found[0].endswith("点")
        if (morning and hour > 12) or (timed and (late or minute > 59)):
            start = found.start() - (len(morning[0]) if morning else 0)
            yield Hit(start, found.end())


RULES = (
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
        says=Sentence("月、日不编虚位“0”", "Month and day have no leading zero"),
        wrong="2021年06月03日，新泊位投用。",
        right="2021年6月3日，新泊位投用。",
        check=matches(
            r"0(?=[1-9] ?[月日])(?:(?<=[年月]0)|(?<=[年月] 0)|(?<![\d.]0)(?=[1-9] ?月 ?\d))",
            fix="",
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
            f"{_BETWEEN_DATES}|{_INSIDE_A_DATE}|{_BETWEEN_HOURS}",
            fix="—",
            needles="-－–~～―─—",
            roles=ALL,
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
        check=_impossible_times,
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
