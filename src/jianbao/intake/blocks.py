"""A file that was read, as a run of blocks in the order of its page: titles, texts, tables.

It keeps every text that the reader of files found, wherever it had placed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from jianbao.document.model import Issue, Item, Section, Table
from jianbao.document.read.reading import Reading

Kind = Literal["title", "text", "table", "head"]
_UNNAMED = re.compile(r"^(?:Sheet|工作表)\s?\d*$", re.IGNORECASE)


class Block(NamedTuple):
    """One paragraph, heading, row, or line of the head that an office prints over its letters.

    `closing` is the byline or source as printed at its end.
    """

    text: str
    kind: Kind = "text"
    closing: str = ""

    @property
    def whole(self) -> str:
        """The text as printed."""
        return self.text + self.closing


class Shown(NamedTuple):
    """A picture by its name in the file, and the number of blocks before it."""

    name: str
    caption: str
    after: int


class Sheet(NamedTuple):
    """What one file or one body of a mail says; `origin` is the place of its part in the mail."""

    origin: str
    name: str
    blocks: tuple[Block, ...]
    shown: tuple[Shown, ...] = ()

    @property
    def prose(self) -> int:
        """How many characters stand in sentences."""
        return sum(len(block.whole) for block in self.blocks if is_prose(block))


def is_prose(block: Block) -> bool:
    """Say whether a block is running text, not a title, a label or a row."""
    return (
        block.kind == "text" and len(block.text) >= 15 and any(m in block.text for m in "。！？，")
    )


def sheets_of(reading: Reading, *, origin: str, name: str) -> Iterator[Sheet]:
    """Give a sheet for each document that a file held."""
    for issue in reading.issues:
        run = _Run()
        for block in _head(issue):
            run.add(block)
        for section in issue.sections:
            run.add_section(section)
        for block in _foot(issue):
            run.add(block)
        if run.blocks or run.shown:
            yield Sheet(origin, name, tuple(run.blocks), tuple(run.shown))


class _Run:
    """Blocks and pictures as they come."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.shown: list[Shown] = []

    def add(self, block: Block) -> None:
        if (block.text or block.closing) and not _UNNAMED.match(block.text):
            self.blocks.append(block)

    def add_section(self, section: Section) -> None:
        self.add(Block(section.title, "title"))
        for item in section.items:
            self.add_item(item)
        for group in section.subsections:
            self.add(Block(group.title, "title"))
            for item in group.items:
                self.add_item(item)

    def add_item(self, item: Item) -> None:
        self.add(Block(item.title or "", "title"))
        start = len(self.blocks)
        texts = list(item.paragraphs)
        if item.lead:
            texts[:1] = [item.lead + (texts[0] if texts else "")]
        closing = "".join(one.raw for one in (item.byline, item.source) if one)
        after = [
            [table for table in item.tables if table.after == n] for n in range(len(texts) + 1)
        ]
        self.add_tables(after[0])
        for number, text in enumerate(texts, start=1):
            last = number == len(texts)
            self.add(Block(text, "text", closing if last else ""))
            self.add_tables(after[number])
        if not texts and closing:
            self.add(Block(closing))
        for picture in item.pictures:
            place = min(start + picture.after, len(self.blocks))
            self.shown.append(Shown(picture.file, picture.caption, place))

    def add_tables(self, tables: Iterable[Table]) -> None:
        for table in tables:
            self.add(Block(table.caption, "table"))
            for row in table.rows:
                self.add(Block("　".join(cell for cell in row if cell), "table"))


def _head(issue: Issue) -> Iterator[Block]:
    head = issue.masthead
    kind: Kind = "text" if head.number is None else "head"
    number = f"第{head.number}期" if head.number is not None else ""
    for text in (head.title, number, head.label, head.department, head.notice):
        yield Block(text, kind)
    for paragraph in issue.note.paragraphs if issue.note else ():
        yield Block(paragraph)


def _foot(issue: Issue) -> Iterator[Block]:
    imprint = issue.imprint
    if imprint.window_text:
        yield Block(f"信息采集时间：{imprint.window_text}")
    for label, names in (
        ("报", imprint.reported_to),
        ("送", imprint.sent_to),
        ("发", imprint.distribution),
        ("抄送", imprint.copies),
    ):
        if names:
            yield Block(f"{label}：{'、'.join(names)}")
    for credit in imprint.credits:
        yield Block(f"{credit.role}：{'、'.join(credit.names)}")
    if imprint.submission_address:
        yield Block(imprint.submission_address)
    for text in imprint.other:
        yield Block(text)
