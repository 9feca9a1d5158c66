"""The imprint (报尾, 版记): what the issue covers, to whom it goes, who made it.

It takes lines from the end only; a line no field is made for is kept in `other`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from jianbao.document.model import Credit, Imprint, Window
from jianbao.document.read.structure.dates import find_date, find_window, is_span
from jianbao.document.read.structure.marks import is_closed, is_finished
from jianbao.language.unit_names import is_unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

# A field of the imprint and the labels it is printed under.
_LABEL_TABLE = """
window        本期信息采集时间 信息采集时间 本期采集时间 采集时间 信息采集日期 采集日期 收稿时间
reported_to   呈报 报送 上报 主报 抄报 呈送 報送 報 报
sent_to       主送 送达 送
distribution  发放范围 发放 分发 发至 分送 发送范围 发送 印发范围 发行范围 本期发送 本期增发 下发
distribution  發送 分發 發 发
copies        抄送 抄发 抄致
address       投稿邮箱 投稿信箱 投稿邮件 投稿地址 电子邮箱 电子信箱 联系邮箱 来稿邮箱 投稿 邮箱
address       信箱 電子郵件 投稿郵箱 e-mail email
print_run     共印 印数 本期印数 印刷份数
credit        责任编辑 执行编辑 特约编辑 本期编辑 本期责编 值班编辑 文字编辑 美术编辑 图片编辑
credit        版式设计 编辑 责编 美编 执行主编 常务副主编 副主编 主编 总编辑 总编 编审 编委
credit        责任校对 校对 排版 设计 摄影 审核人 审核 审稿 审定 审签 审阅 签发人 签发 核稿 初审
credit        复审 终审 统稿 监制 總編輯 編輯 主編 校對 審核 編審
author        撰稿 供稿 拟稿 来源 作者 供稿单位 文 图
printed_by    印发机关 印发单位 编印单位 编印
other         联系电话 联系人 电话 传真 地址 网址 邮编 主办单位 主办 承办 主管 印制 准印证号 出版
other         微信公众号 电子版 電話 傳真 網址
"""
_FIELD_OF = {
    label: field
    for field, *labels in map(str.split, _LABEL_TABLE.splitlines()[1:])
    for label in labels
}
_LABELS = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|(?<=[\s；;。）)（(]))({_LABELS})\s*[:：]\s*", re.IGNORECASE)
_RUN = re.compile(r"[（(]?\s*(?:本期)?(?:共印|印数|印)\s*[:：]?\s*(\d{1,6})\s*[份册本]\s*[）)]?")
_PRINTED = re.compile(r"\s*(?:印发|印制|印發|编印|印)\s*$")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BRACKETS = re.compile(r"^[（(【](.*)[）)】]$")
_PART = re.compile(
    r"(?:[，,；;]|(?<!党委)(?<!党工委)、|、(?!政府|办事处|管委会))\s*(?![^（(]*[）)])"
)
_BROKEN_RUN = re.compile(r"(?:共印|印数[:：]?|\d)\s*$")
_REST_OF_RUN = re.compile(r"\d{0,6}\s*[份册本]\s*[）)]?")
_BROKEN_ADDRESS = re.compile(
    r"[\w.+-]+@[\w.-]*$(?<!\.com)(?<!\.cn)(?<!\.net)(?<!\.org)|(?:邮箱|信箱)\s*[:：]\s*[\w.+-]+$"
)
_REST_OF_ADDRESS = re.compile(r"[\w-]*@?[a-z\d.-]*(?:com|cn|net|org|om|et|rg|m|n|t|g)")
_NAMES = re.compile(r"[，、,；;]\s*|(?<![A-Za-z.])\s+|\s+(?![A-Za-z])")
_SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_RULED = re.compile(r"[\s\-—–_=＿─━*]+")
_RECIPIENTS = ("reported_to", "sent_to", "distribution", "copies")
_LONGEST_GAP = 4  # unlabelled lines that may stand between labelled ones
_NARROWEST, _WIDEST = 20.0, 60.0  # em: measures of real pages
_SHORT = 12.0  # em; a shorter line is no sentence of an item
_FULL = 4.0  # em that a full line may leave free
_LONGEST_LINE = 60.0  # em; a longer sentence is text
_HEAD = re.compile(
    r"关于(?:我们|本刊)|联系我们|订阅(?:方式)?|投稿(?:须知|方式)?|版权声明|编辑部|本期编辑|版\s*记|报\s*尾"
)


class Foot(msgspec.Struct, frozen=True, kw_only=True):
    """The imprint and the index of its first line; the number of lines when there is none."""

    imprint: Imprint = Imprint()
    start: int
    places: dict[str, Line] = {}


def read_imprint(lines: Sequence[Line], *, year: int | None, top: Sequence[str] = ()) -> Foot:
    """Read the imprint from the last lines of an issue.

    `year` is that of the issue, for a window without one; `top` are lines of the masthead that
    found no place there.
    """
    start = _start(lines)
    fields = _Fields(
        year, max((line.width for line in lines if line.width <= _WIDEST), default=0.0)
    )
    for text in top:
        fields.take(text, None)
    for line in _join_broken(lines[start:]):
        fields.take(line.text, line)
    return Foot(imprint=fields.imprint(), start=start, places=fields.places)


def _join_broken(lines: Sequence[Line]) -> list[Line]:
    """Join a number of copies or an address that was broken over two lines."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1].text if joined else ""
        run = _BROKEN_RUN.search(above) and _REST_OF_RUN.fullmatch(line.text)
        address = _BROKEN_ADDRESS.search(above) and _REST_OF_ADDRESS.fullmatch(line.text)
        if run or address:
            joined[-1] = msgspec.structs.replace(joined[-1], text=above + line.text)
        else:
            joined.append(line)
    return joined


