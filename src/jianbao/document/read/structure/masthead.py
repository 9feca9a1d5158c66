"""The masthead (报头): title, number, department, date and what stands around them.

It takes lines from the top only, and keeps what it cannot place.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.model import Masthead
from jianbao.document.numbering import Number, find_number
from jianbao.document.read.structure.dates import (
    DateFound,
    SpanFound,
    find_date,
    find_span,
    find_year,
)
from jianbao.document.read.structure.marks import is_finished
from jianbao.document.read.structure.section_names import is_section_like, tells_event
from jianbao.language.unit_names import is_unit_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_REACH = 16  # lines from the top
_FARTHEST = 4  # lines between number and date
_INNER_MARK = re.compile(r"[，。；！？]")
_SHORTEST_NAME = 3  # characters of who issues it
_LONGEST = 46.0  # em: a longer line is text
_CLASSIFICATION = re.compile(
    r"(?:绝密|机密|秘密|絕密|機密)(?:\s*[★☆]\s*[\d一二三四五六七八九十]*\s*[年月]?|长期)?"
)
_COPY_NUMBER = re.compile(r"(?:份号|编号|份號)?\s*[:：]?\s*(?:№|No\.?)?\s*(\d{6})")
_URGENCY = re.compile(r"特急|加急|特提|平急|急件")
_NOTICE = re.compile(
    r"[（(【]?(?:内部(?:资料|刊物|文件|参阅|交流)|內部(?:資料|刊物)|内刊|注意保存|仅供).{0,16}|本刊[由是系为].{2,40}"
)
_LABEL = re.compile(
    r"^(?:发布(?:时间|日期)|(?:信息|文章)?来源|发布单位|编发单位|主办单位|主办|编印单位|编印|编发|编辑单位|主管单位|主管|出版单位|出版|印发单位|編印|主辦|發行)"
    r"\s*[:：]\s*"
)
_EDITED_BY = re.compile(r"\s*(?:主办|编印|编发|编|印发|主辦|編印|編)$")
_FIELD = re.compile(
    r"(?P<key>title|标题|刊名|number|issue|期号|date|日期|department|编发单位)\s*[:：]\s*(?P<value>.+)",
    re.IGNORECASE,
)
_NUMBER_KEYS = {"number", "issue", "期号"}
_DEPARTMENT_KEYS = {"department", "编发单位"}
_BULLETIN = re.compile(
    r"简报|简讯|通讯|快报|快讯|周报|月报|周刊|月刊|双周|季刊|旬报|动态|信息|专报|参考|内参|导报|通报|交流|进展|"
    r"簡報|簡訊|通訊|會訊|快報|週報|週刊|進展|院报|校报|专刊|党建|工作$|newsletter|weekly|bulletin|digest",
    re.IGNORECASE,
)
_RULED = re.compile(r"[\s\-—–_=＿─━*★☆]+")
_GAPS = re.compile(r"[ \u3000\t]{2,}")
_SPACED_OUT = re.compile(r"(?:[\u4e00-\u9fff][ \u3000]+)+[\u4e00-\u9fff]")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The masthead, how many lines it took, and what of them found no place."""

    masthead: Masthead = Masthead()
    taken: int = 0
    unplaced: tuple[str, ...] = ()
    places: dict[str, Line] = {}


def read_masthead(lines: Sequence[Line]) -> Head:
    """Read the masthead from the first lines of an issue; nothing is taken when there is none."""
    whole, broken = _with_whole_date(lines[: _REACH + 1])
    end = _end(whole)
    if end == 0:
        return Head()
    fields = _Fields()
    for line in whole[:end]:
        fields.take(line)
    return fields.head(end + (broken < end))


def is_field(text: str) -> bool:
    """Say whether a line is a field of front matter: `title: …`, `期号: …`."""
    return bool(_FIELD.fullmatch(text))


