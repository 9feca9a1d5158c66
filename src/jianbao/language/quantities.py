"""Counts, measures and sums of money in a text; never judges whether they are right."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from jianbao.language.chunks import quoted
from jianbao.language.measure_words import (
    BASE_UNITS,
    COUNTED,
    COUNTED_BEFORE,
    GREAT,
    MEASURED,
    NOT_BEFORE,
    PHRASES,
)
from jianbao.language.numerals import NumeralError, parse_numeral

Approximation = Literal["", "+", "约"]


class Quantity(NamedTuple):
    """A number with its unit as printed, and its value in the base unit: 4亿元 is 400000000 元.

    `approx` is + for more than (余, 多, 以上, 超) and 约 for about (约, 近, 左右). `upper` is the
    greater end of a range (3—5名) whose smaller end is `value`. The words 约 and 以上 around the
    number are not part of `text`.
    """

    text: str
    value: float
    unit: str
    approx: Approximation
    start: int
    end: int
    upper: float | None = None


_ARABIC = r"\d{1,3}(?:[,，]\d{3}|[ \u2009\u00a0]\d{3}(?!\d))+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = "[〇零一二两三四五六七八九十百千万亿]+"
_PERCENT = re.compile(rf"(?P<of>[百千])分之(?P<number>{_CHINESE}(?:点[零一二三四五六七八九]+)?)")
_MONEY_SIGN = re.compile(rf"(?P<sign>[¥￥$])\s*(?P<number>{_ARABIC})\s*(?P<great>[万亿])?(?!\s*元)")

# Full-width digits, marks and letters, one for one.
_NARROW = str.maketrans({0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",~"})
_ORDINAL_BEFORE = re.compile(r"(?:第|每|[A-Za-z\d][+\-/.#]?|[+#.]|星期|礼拜|腊月)\s*$")
_ABOUT_TWO = re.compile("[一二三四五六七八九]{2}")  # 五六十人, 三四百人: nobody counted
_CLOCK = re.compile(r"\d\s*[时点]\s*$")
_MORE = frozenset(("不少于", "不低于", "至少", "超过", "突破", "高达", "超", "逾"))
_ABOUT = frozenset(("大约", "大概", "将近", "接近", "约为", "约", "近"))
# Times that 一 truly counts; before other measure words it is an article (一项, 一批).
_ONE_COUNTS = frozenset("个月 个多月 个半月 年多 个小时 小时 分钟 周年 个工作日 学年".split())
# 一年 and 一周 are counts after words of lasting only: 历时一年, not 关键一年.
_LASTING = re.compile(
    r"(?:历时|历经|经过|为期|用了?|不到|短短|仅|满|延长|提前|缩短|时长|周期|用时)\s*$"
)
_EVENT_AFTER = re.compile(
    r"[^，。；！？]{0,16}?(?:培训|研讨|讲座|论坛|沙龙|讲堂|课堂|集训|轮训|读书|夏令营|班|课|简报|刊|活动)"
)
_EVENT_BEFORE = re.compile(
    r"(?:举办|组织|开展|开设|举行|开办|推出|出版|编发|印发|刊出|播出|办|出)[了过]?[^，。；]{0,4}$"
)
_PLAN = re.compile(r"(?:来|以来)?(?:行动|规划|计划|攻坚|倍增)")
_SLOGAN = re.compile(r"[一不能更最无有全]")


def find_quantities(text: str, *, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Find quantities in order; `taken` are spans already read as something else, such as dates.

    Left out: ordinals (第三次, 二期), set phrases (四个意识), 一 as an article (一批), vague
    numbers (数百人, 几万), numbers without a unit, and Chinese numerals in titles and slogans.
    """
    narrow = text.translate(_NARROW)
    spans = quoted(narrow)
    found: list[Quantity] = []
    for match in _quantity().finditer(narrow):
        start = match.start("span")
        if any(a <= start < b for a, b in taken) or not _counts(match, spans):
            continue
        quantity = _measure(text, match)
        if quantity:
            found.append(quantity)
    found.extend(_others(text, narrow, taken))
    return _with_whole_durations(text, sorted(found, key=lambda quantity: quantity.start))


