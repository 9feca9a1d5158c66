"""The number of an issue (期号): found in every spelling, printed in one, counted on by one.

It never decides which line of a document is the masthead.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec

from jianbao.document.model import IssueKind, Masthead
from jianbao.language.numerals import NumeralError, parse_numeral


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """期号: `number` counts within `year`, `running_number` (总期号) since the first issue.

    The `…_to` fields close the range of a combined issue; `label` names a special one (增刊).
    """

    year: int | None = None
    number: int | None = None
    number_to: int | None = None
    running_number: int | None = None
    running_number_to: int | None = None
    kind: IssueKind = "regular"
    label: str = ""


class NumberFound(msgspec.Struct, frozen=True, kw_only=True):
    """A number and the place in the text where it is spelled, running number included."""

    value: Number
    start: int
    end: int


_NUMERAL = r"(?:[0-9]{1,5}|[〇零○一二三四五六七八九十百千两廿卅]{1,6})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3})"
_SPECIAL = r"(?:增刊|特刊|专刊|專刊|号外|號外|专辑|特辑|副刊)"
_PROJECT = r"(?!工程|项目|项|学员|培训|班|讲座|建设|改造|贷款|间|刊)"  # 第一期工程 is no issue


def _range(name: str) -> str:
    """Give the pattern of 11 or 11—12, in the groups `name` and `name`_to."""
    return (
        rf"(?P<{name}>{_NUMERAL})\s*期?\s*"
        rf"(?:[—–\-~～、/,，至到]{{1,2}}\s*(?:总?第)?\s*(?P<{name}_to>{_NUMERAL}))?"
    )


_RUNNING = (
    r"[(\[（]?\s*(?:总\s*期?\s*第?|總\s*期?\s*第?|累计\s*第?)\s*"
    rf"{_range('running')}\s*[期号號]\s*[)\]）]?"
)
# 2021年第12期（总第12期）, 2015第14期, 〔2021〕第12期, 2025年第一期网络安全专刊（总61期）
_FULL = (
    rf"(?:[〔\[【(（]?\s*{_YEAR}\s*[〕\]】)）]?\s*(?:年度?)?\s*"
    r"(?:[0-9一二三四五六七八九十]{1,2}\s*月\s*[号刊]?\s*)?)?"
    rf"(?:(?P<label>合订本|合訂本|[^\s，。()（）0-9第总年月]{{0,8}}?{_SPECIAL})\s*"
    r"(?:[(（][^()（）]{1,6}[)）])?\s*[(（]?)?"
    rf"(?<![总總计期])(?<![总總计]\s)第\s*{_range('number')}\s*[期號号]{_PROJECT}"
    rf"(?P<after>\s*合刊|[^\s，。()（）第总年]{{0,8}}?{_SPECIAL}|\s*[(（]?\s*(?:创刊号|創刊號|合刊))?"
    rf"[)）]?(?:\s*{_RUNNING})?"
)
_WITHOUT_ORDINAL = (
    rf"(?:第\s*)?[〔\[【(（]?\s*{_YEAR}\s*年?\s*[〕\]】)）]?\s*{_range('number')}\s*期{_PROJECT}(?P<after>\s*合刊)?"
    rf"(?:\s*{_RUNNING})?"
)
_BY_NAME = (
    rf"(?:{_YEAR}\s*年\s*)?(?P<label>创刊号|創刊號|合订本|合訂本|增刊|特刊|号外|號外|"
    r"[^\s，。()（）0-9第总年月]{2,8}专刊)"
    rf"(?:\s*{_RUNNING})?"
)
_VOLUME = r"Vol(?:ume|\.)?\s*[0-9]{1,4}[\s,.·]*(?:No|Issue|Iss)\.?\s*(?P<number>[0-9]{1,5})"
_LATIN = r"(?:\bVol(?:ume|\.)?|\bIssue|\bNo\.?|№|#)\s*(?P<number>[0-9]{1,5})\b"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compile the patterns when they are first used: they would slow every start down."""
    spellings = (_FULL, _WITHOUT_ORDINAL, _BY_NAME, _RUNNING, _VOLUME, _LATIN)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in spellings)