def _with_whole_date(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Join the first date that is broken over two lines; say where, or give the end."""
    for at, (line, following) in enumerate(pairwise(lines)):
        both = line.text + following.text
        found = find_date(both)
        broken = found and found.start < len(line.text) and found.end == len(both)
        if broken and not following.text.isdigit():
            joined = msgspec.structs.replace(line, text=both, width=line.width + following.width)
            return [*lines[:at], joined, *lines[at + 2 :]], at
    return list(lines), len(lines)


def is_number_line(line: Line) -> bool:
    """Say whether a line prints the number of an issue and tells no event."""
    if line.width > _LONGEST or line.table or line.picture or is_finished(line.text):
        return False
    found = find_number(line.text)
    if found is None:
        return False
    rest = line.text[: found.start] + line.text[found.end :]
    date = find_date(rest)
    rest = rest[: date.start] + rest[date.end :] if date else rest
    return len(rest.strip()) <= 30 and not tells_event(rest)


def _end(lines: Sequence[Line]) -> int:
    """Give the number of lines of the masthead: up to the last number or date near the top."""
    numbered, dated, issued, end = False, False, False, 0
    for at, line in enumerate(lines[:_REACH]):
        if line.width > _LONGEST or line.table or line.picture or _begins_body(line, at):
            break
        if end and (at - end >= _FARTHEST or is_section_like(line.text)):
            break
        if is_number_line(line) and (not numbered or at == end):
            numbered, end = True, at + 1
        elif _is_date_line(line) and not dated:
            dated, end = True, at + 1
            issued = len(_beside_date(line.text)) >= _SHORTEST_NAME
        elif _FIELD.fullmatch(line.text) or (
            0 < end == at and _may_trail(lines, at, issued=issued)
        ):
            end = at + 1
    if numbered:
        return end
    titled = any(_BULLETIN.search(line.text) for line in lines[: max(1, end)])
    short = bool(lines) and lines[0].width <= 24 and not is_finished(lines[0].text)
    return max(1, end) if titled and short and not tells_event(lines[0].text) else 0


def _begins_body(line: Line, at: int) -> bool:
    """Say whether a line is running text: a sentence, or part of one broken at its comma."""
    sentence = is_finished(line.text) or _INNER_MARK.search(line.text)
    return at > 0 and line.width > 16 and bool(sentence) and not _NOTICE.fullmatch(line.text)


def _is_date_line(line: Line) -> bool:
    text = _without(line.text, find_span(line.text))
    if find_date(text):
        return len(_beside_date(text)) <= 24 and not is_finished(text)
    return find_year(text) is not None and len(text) <= 12


def _beside_date(text: str) -> str:
    """Give what a line prints beside its date."""
    return _without(text, find_date(text)).strip()


def _without(text: str, found: DateFound | SpanFound | None) -> str:
    return text[: found.start] + text[found.end :] if found else text


def _may_trail(lines: Sequence[Line], at: int, *, issued: bool) -> bool:
    """Say whether a line right below the number or date still belongs to the masthead."""
    text = lines[at].text
    if _NOTICE.fullmatch(text) or _LABEL.match(text) or _RULED.fullmatch(text):
        return True
    if not _without(text, find_span(text)):
        return True
    return not issued and _names_issuer(lines, at)


def _names_issuer(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line names who issues it, and not the section of the groups below it."""
    text = lines[at].text
    heads = at + 1 < len(lines) and lines[at + 1].text[:1] in "【〖"
    plain = not heads and lines[at].width <= 20 and not is_section_like(text)
    return plain and is_unit_name(text)


def _field_text(field: re.Match[str]) -> str:
    """Write a field of front matter as a masthead prints it: number: 43 as 第43期."""
    key, value = field["key"].lower(), field["value"].strip(" \"'")
    if key in _NUMBER_KEYS and value.isdigit():
        return f"第{value}期"
    return f"主办：{value}" if key in _DEPARTMENT_KEYS else value


class _Fields:
    """The fields of a masthead while its lines are read, one after the other."""

    def __init__(self) -> None:
        self.titles: list[Line] = []
        self.given = ""  # the title that front matter gives, which the text repeats
        self.number: Number | None = None
        self.date: dt.date | None = None
        self.department = ""
        self.year: int | None = None
        self.other: dict[str, str] = {}
        self.unplaced: list[str] = []
        self.places: dict[str, Line] = {}

    def take(self, line: Line) -> None:
        """Sort everything a line says into the fields."""
        field = _FIELD.fullmatch(line.text)
        if field:
            line = msgspec.structs.replace(line, text=_field_text(field))
            self.given = self.given or line.text
        rest, had_number = self._number(line, line.text)
        rest = self._window(rest)
        rest, had_date = self._date(line, rest)
        for part in _GAPS.split(rest):
            text = part.strip(" \u3000·|｜/,，")
            if text and text not in "（）()〔〕" and not _RULED.fullmatch(text):
                self._part(line, text, dated=had_date and not had_number)

    def _number(self, line: Line, text: str) -> tuple[str, bool]:
        found = find_number(text)
        if found is None or not self._counts(found.value):
            return text, False
        self.places.setdefault("number", line)
        return f"{text[: found.start]}  {text[found.end :]}", True

    def _counts(self, found: Number) -> bool:
        """Take a number, or the running number on a line of its own; False for another issue's."""
        if self.number is None:
            self.number = found
        elif found.number is None and self.number.running_number is None:
            self.number = msgspec.structs.replace(
                self.number,
                running_number=found.running_number,
                running_number_to=found.running_number_to,
            )
        return self.number.number == found.number or found.number is None

    def _window(self, text: str) -> str:
        """Keep a span of days for the imprint, so that neither end is the date of the issue."""
        window = find_span(text)
        if window is None:
            return text
        self.unplaced.append(text[window.start : window.end].strip())
        self.year = self.year or window.year
        return f"{text[: window.start]}  {text[window.end :]}"

    def _date(self, line: Line, text: str) -> tuple[str, bool]:
        found = find_date(text) if self.date is None else None
        if found is None:
            self.year = self.year or find_year(text)
            return text, False
        self.date = found.value
        self.places["date"] = line
        return f"{text[: found.start]}  {text[found.end :]}", True

    def _part(self, line: Line, text: str, *, dated: bool) -> None:
        copy_number = _COPY_NUMBER.fullmatch(text)
        if text == self.given and self.titles:
            return
        if _CLASSIFICATION.fullmatch(text):
            self.other["classification"] = text
        elif copy_number:
            self.other["copy_number"] = copy_number[1]
        elif _URGENCY.fullmatch(text):
            self.other["urgency"] = text
        elif _NOTICE.fullmatch(text):
            self.other["notice"] = f"{self.other.get('notice', '')} {text}".strip()
        elif _LABEL.match(text) or dated:
            self._department(line, _LABEL.sub("", text))
        elif self.number is None or not self.titles:
            self.titles.append(msgspec.structs.replace(line, text=text))
        elif is_unit_name(_EDITED_BY.sub("", text)):
            self._department(line, text)
        else:
            self.unplaced.append(text)

    def _department(self, line: Line, text: str) -> None:
        if not text:
            return
        if text[0] in "-—–～~" or not _is_paired(text):
            self.unplaced.append(text)
        elif self.department and is_unit_name(text):
            self.department = f"{self.department} {_EDITED_BY.sub('', text)}"
        elif self.department:
            self.unplaced.append(text)
        else:
            self.department = _EDITED_BY.sub("", text)
            self.places["department"] = line

    def head(self, taken: int) -> Head:
        """Give the masthead that the fields make."""
        title = self._title()
        number = self.number or Number()
        year = number.year or (self.date.year if self.date else self.year)
        masthead = msgspec.convert(
            msgspec.to_builtins(number)
            | {"title": title, "department": self.department, "year": year, **self.other},
            Masthead,
        )
        masthead = msgspec.structs.replace(masthead, date=self.date)
        return Head(
            masthead=masthead, taken=taken, unplaced=tuple(self.unplaced), places=self.places
        )

    def _title(self) -> str:
        """Choose the lines of the title: the largest, or the one that names a bulletin."""
        lines = self.titles
        if not lines:
            return ""
        largest = max(line.size for line in lines)
        chosen = [line for line in lines if line.size >= 0.8 * largest]
        named = [at for at, line in enumerate(chosen) if _BULLETIN.search(line.text)]
        chosen = chosen[: named[-1] + 1] if named else chosen
        if len(chosen) > 1 and is_unit_name(chosen[0].text):
            if not self.department:
                self._department(chosen[0], chosen[0].text)
                del chosen[0]
            elif _names_unit(chosen[1].text):
                del chosen[0]
        self.unplaced.extend(
            line.text for line in lines if line not in chosen and line.text not in self.department
        )
        self.places["title"] = chosen[0]
        return "".join(_unspaced(line.text) for line in chosen)


def _is_paired(text: str) -> bool:
    """Say whether as many brackets close as open."""
    return sum(map(text.count, "（(")) == sum(map(text.count, "）)"))


def _names_unit(title: str) -> bool:
    """Say whether a title alone says whose bulletin it is: 港口工程学院简报."""
    kind = _BULLETIN.search(title)
    return kind is not None and is_unit_name(title[: kind.start()])


def _unspaced(text: str) -> str:
    """Close up a title set with blanks between its characters: 工 作 简 报."""
    return re.sub(r"[ \u3000]+", "", text) if _SPACED_OUT.fullmatch(text) else text