# Units of one lapse of time, each with its length in seconds: 1小时25分30秒.
_SECONDS = {"小时": 3600, "分": 60, "分钟": 60, "秒": 1}


def _with_whole_durations(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Join the parts of one duration; its value is in the smallest unit: 2分36秒, 156 秒."""
    whole: list[Quantity] = []
    for part in found:
        last = whole[-1] if whole else None
        if last is None or not _lasts_on(text, last, part):
            whole.append(part)
            continue
        unit = "分钟" if part.unit == "分" else part.unit
        value = last.value * _SECONDS[last.unit] / _SECONDS[unit] + part.value
        printed = text[last.start : part.end]
        approx = part.approx or last.approx
        whole[-1] = Quantity(printed, value, unit, approx, last.start, part.end)
    return whole


def _lasts_on(text: str, last: Quantity, part: Quantity) -> bool:
    """Say whether `part` goes on with the duration that `last` begins."""
    smaller = _SECONDS.get(part.unit, 9999) < _SECONDS.get(last.unit, 0)
    ranges = last.upper is not None or part.upper is not None
    return smaller and not ranges and not text[last.end : part.start].strip()


@functools.cache
def _quantity() -> re.Pattern[str]:
    unit = "|".join(sorted(map(re.escape, COUNTED | MEASURED), key=len, reverse=True))
    return re.compile(
        r"(?=[\d〇零一二两三四五六七八九十百千万亿不至超突高大将接约近逾上])"
        r"(?P<before>不少于|不低于|至少|超过|突破|高达|大约|大概|将近|接近|约为|约|近|超|逾|上)?\s*"
        rf"(?P<span>(?:(?P<low>\d+(?:\.\d+)?)\s*(?P<low_great>[万亿])?[%％]?\s*[-－–—~～至到]{{1,2}}\s*)?"
        rf"(?P<number>{_ARABIC}|{_CHINESE})"
        r"\s*(?P<odd>余|多|来)?\s*(?P<great>[万千百十]?亿|[十百千]?万|[十百千](?![瓦伏米克帕]))?(?P<odd_great>余|多)?"
        rf"\s*(?P<unit>个(?:多|半)月|个(?:多|半)小时|年多|{unit})(?P<per>/[年月日天吨人时小米亩千瓦h]+)?)"
        r"\s*(?P<after>以上|之多|左右|上下|余|多(?![个种项次])|以内)?"
    )


def _counts(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Say whether the match is a count and no ordinal, phrase, article or longer word."""
    narrow, start, end = match.string, match.start("span"), match.end("span")
    unit, number = match["unit"], match["number"]
    before = "" if match["before"] else narrow[max(0, start - 3) : start]
    clock = unit == "分" and _CLOCK.search(before)
    if clock or _ORDINAL_BEFORE.search(before) or narrow[end : end + 1] in ("号", "#"):
        return False
    if _in_longer_word(match):
        return False
    if unit.isascii() and unit.isalpha() and narrow[end : end + 1].isascii():
        return not narrow[end : end + 1].isalnum()
    if unit == "年" and number.isdecimal() and 1900 <= int(number) <= 2100 and not match["great"]:
        return False
    if number[0].isdecimal():
        return not any(a <= start < b and narrow[a] != "“" for a, b in spans)
    return not any(a <= start < b for a, b in spans) and _counts_in_words(match)


def _in_longer_word(match: re.Match[str]) -> bool:
    """Say whether the unit begins another word: 3支部, but 3支队伍 are counted."""
    after, unit = match.string[match.end("span") : match.end("span") + 4], match["unit"]
    if not after or match["per"] or after.startswith(COUNTED_BEFORE.get(unit, ())):
        return False
    return after[0] in NOT_BEFORE.get(unit, "")


def _counts_in_words(match: re.Match[str]) -> bool:
    """Say the same of a Chinese numeral, which is oftener part of a word than a count."""
    narrow, start, end = match.string, match.start("span"), match.end("span")
    number, unit = match["number"], match["unit"]
    if unit in MEASURED or number == "二" or narrow.startswith(PHRASES, start):
        return False
    vague = number[0] in "百千万亿" and not (match["odd"] or match["before"])
    if (
        vague
        or _ABOUT_TWO.search(number)
        or number in {"〇", "零"}
        or narrow[start - 1 : start] in {"几", "数", "上"}
    ):
        return False
    if number == "一" and not match["odd"]:
        lasting = _LASTING.search(narrow[max(0, start - 4) : start]) or match["before"]
        return unit in _ONE_COUNTS or (unit in {"年", "周", "天"} and bool(lasting))
    if unit == "期":
        followed = _EVENT_AFTER.match(narrow, end)
        return bool(followed or _EVENT_BEFORE.search(narrow[max(0, start - 10) : start]))
    if unit == "年" and _PLAN.match(narrow, end):
        return False
    return not (unit == "个" and _SLOGAN.match(narrow, end))


def _measure(text: str, match: re.Match[str]) -> Quantity | None:
    unit, factor = BASE_UNITS.get(match["unit"], (match["unit"], 1))
    odd = bool(match["odd"] or match["odd_great"])
    if unit in {"个多月", "个半月", "年多", "个多小时", "个半小时"}:
        unit, odd = unit.replace("多", "").replace("半", ""), True
        unit = BASE_UNITS.get(unit, (unit, 1))[0]
    value, upper = _value(match["number"], _times(match["great"]) * factor), None
    if value is None:
        return None
    if match["low"]:
        low_great = match["low_great"] or match["great"]
        value, upper = _value(match["low"], _times(low_great) * factor), value
    start, end = match.span("span")
    approx = _approximation(match, odd=odd)
    unit += match["per"] or ""
    return Quantity(text[start:end], value or 0.0, unit, approx, start, end, upper)


def _times(great: str | None) -> int:
    return math.prod(GREAT[sign] for sign in great or "")


def _approximation(match: re.Match[str], *, odd: bool) -> Approximation:
    if odd or match["before"] in _MORE or match["after"] in {"以上", "之多", "余", "多"}:
        return "+"
    return "约" if match["before"] in _ABOUT or match["after"] in {"左右", "上下"} else ""


def _value(number: str, times: int = 1) -> float | None:
    """Read digits, or a Chinese numeral in which a bare 百 is one hundred, and multiply.

    In whole numbers, so that 7.6万 is 76000 and not a hair less.
    """
    if number[0].isdecimal():
        whole, _, fraction = re.sub(r"[,，\s]", "", number).partition(".")
        return int(whole + fraction) * times / float(10 ** len(fraction))
    try:
        return float(parse_numeral(("一" if number[0] in "百千万亿" else "") + number) * times)
    except NumeralError:
        return None


def _others(text: str, narrow: str, taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """百分之九十五, 千分之五, ￥5000."""
    found: list[Quantity] = []
    for match in _PERCENT.finditer(narrow):
        whole, _, fraction = match["number"].partition("点")
        value = _value(whole)
        if value is not None:
            value += parse_numeral(fraction) / 10 ** len(fraction) if fraction else 0
            unit = "%" if match["of"] == "百" else "‰"
            found.append(Quantity(text[slice(*match.span())], value, unit, "", *match.span()))
    for match in _MONEY_SIGN.finditer(narrow):
        value = _value(match["number"], _times(match["great"])) or 0.0
        unit = "美元" if match["sign"] == "$" else "元"
        found.append(Quantity(text[slice(*match.span())], value, unit, "", *match.span()))
    return [q for q in found if not any(a <= q.start < b for a, b in taken)]
