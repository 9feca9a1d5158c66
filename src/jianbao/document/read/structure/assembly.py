"""Blocks with their roles to sections, subsections and items; nothing is dropped on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jianbao.document.byline import find_closing, read_byline, read_source
from jianbao.document.model import Item, Section, Subsection, one_line
from jianbao.document.read.structure import marks
from jianbao.document.read.structure.items import Draft, make_item

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jianbao.document.read.lines import Line
    from jianbao.document.read.structure.blocks import Block
    from jianbao.document.read.structure.outline import Placed

_SPREAD = re.compile(
    r"讲话|致辞|卷首语|刊首语|社论|评论|理论文章|调研报告|调研与思考|经验材料|贺信|倡议书|公开信|講話|致詞|家书|散文|随笔"
)
_GOES_ON = re.compile(
    r"[二三四五六七八九]是|第[二三四五六七八九][，、]|其[二三四次]|再次|再者|最后，|[二三四五六七八九]要"
)
_TOLD_BY_FORM = 0.9  # confidence in a heading that no style of the format states
_UNFINISHED_TITLE = "的和与及暨、，："
_OPEN_END = "：:；;，、"


class Place(NamedTuple):
    """The path of an element from its issue, and the lines it was read from."""

    element: str
    lines: tuple[Line, ...]
    confidence: float


class Body(NamedTuple):
    """The sections of an issue and where each of their parts came from."""

    sections: tuple[Section, ...]
    places: tuple[Place, ...]


class _Group:
    """A section or subsection while its items are read."""

    def __init__(
        self, title: str, lines: Sequence[Line], *, bracketed: bool = False, stated: bool = True
    ) -> None:
        self.title = title
        self.lines = tuple(lines)
        self.confidence = 1.0 if stated else _TOLD_BY_FORM
        self.bracketed = bracketed
        self.drafts: list[Draft] = []
        self.groups: list[_Group] = []


def assemble(placed: Sequence[Placed], units: Collection[str]) -> Body:
    """Build the sections of an issue from its blocks in the order of print."""
    sections = _Builder(units).build(placed)
    return _finish(sections)


class _Builder:
    """Keeps what is open: the section, the group within it, the item."""

    def __init__(self, units: Collection[str]) -> None:
        self.units = units
        self.sections: list[_Group] = []
        self.group: _Group | None = None
        self.draft: Draft | None = None

    def build(self, placed: Sequence[Placed]) -> list[_Group]:
        """Read every block."""
        for block, role in placed:
            if role in {"section", "subsection"}:
                self._open(block, role)
            elif role == "title":
                self._title(block)
            else:
                self._text(block)
        return self.sections

    def _open(self, block: Block, role: str) -> None:
        heading = block.heading
        title = one_line(heading.title if heading else block.text)
        stated = heading is not None and heading.style in {"level", "section", "subsection"}
        bracketed = block.text[0] in "【〖［"
        group = _Group(title, block.lines, bracketed=bracketed, stated=stated)
        if role == "section":
            self.sections.append(group)
        else:
            self._section().groups.append(group)
        self.group, self.draft = group, None

    def _section(self) -> _Group:
        if not self.sections:
            self.sections.append(_Group("", ()))
        return self.sections[-1]

    def _new(self) -> Draft:
        self.draft = Draft()
        (self.group or self._section()).drafts.append(self.draft)
        return self.draft

    def _title(self, block: Block) -> None:
        draft = self.draft
        title = one_line(marks.strip_bullet(block.heading.title if block.heading else block.text))
        if draft is None or draft.paragraphs or not _goes_with(draft.title, title):
            draft = self._new()
        draft.set_title(block, title)

    def _text(self, block: Block) -> None:
        if block.kind == "table":
            self._attach_table(block)
        elif block.kind == "picture":
            self._attach_picture(block)
        else:
            draft = self.draft
            if draft is None or not self._belongs(draft, block):
                draft = self._new()
            draft.add(block, self.units)

    def _belongs(self, draft: Draft, block: Block) -> bool:
        """Say whether a paragraph goes on with the open item."""
        if not draft.paragraphs:
            return True
        if draft.is_closed:
            return False
        if _is_closing(block.text):
            return True
        if draft.title is not None or _SPREAD.search(self.group.title if self.group else ""):
            return True
        last = draft.paragraphs[-1]
        open_quotes = last.count("“") > last.count("”")
        return last[-1:] in _OPEN_END or open_quotes or bool(_GOES_ON.match(block.text))

    def _attach_table(self, block: Block) -> None:
        table = block.lines[0].table
        assert table is not None
        (self.draft or self._new()).add_table(block, table)

    def _attach_picture(self, block: Block) -> None:
        picture = block.lines[0].picture
        assert picture is not None
        (self.draft or self._new()).add_picture(block, picture)


def _goes_with(title: str | None, below: str) -> bool:
    """Say whether a second line of a title goes on with the first: ——…, or after …的."""
    return not title or below.startswith("—") or title[-1] in _UNFINISHED_TITLE


def _is_closing(text: str) -> bool:
    """Say whether a paragraph is nothing but the closing bracket of the item before it."""
    closing = find_closing(text)
    if closing is None or closing.start:
        return False
    return read_byline(text) is not None or read_source(text) is not None


def _finish(groups: Sequence[_Group]) -> Body:
    sections: list[Section] = []
    places: list[Place] = []
    number = 0
    for at, group in enumerate(groups):
        path = f"sections[{at}]"
        places.append(Place(f"{path}.title", group.lines, group.confidence))
        items = _items(group, path, number, places)
        number += len(items)
        subsections: list[Subsection] = []
        for below, subgroup in enumerate(group.groups):
            subpath = f"{path}.subsections[{below}]"
            places.append(Place(f"{subpath}.title", subgroup.lines, subgroup.confidence))
            inner = _items(subgroup, subpath, number, places, group.title)
            number += len(inner)
            subsections.append(
                Subsection(title=subgroup.title, bracketed=subgroup.bracketed, items=tuple(inner))
            )
        sections.append(
            Section(title=group.title, items=tuple(items), subsections=tuple(subsections))
        )
    return Body(tuple(sections), tuple(place for place in places if place.lines))


def _items(
    group: _Group, path: str, number: int, places: list[Place], section: str = ""
) -> list[Item]:
    items = []
    for at, draft in enumerate(group.drafts):
        items.append(make_item(draft, number=number + at + 1, section=f"{section}{group.title}"))
        places.append(Place(f"{path}.items[{at}]", tuple(draft.lines), _sureness(draft)))
    return items


def _sureness(draft: Draft) -> float:
    """Turn the lowest score of an item's blocks into a confidence between 0 and 1."""
    lowest = min(draft.scores, default=1.0)
    return round(min(1.0, max(0.1, 0.7 + lowest / 8)), 2)
