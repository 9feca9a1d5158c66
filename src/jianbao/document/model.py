"""What an issue of a bulletin is: frozen values, and the names they have in JSON.

The names in JSON are a promise to other programs (`jianbao-issue/1`): they may grow, not change.
A text in the model is one line: no line breaks, no control characters, no blanks at its ends.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

SCHEMA = "jianbao-issue/1"

IssueKind = Literal["regular", "combined", "special", "first", "volume"]
ItemKind = Literal["brief", "article", "quotation", "notice", "profile", "honour"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_NOT_A_LINE = re.compile(r"^\s|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def one_line(text: str) -> str:
    """Make `text` fit for the model: control characters become blanks, ends are stripped."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub(" ", text).strip()


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value whose texts are single lines; anything else is refused with its name."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, str):
                _check_line(name, value)
            elif isinstance(value, tuple):
                _check_lines(name, value)


def _check_lines(name: str, values: tuple[object, ...]) -> None:
    for value in values:
        if value == "":
            raise ValueError(f"{name} must not hold an empty text")
        if isinstance(value, str):
            _check_line(name, value)
        elif isinstance(value, tuple):  # a row of a table: its cells may be empty
            for cell in value:
                _check_line(name, cell)


def _check_line(name: str, text: str) -> None:
    if _NOT_A_LINE.search(text):
        raise ValueError(f"{name} must be one line without blanks at its ends: {text[:40]!r}")


class Masthead(_Value, frozen=True, kw_only=True):
    """报头: who publishes, which number, when.

    `number` counts within `year`, `running_number` (总期号) since the first issue; the `…_to`
    fields close the range of a combined issue (合刊). `label` is how a number without 第N期 is
    called: 增刊, 特刊, 号外, 创刊号.
    """

    title: str = ""
    year: int | None = None
    number: int | None = None
    number_to: int | None = None
    running_number: int | None = None
    running_number_to: int | None = None
    kind: IssueKind = "regular"
    label: str = ""
    department: str = ""
    date: dt.date | None = None
    classification: str = ""  # 密级和保密期限: 秘密★1年
    copy_number: str = ""  # 份号: six digits
    urgency: str = ""  # 紧急程度
    notice: str = ""  # 内部资料 注意保存


class Byline(_Value, frozen=True, kw_only=True):
    """署名: who wrote it, as printed (`raw`, with its brackets) and as understood."""

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    raw: str = ""


class Source(_Value, frozen=True, kw_only=True):
    """来源: where it was taken from, as printed with its brackets: （新华社）."""

    raw: str = ""


class Picture(_Value, frozen=True, kw_only=True):
    """A picture by the name of its file; its bytes travel beside the issue, not in it.

    `after` is the number of paragraphs of the item that stand before it.
    """

    file: str
    caption: str = ""
    alt: str = ""
    after: int = 0


class Table(_Value, frozen=True, kw_only=True):
    """A table as rows of cells; the first `head_rows` rows are its head. `after` as in Picture."""

    rows: tuple[tuple[str, ...], ...]
    head_rows: int = 1
    caption: str = ""
    after: int = 0


class Item(_Value, frozen=True, kw_only=True):
    """条目: one printed piece.

    `title`, `lead` (run-in head) and `paragraphs`, in this order, are its whole text without
    byline and source; the lead is not repeated in the paragraphs.
    """

    id: str = ""
    kind: ItemKind = "brief"
    title: str | None = None
    lead: str | None = None
    paragraphs: tuple[str, ...] = ()
    byline: Byline | None = None
    source: Source | None = None
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """Title, lead and paragraphs joined: what proofreading and facts count offsets in."""
        return "".join((self.title or "", self.lead or "", *self.paragraphs))


class Subsection(_Value, frozen=True, kw_only=True):
    """子栏目: ××篇, or a bracketed group 【…】 (`bracketed`); titles are kept without brackets."""

    title: str = ""
    bracketed: bool = False
    items: tuple[Item, ...] = ()


class Section(_Value, frozen=True, kw_only=True):
    """栏目: items of its own, then subsections."""

    title: str = ""
    items: tuple[Item, ...] = ()
    subsections: tuple[Subsection, ...] = ()


class Window(_Value, frozen=True, kw_only=True):
    """信息采集时间: the dates an issue covers, both included."""

    start: dt.date = msgspec.field(name="from")
    end: dt.date = msgspec.field(name="to")


class Credit(_Value, frozen=True, kw_only=True):
    """Who did what for this issue: role 责任编辑, names."""

    role: str
    names: tuple[str, ...] = ()


class Imprint(_Value, frozen=True, kw_only=True):
    """报尾/版记: what the issue covers, to whom it goes, who made it.

    `distribution` is 发放 (or 发), `copies` 抄送; `reported_to` 报 (superiors) and `sent_to` 送
    (peers) stand apart where a bulletin prints them. `other` keeps lines no field is made for.
    """

    window: Window | None = None
    window_text: str = ""  # as printed, for the proofreader: 5 月 27 日-6 月 3 日
    reported_to: tuple[str, ...] = ()
    reported_to_text: str = ""  # this list and the next three as printed, where not joined by 、
    sent_to: tuple[str, ...] = ()
    sent_to_text: str = ""
    distribution: tuple[str, ...] = ()
    distribution_text: str = ""
    copies: tuple[str, ...] = ()
    copies_text: str = ""
    submission_address: str = ""
    print_run: int | None = None  # 共印N份
    printed_by: str = ""  # 印发机关
    printed_on: dt.date | None = None  # 印发日期
    credits: tuple[Credit, ...] = ()
    other: tuple[str, ...] = ()


class Note(_Value, frozen=True, kw_only=True):
    """按语: the editors speak before the first section; `title` is 编者按, 卷首语 …"""

    title: str = "编者按"
    paragraphs: tuple[str, ...] = ()


class Issue(_Value, frozen=True, kw_only=True):
    """期: one numbered number of a bulletin. `contents` is 目录/要目 as printed, empty for none."""

    schema: Literal["jianbao-issue/1"] = "jianbao-issue/1"
    masthead: Masthead = Masthead()
    contents: tuple[str, ...] = ()
    note: Note | None = None
    sections: tuple[Section, ...] = ()
    imprint: Imprint = Imprint()

    def items(self) -> Iterator[Item]:
        """Every item in the order of print."""
        for section in self.sections:
            yield from section.items
            for subsection in section.subsections:
                yield from subsection.items

    def with_items(self, change: Callable[[Item], Item]) -> Issue:
        """Give the issue with every item as `change` gives it, in the same places."""
        replace = msgspec.structs.replace
        sections = (
            replace(
                section,
                items=tuple(map(change, section.items)),
                subsections=tuple(
                    replace(part, items=tuple(map(change, part.items)))
                    for part in section.subsections
                ),
            )
            for section in self.sections
        )
        return replace(self, sections=tuple(sections))