def _start(lines: Sequence[Line]) -> int:
    """Walk up from the end as long as lines are labelled, or few and short between such.

    Sentences between are let through only below a list of recipients, which may end in 。; who
    wrote the last item (供稿：) is the item's.
    """
    start, gap, sentences = len(lines), 0, False
    measure = max((line.width for line in lines if line.width <= _WIDEST), default=0.0)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        field = _field_at_start(line.text)
        if field == "other" and _goes_on(lines, at, measure):
            break
        if sentences and field and field not in _RECIPIENTS:
            break
        if field and field != "author":
            start, gap, sentences = at, 0, False
        elif _HEAD.fullmatch(line.text) and start < len(lines):
            return at
        else:
            gap += 1
            sentences = sentences or (is_finished(line.text) and line.width > _SHORT)
            if gap > _LONGEST_GAP or _is_body(line):
                break
    return start


def _goes_on(lines: Sequence[Line], at: int, measure: float) -> bool:
    """Say whether a label stands at a line's beginning only because a sentence was broken there."""
    if at == 0 or not is_finished(lines[at].text):
        return False
    before = lines[at - 1]
    return not is_closed(before.text) and before.width + before.indent >= measure - _FULL


def _is_body(line: Line) -> bool:
    long = line.width > _LONGEST_LINE and is_finished(line.text)
    return bool(line.level or line.table or line.picture or long)


def _field_at_start(text: str) -> str:
    """Give the field that a line begins with, or '' for a line of another kind."""
    inner = _BRACKETS.sub(r"\1", text.strip())
    label = _LABEL.match(inner)
    if label:
        fields = [_FIELD_OF.get(found[1].lower(), "other") for found in _LABEL.finditer(inner)]
        return "credit" if fields[0] == "author" and "credit" in fields else fields[0]
    if _RUN.fullmatch(inner) or _RUN.fullmatch(text):
        return "print_run"
    date = find_date(inner)
    if date and _PRINTED.fullmatch(inner[date.end :]) and len(inner) < 50:
        return "printed_on"
    return "address" if _ADDRESS.fullmatch(inner) else ""


