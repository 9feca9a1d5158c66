"""Paragraphs to items (条目): what belongs together, its run-in head, byline, source and kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.byline import read_byline, read_source, split_closing
from jianbao.document.model import Item, one_line
from jianbao.document.read.structure.clues import is_signature_line
from jianbao.document.run_in_head import headline_length
from jianbao.language.surnames import is_person_name
from jianbao.language.unit_names import is_unit_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from jianbao.document.model import Byline, ItemKind, Picture, Source, Table
    from jianbao.document.read.lines import Line
    from jianbao.document.read.structure.blocks import Block

_PROFILE = re.compile(r"([^，。；：]{2,12}?)，([^。；]{2,40})[，。]")
_POST = re.compile(
    r"公司|集团|厂|部|中心|车间|党员|职员|工程师|技师|主任|经理|书记|院|校|局|处|科|队|班|员|长|医师|护士|教师|教授|工人"
)
_HONOUR_SECTION = re.compile(
    r"劳动模范|劳模|先进|优秀|标兵|榜样|榮譽|荣誉|表彰|风采|人物|光荣榜|获奖|模范|明星|能手|工匠|楷模|之星|好人|英模"
)
_NOTICE_SECTION = re.compile(r"通知|公告|公示|启事|预告|通告")


class Draft:
    """An item while its blocks are read."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.titled_by: Block | None = None
        self.paragraphs: list[str] = []
        self.bold = 0
        self.lines: list[Line] = []
        self.scores: list[float] = []
        self.tables: list[Table] = []
        self.pictures: list[Picture] = []
        self.byline: Byline | None = None
        self.source: Source | None = None
        self.is_closed = False  # signed at its end; what follows is another item

    def set_title(self, block: Block, title: str) -> None:
        """Begin with a heading line of its own; a second one is joined to it."""
        self.title = title if self.title is None else f"{self.title}{title}"
        self.titled_by = self.titled_by or block
        self._take(block)

    def add(self, block: Block, units: Collection[str]) -> None:
        """Add a paragraph, and split its closing byline or source off."""
        self._take(block)
        text = one_line(block.text)
        if (self.paragraphs or self.title) and self._sign(text, units):
            return
        body, byline, source = split_closing(text, units=units)
        if (byline and self.byline) or (source and self.source):
            body, byline, source = text, None, None  # signed already: the bracket stays
        if not self.paragraphs:
            self.bold = block.bold
        self.byline = self.byline or byline
        self.source = self.source or source
        self.paragraphs.append(body)
        self.is_closed = bool(byline or source)

    def _sign(self, text: str, units: Collection[str]) -> bool:
        """Take a paragraph that is nothing but a byline or source; say whether it was one."""
        if not (is_signature_line(text) or text[0] in "（(【"):
            return False
        byline = None if self.byline else read_byline(text, units=units)
        source = None if byline or self.source else read_source(text)
        self.byline, self.source = self.byline or byline, self.source or source
        self.is_closed = bool(self.paragraphs)
        return bool(byline or source)

    def add_table(self, block: Block, table: Table) -> None:
        """Add a table after the paragraphs so far."""
        self._take(block)
        self.tables.append(msgspec.structs.replace(table, after=len(self.paragraphs)))

    def add_picture(self, block: Block, picture: Picture) -> None:
        """Add a picture after the paragraphs so far."""
        self._take(block)
        self.pictures.append(msgspec.structs.replace(picture, after=len(self.paragraphs)))

    def _take(self, block: Block) -> None:
        self.lines.extend(block.lines)
        self.scores.append(block.score)


def make_item(draft: Draft, *, number: int, section: str) -> Item:
    """Make the item of a draft; `number` counts the items of the issue from 1."""
    lead, paragraphs = _split_lead(draft)
    return Item(
        id=f"i{number:02}",
        kind=_kind(draft, section),
        title=draft.title,
        lead=lead,
        paragraphs=tuple(paragraphs),
        byline=draft.byline,
        source=draft.source,
        pictures=tuple(draft.pictures),
        tables=tuple(draft.tables),
    )


def _split_lead(draft: Draft) -> tuple[str | None, list[str]]:
    """Split the run-in head off the first paragraph: bold letters first, else its words."""
    if not draft.paragraphs:
        return None, []
    first, *rest = draft.paragraphs
    length = draft.bold if 0 < draft.bold < len(first) else 0
    if not length and draft.title is None:
        length = headline_length(first)
    if not length:
        return None, draft.paragraphs
    lead, body = first[:length].rstrip(), first[length:].lstrip()
    return (lead, [body, *rest]) if lead and body else (None, draft.paragraphs)


def _kind(draft: Draft, section: str) -> ItemKind:
    text = draft.paragraphs[0] if draft.paragraphs else ""
    if draft.title is not None:
        return "notice" if _NOTICE_SECTION.search(section) else "article"
    if draft.source and ("讲话" in draft.source.raw or "論" in draft.source.raw):
        return "quotation"
    if _NOTICE_SECTION.search(section):
        return "notice"
    if _HONOUR_SECTION.search(section):
        return _honour_kind(text)
    return "brief"


def _honour_kind(text: str) -> ItemKind:
    """Tell a person's profile (姓名，单位职务…) from a unit's honour (单位。…)."""
    profile = _PROFILE.match(text)
    if profile and is_person_name(profile[1]) and _POST.search(profile[2]):
        return "profile"
    return "honour" if is_unit_name(text.partition("。")[0]) else "brief"
