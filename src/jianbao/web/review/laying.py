"""The issue laid out as it reads: each item with its marks, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from jianbao.desk.queries.changes import Change
from jianbao.desk.queries.comments import Thread
from jianbao.document import model
from jianbao.document.proof import Finding
from jianbao.document.write.flow import Paragraph, flow, is_figure
from jianbao.document.write.wording import subsection_words
from jianbao.web.publishing.sheet import Cell, Grid
from jianbao.web.review.marking import Marks, Spoken, changes_in, marked


class Line(NamedTuple):
    """A paragraph with its marks; `at` is where it begins in the text of its item."""

    at: int
    lead: SafeString
    text: SafeString
    closing: str
    alone: bool  # the closing stands on a line of its own


class Shot(NamedTuple):
    """A picture; `url` is '' where its bytes are not on this desk."""

    url: str
    alt: str
    caption: str


class Block(NamedTuple):
    """One of a paragraph, a picture or a table."""

    line: Line | None = None
    shot: Shot | None = None
    table: Grid | None = None


class Beside(NamedTuple):
    """What is known of one item besides its text."""

    change: Change | None = None
    before: str | None = None  # its text at the last look
    findings: tuple[Finding, ...] = ()
    threads: tuple[Thread, ...] = ()


class Piece(NamedTuple):
    """An item as it is read; `key` is that of its row."""

    key: int
    kind: str
    title: SafeString
    head: str
    blocks: list[Block]
    beside: Beside


class Group(NamedTuple):
    """Items under a heading; a section holds groups of its own."""

    title: str
    pieces: list[Piece]
    groups: list[Group]


NOTHING = Beside()


class Laying(NamedTuple):
    """What an issue is laid out with: what stands beside each item, its pictures' addresses."""

    beside: Mapping[str, Beside] = {}
    pictures: Mapping[tuple[str, str], str] = {}

    def groups(self, content: model.Issue) -> list[Group]:
        """Lay every section out."""
        return [
            Group(
                part.title,
                self._pieces(part.items),
                [
                    Group(subsection_words(one), self._pieces(one.items), [])
                    for one in part.subsections
                ],
            )
            for part in content.sections
        ]

    def _pieces(self, items: Sequence[model.Item]) -> list[Piece]:
        return [self._piece(item) for item in items]

    def _piece(self, item: model.Item) -> Piece:
        beside = self.beside.get(item.id, NOTHING)
        marks, text, title = marks_of(item, beside), item.text, item.title or ""
        head = title or item.lead or text
        blocks, at = [], len(title)
        for block in flow(item):
            if isinstance(block, Paragraph):
                line = _line(block, text, at, marks, titled=bool(title))
                at += len(block.lead) + len(block.text)
                blocks.append(Block(line=line))
            elif isinstance(block, model.Table):
                blocks.append(Block(table=_grid(block)))
            else:
                url = self.pictures.get((item.id, block.file), "")
                blocks.append(Block(shot=Shot(url, block.alt or block.caption, block.caption)))
        return Piece(
            key=int(item.id),
            kind=item.kind,
            title=marked(text, 0, len(title), marks),
            head=head if len(head) <= 24 else f"{head[:23]}…",
            blocks=blocks,
            beside=beside,
        )


def marks_of(item: model.Item, beside: Beside) -> Marks:
    """Give the marks on the text of an item; one that is new is not marked through and through."""
    changed = beside.change is not None and beside.change.kind == "changed"
    marks = changes_in(beside.before or "", item.text) if changed else Marks()
    return marks._replace(
        found=tuple((one.start, one.end) for one in beside.findings if one.start < one.end),
        spoken=tuple(
            Spoken(one.comment.start, one.comment.end, one.number, one.comment.pk)
            for one in beside.threads
            if not one.settled
            and not one.comment.lost
            and one.comment.start is not None
            and one.comment.end is not None
        ),
    )


def _line(block: Paragraph, text: str, at: int, marks: Marks, *, titled: bool) -> Line:
    body = at + len(block.lead)
    return Line(
        at=at,
        lead=marked(text, at, body, marks),
        text=marked(text, body, body + len(block.text), marks),
        closing=block.closing,
        alone=titled or not (block.lead or block.text),
    )


def _grid(table: model.Table) -> Grid:
    rows = [[Cell(text, is_figure(text)) for text in row] for row in table.rows]
    return Grid(table.caption, rows[: table.head_rows], rows[table.head_rows :])
