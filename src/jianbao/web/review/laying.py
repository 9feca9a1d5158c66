"""The issue laid out as it reads: each item with its marks, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from jianbao.desk.queries.changes import Change
from jianbao.desk.queries.comments import Thread
from jianbao.document import model
from jianbao.document.proof import Finding
from jianbao.document.write.flow import Paragraph, flow
from jianbao.document.write.wording import subsection_words
from jianbao.web.publishing.sheet import Figure, Grid, grid_of
from jianbao.web.review.marking import Marks, Spoken, changes_in, marked


class Line(NamedTuple):
    """A paragraph with its marks; `at` is where it begins in the text of its item."""

    at: int
    lead: SafeString
    text: SafeString
    closing: str
    alone: bool  # the closing stands on a line of its own


class Block(NamedTuple):
    """One of a paragraph, a picture or a table."""

    line: Line | None = None
    figure: Figure | None = None
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
    """What an issue is laid out with: what stands beside each item, where its pictures are."""

    beside: Mapping[str, Beside] = {}
    pictures: Mapping[tuple[str, str], str] = {}
    sizes: Mapping[tuple[str, str], tuple[int, int]] = {}

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
                blocks.append(Block(table=grid_of(block)))
            else:
                blocks.append(Block(figure=self._figure(block, (item.id, block.file))))
        return Piece(
            key=int(item.id),
            kind=item.kind,
            title=marked(text, 0, len(title), marks),
            head=head if len(head) <= 24 else f"{head[:23]}…",
            blocks=blocks,
            beside=beside,
        )

    def _figure(self, picture: model.Picture, key: tuple[str, str]) -> Figure:
        url, size = self.pictures.get(key, ""), self.sizes.get(key, (0, 0))
        return Figure(url, picture.alt or picture.caption, picture.caption, *size)


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