def find_number(text: str) -> NumberFound | None:
    """Find the first number of an issue in a line of a masthead or a title.

    Digits of any width and Chinese numerals, blanks anywhere, brackets of both kinds, combined and
    special issues; a phase of a project (第一期工程) is none.
    """
    folded = _fold(text)
    for pattern in _patterns():
        match = pattern.search(folded)
        if match:
            start, end = _whole(folded, *match.span())
            return NumberFound(value=_value(match), start=start, end=end)
    return None


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Draw the place of a number so that blanks stay out and brackets stay in pairs."""
    found = text[start:end]
    start += len(found) - len(found.lstrip())
    end -= len(found) - len(found.rstrip())
    opened = sum(text.count(c, start, end) for c in "(（[〔【")
    closed = sum(text.count(c, start, end) for c in ")）]〕】")
    if closed > opened and start and text[start - 1] in "(（[〔【":
        start -= 1
    elif closed < opened and text[end : end + 1] and text[end] in ")）]〕】":
        end += 1
    return start, end


def format_number(masthead: Masthead | Number) -> str:
    """Print the line of the number: 2021年第12期（总第12期）, 2021年第11—12期, 2021年增刊第1期.

    `find_number` reads it back to the same Number.
    """
    year = f"{masthead.year}年" if masthead.year is not None else ""
    number = _span("第", masthead.number, masthead.number_to)
    running = _span("总第", masthead.running_number, masthead.running_number_to)
    label = masthead.label or _LABELS[masthead.kind]
    if masthead.kind == "first":
        own = f"{number}（{label}）" if number else label
    else:
        own = label + number
    return year + own + (f"（{running}）" if running and (own or year) else running)


def next_number(last: Masthead | Number, *, year: int) -> Number:
    """Give the number of the next regular issue in `year`: on by one, from 1 in a new year."""
    number = last.number_to or last.number or 0
    running = last.running_number_to or last.running_number
    same_year = last.year is None or last.year == year
    regular = last.kind in {"regular", "combined", "first"}
    return Number(
        year=year,
        number=(number if same_year and regular else 0) + 1,
        running_number=None if running is None else running + 1,
    )


_LABELS: dict[str, str] = {
    "regular": "",
    "combined": "",
    "special": "增刊",
    "first": "创刊号",
    "volume": "合订本",
}


def _span(head: str, number: int | None, to: int | None) -> str:
    if number is None:
        return ""
    return f"{head}{number}—{to}期" if to is not None else f"{head}{number}期"


def _fold(text: str) -> str:
    """Fold digits and letters of full width, one character for one, so that places stay."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "！" <= c <= "～" or c == "\u3000" else c for c in text
    ).translate({0xA0: " "})


def _value(match: re.Match[str]) -> Number:
    found = {name: text for name, text in match.groupdict().items() if text}
    after = re.sub(r"[\s()（）]", "", found.get("after", ""))
    label = found.get("label", "") or (after if after != "合刊" else "")
    label = _SIMPLE.get(label, label)
    number, number_to = _numeral(found.get("number")), _numeral(found.get("number_to"))
    return Number(
        year=_numeral(found.get("year")),
        number=number,
        number_to=number_to,
        running_number=_numeral(found.get("running")),
        running_number_to=_numeral(found.get("running_to")),
        kind=_kind(label, combined=number_to is not None or after == "合刊"),
        label=label,
    )


_SIMPLE = {"專刊": "专刊", "創刊號": "创刊号", "號外": "号外", "合訂本": "合订本"}


def _kind(label: str, *, combined: bool) -> IssueKind:
    if label == "创刊号":
        return "first"
    if label == "合订本":
        return "volume"
    if label:
        return "special"
    return "combined" if combined else "regular"


def _numeral(text: str | None) -> int | None:
    """Read digits or a Chinese numeral: 146, 一百四十六, 一四六, 廿二."""
    if text is None or text.isascii():
        return int(text) if text else None
    try:
        return parse_numeral(text)
    except NumeralError:
        return None
