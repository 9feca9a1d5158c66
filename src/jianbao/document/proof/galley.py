"""The galley (长条校样): every text of an issue on one long sheet, a line to each passage.

Rules run over the whole sheet at once, and no rule's pattern may cross a line: so nothing matches
over the joint of a title, a run-in head and a paragraph. It decides nothing about any text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from jianbao.document.model import Issue, Item
from jianbao.document.profile import EMPTY, Profile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

Role = Literal[
    "issue", "masthead", "contents", "note", "heading", "title", "lead", "paragraph", "byline",
    "source", "caption", "cell", "imprint",
]  # fmt: skip

HEADINGS: frozenset[Role] = frozenset({"heading", "title"})
PROSE: frozenset[Role] = frozenset({"lead", "paragraph", "note"})

BLOT = "x"  # stands for every character of an address

_ITEM_PATH = re.compile(r".*\bitems\[\d+\]")
_LETTERS = re.compile(r"[\w\n]+")
# Each alternative begins where a run begins, so that a long run is read once and not from each
# of its characters.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|`[^`\n]*`"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
    r"|(?<![\w.-])(?:[\w-]+\.)+(?:com|cn|org|net)\b",
    re.ASCII,
)


class Passage(NamedTuple):
    """One line of the galley. `offset` counts in the item's text, `element` is its path."""

    role: Role
    start: int
    end: int
    element: str
    item: Item | None = None
    offset: int = 0

    @property
    def item_path(self) -> str:
        """The path of the item it belongs to, '' for none."""
        found = _ITEM_PATH.match(self.element)
        return found[0] if found else ""

    @property
    def counts_in_item(self) -> bool:
        """Whether its characters are part of the item's text."""
        return self.item is not None and self.role in {"title", "lead", "paragraph"}


class Galley:
    """One issue laid out for proofreading, with what the rules may ask of it.

    `printed` is what stands there; `text` is the same with addresses and code blotted out letter
    for letter, which is what rules search. Position 0 is an empty line: the issue as a whole.
    """

    def __init__(
        self, issue: Issue, profile: Profile = EMPTY, today: dt.date | None = None
    ) -> None:
        self.issue = issue
        self.profile = profile
        self.today = today
        self.passages: list[Passage] = []
        self._lines: list[str] = []
        self._length = 0
        for piece in pieces(issue):
            self._add(*piece)
        self.printed = "\n".join(self._lines)
        self.text = _ADDRESS.sub(lambda found: BLOT * len(found[0]), self.printed)
        self._starts = [passage.start for passage in self.passages]

    def _add(self, role: Role, text: str, element: str, item: Item | None, offset: int) -> None:
        start = self._length
        self.passages.append(Passage(role, start, start + len(text), element, item, offset))
        self._lines.append(text)
        self._length += len(text) + 1

    def at(self, position: int) -> Passage:
        """Give the passage that holds `position`."""
        return self.passages[bisect_right(self._starts, position) - 1]

    def of(self, *roles: Role) -> Iterator[Passage]:
        """Give the passages that play one of `roles`, in the order of print."""
        return (passage for passage in self.passages if passage.role in roles)

    def words(self, passage: Passage) -> str:
        """Give the text of a passage, addresses blotted out."""
        return self.text[passage.start : passage.end]

    def find(self, element: str) -> Passage:
        """Give the passage of an element; the whole issue when it prints nothing."""
        return self._by_element.get(element, self.passages[0])

    @cached_property
    def _by_element(self) -> dict[str, Passage]:
        return {passage.element: passage for passage in self.passages}

    def letters(self, passage: Passage) -> str:
        """Give the letters of a passage without marks and blanks: what items are compared by."""
        return self._letters[bisect_right(self._starts, passage.start) - 1]

    @cached_property
    def _letters(self) -> list[str]:
        folded = unicodedata.normalize("NFKC", self.text).casefold()
        return "".join(_LETTERS.findall(folded)).split("\n")

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """The characters that are printed, the common Chinese ones left out."""
        return frozenset(
            letter for letter in set(self.printed) if not "\u4e00" <= letter <= "\u9fff"
        )

    @cached_property
    def items(self) -> list[list[Passage]]:
        """The passages of each item's own text: title, lead, paragraphs."""
        groups: dict[int, list[Passage]] = {}
        for passage in self.passages:
            if passage.counts_in_item:
                groups.setdefault(id(passage.item), []).append(passage)
        return list(groups.values())

    def items_by_path(self) -> Iterator[tuple[str, Item]]:
        """Give every item with its path, in the order of print."""
        for index, section in enumerate(self.issue.sections):
            yield from _with_paths(section.items, f"sections[{index}]")
            for inner, group in enumerate(section.subsections):
                yield from _with_paths(group.items, f"sections[{index}].subsections[{inner}]")

    @cached_property
    def year(self) -> int | None:
        """The year that a date without one is taken to mean."""
        masthead = self.issue.masthead
        return masthead.date.year if masthead.date else masthead.year