class _Fields:
    """The fields of an imprint while its lines are read, one after the other."""

    def __init__(self, year: int | None, measure: float) -> None:
        self.year = year
        self.measure = max(measure, _NARROWEST)  # em: the widest line of the issue
        self.broken = False  # the line before was full, so that a name may go on in the next
        self.values: dict[str, Any] = {}
        self.printed: dict[str, str] = {}  # lists of recipients as they stand in the file
        self.credits: list[Credit] = []
        self.places: dict[str, Line] = {}
        self.last = ""  # the recipients' field that a next line may continue

    def take(self, text: str, line: Line | None) -> None:
        """Sort one line into the fields; two fields may share it."""
        inner = _BRACKETS.sub(r"\1", text.strip())
        inner = self._print_run(inner, line)
        labels = list(_LABEL.finditer(inner))
        head = inner[: labels[0].start()] if labels else inner
        if head.strip(" \u3000") and not _RULED.fullmatch(head):
            self._unlabelled(head.strip(), line)
        for label, following in zip(labels, [*labels[1:], None], strict=False):
            value = inner[label.end() : following.start() if following else None].strip(" \u3000")
            self._labelled(label[1], value, line)
        self.broken = line is not None and line.width + line.indent >= self.measure - _FULL

    def _print_run(self, text: str, line: Line | None) -> str:
        run = _RUN.search(text)
        if run is None:
            return text
        self._set("print_run", int(run[1]), line)
        return f"{text[: run.start()]}  {text[run.end() :]}".strip()

    def _labelled(self, label: str, value: str, line: Line | None) -> None:
        field = _FIELD_OF.get(label.lower(), "other")
        self.last = field if field in _RECIPIENTS else ""
        if field in _RECIPIENTS:
            self.printed[field] = "" if field in self.printed else value
            self._add(field, _parts(value), line)
        elif field == "credit":
            self.credits.append(Credit(role=label, names=_names(value)))
            self._place("credits", line)
        elif field == "window":
            self._window(value, line)
        elif field == "address":
            address = _ADDRESS.search(value)
            if value:
                self._set("submission_address", address[0] if address else value, line)
        elif field == "printed_by":
            self._unlabelled(value, line)
        else:
            self._add("other", (f"{label}：{value}",), line)

    def _unlabelled(self, text: str, line: Line | None) -> None:
        """Place who printed it and when, an address, a list that goes on, or keep the line."""
        date = find_date(text)
        address = _ADDRESS.fullmatch(text)
        if is_span(text):
            self._window(text, line)
        elif date and _PRINTED.fullmatch(text[date.end :]):
            self._set("printed_on", date.value, line)
            self._printed_by(text[: date.start].strip(), line)
        elif address:
            self._set("submission_address", address[0], line)
        elif self.last and self._list_goes_on():
            self._continue(text)
        else:
            self._add("other", (text,), line)

    def _window(self, text: str, line: Line | None) -> None:
        self._set("window_text", text, line)
        dates = find_window(text, year=self.year)
        if dates:
            self._set("window", Window(start=dates[0], end=dates[1]), line)

    def _printed_by(self, name: str, line: Line | None) -> None:
        """Take who printed it from before the date, or from the bare name on the line above."""
        above = self.values.get("other", ())
        if not name and above and is_unit_name(above[-1]):
            *others, name = above
            self.values["other"] = tuple(others)
        if name:
            self._set("printed_by", name, line)

    def _list_goes_on(self) -> bool:
        """Say whether the list before ends with an open place, or in a line that was full."""
        last = self.values.get(self.last, ("。",))[-1]
        return last == "" or (self.broken and not last.endswith("。"))

    def _continue(self, text: str) -> None:
        """Join a list that was broken over lines: in the middle of a name, or between names."""
        *before, broken = self.values[self.last]
        joined = f"{broken}{text}" if broken else text
        self.values[self.last] = (*before, *_split(joined))
        self.printed[self.last] += text

    def _add(self, field: str, values: tuple[str, ...], line: Line | None) -> None:
        self.values[field] = (*self.values.get(field, ()), *values)
        self._place(field, line)

    def _set(self, field: str, value: object, line: Line | None) -> None:
        self.values.setdefault(field, value)
        self._place(field, line)

    def _place(self, field: str, line: Line | None) -> None:
        if line is not None:
            self.places.setdefault(field, line)

    def imprint(self) -> Imprint:
        """Give the imprint that the fields make, full stops of lists taken off."""
        for field in _RECIPIENTS:
            names = (name.rstrip("。 ") for name in self.values.get(field, ()))
            self.values[field] = tuple(name for name in names if name)
            said = self.printed.get(field, "").rstrip("。 ")
            if _split(said) == self.values[field] and said != "、".join(self.values[field]):
                self.values[f"{field}_text"] = said
        return Imprint(credits=tuple(self.credits), **self.values)


def _parts(text: str) -> tuple[str, ...]:
    return _split(text) or ("",)


def _split(text: str) -> tuple[str, ...]:
    """Split a list of recipients; a mark at the end leaves an open place for the next line."""
    return tuple(part.strip() for part in _PART.split(text))


def _names(text: str) -> tuple[str, ...]:
    """Split names at marks and blanks; one with blanks of its own stays whole: 苏 晴, Lena Su."""
    text = _SPACED_NAME.sub(r"\1\2", text.rstrip("。"))
    return tuple(name for name in _NAMES.split(text) if name)