def _with_paths(items: tuple[Item, ...], path: str) -> Iterator[tuple[str, Item]]:
    return ((f"{path}.items[{index}]", item) for index, item in enumerate(items))


Piece = tuple[Role, str, str, Item | None, int]


def pieces(issue: Issue) -> Iterator[Piece]:
    """Give every text of an issue in the order of print: role, text, path, item, offset."""
    yield "issue", "", "", None, 0
    for name in ("title", "label", "department", "classification", "copy_number", "notice"):
        yield "masthead", getattr(issue.masthead, name), f"masthead.{name}", None, 0
    for index, line in enumerate(issue.contents):
        yield "contents", line, f"contents[{index}]", None, 0
    if issue.note is not None:
        yield "heading", issue.note.title, "note.title", None, 0
        for index, line in enumerate(issue.note.paragraphs):
            yield "note", line, f"note.paragraphs[{index}]", None, 0
    for index, section in enumerate(issue.sections):
        path = f"sections[{index}]"
        yield "heading", section.title, f"{path}.title", None, 0
        yield from _items(section.items, path)
        for inner, subsection in enumerate(section.subsections):
            yield "heading", subsection.title, f"{path}.subsections[{inner}].title", None, 0
            yield from _items(subsection.items, f"{path}.subsections[{inner}]")
    yield from _imprint(issue)


def _items(items: tuple[Item, ...], path: str) -> Iterator[Piece]:
    for index, item in enumerate(items):
        yield from _item(item, f"{path}.items[{index}]")


def _item(item: Item, path: str) -> Iterator[Piece]:
    offset = 0
    if item.title is not None:
        yield "title", item.title, f"{path}.title", item, offset
        offset += len(item.title)
    if item.lead is not None:
        yield "lead", item.lead, f"{path}.lead", item, offset
        offset += len(item.lead)
    for index, paragraph in enumerate(item.paragraphs):
        yield "paragraph", paragraph, f"{path}.paragraphs[{index}]", item, offset
        offset += len(paragraph)
    if item.byline is not None:
        yield "byline", item.byline.raw, f"{path}.byline.raw", item, 0
    if item.source is not None:
        yield "source", item.source.raw, f"{path}.source.raw", item, 0
    yield from _plates(item, path)


def _plates(item: Item, path: str) -> Iterator[Piece]:
    for index, picture in enumerate(item.pictures):
        yield "caption", picture.caption, f"{path}.pictures[{index}].caption", item, 0
    for index, table in enumerate(item.tables):
        yield "caption", table.caption, f"{path}.tables[{index}].caption", item, 0
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                element = f"{path}.tables[{index}].rows[{row}][{column}]"
                yield "cell", cell, element, item, 0


def _imprint(issue: Issue) -> Iterator[Piece]:
    imprint = issue.imprint
    yield "imprint", imprint.window_text, "imprint.window_text", None, 0
    for name in ("reported_to", "sent_to", "distribution", "copies"):
        for index, line in enumerate(getattr(imprint, name)):
            yield "imprint", line, f"imprint.{name}[{index}]", None, 0
    for name in ("submission_address", "printed_by"):
        yield "imprint", getattr(imprint, name), f"imprint.{name}", None, 0
    for index, credit in enumerate(imprint.credits):
        for inner, name in enumerate(credit.names):
            yield "imprint", name, f"imprint.credits[{index}].names[{inner}]", None, 0
    for index, line in enumerate(imprint.other):
        yield "imprint", line, f"imprint.other[{index}]", None, 0
