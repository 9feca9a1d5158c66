"""The body of a Word file as blocks, with tracked changes accepted and list marks counted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.docx.blocks import (
    Block,
    BlockCell,
    BlockTable,
    Break,
    Paragraph,
    Piece,
    Seen,
)
from jianbao.document.read.formats.docx.lists import Lists
from jianbao.document.read.formats.docx.looks import Shape, Styles, shape_of
from jianbao.document.read.formats.docx.runs import COME, GONE, RunReader
from jianbao.document.read.formats.docx.tags import MC, W, is_on, value, whole

_P = W + "p"
_TBL = W + "tbl"
_PASSED = frozenset((W + "sectPr", W + "sdtPr", W + "sdtEndPr", W + "tblPr", W + "tblGrid"))
_PROPERTIES = frozenset((W + "trPr", W + "tcPr", W + "tblPrEx", W + "customXmlPr"))
_MAX_PARAGRAPHS = 50_000
_MAX_NESTING = 100
_MAX_COLUMNS = 100


class BodyReader:
    """Walks the blocks of one file; counts paragraphs and lists across all of them."""

    def __init__(self, styles: Styles, lists: Lists, runs: RunReader, seen: Seen) -> None:
        """Take what the file defines and the record of what is met."""
        self._styles = styles
        self._lists = lists
        self._runs = runs
        self._seen = seen
        self._number = 0
        self._carried: list[Piece] = []

    def blocks(self, parent: Element, nesting: int = 0) -> list[Block]:
        """Give the blocks inside an element. Raises Unreadable: too-deep or too-big."""
        if nesting > _MAX_NESTING:
            raise Unreadable("too-deep")
        blocks: list[Block] = []
        outer, self._carried = self._carried, []
        for element in _inner(parent, (_P, _TBL), self._seen):
            if element.tag == _P:
                self._paragraph(element, blocks, nesting)
            else:
                blocks.append(self._table(element, nesting))
        if self._carried:
            blocks.append(self._shaped(self._number, self._carried, Shape()))
        self._carried = outer
        return blocks

    def _paragraph(self, element: Element, blocks: list[Block], nesting: int) -> None:
        self._number += 1
        if self._number > _MAX_PARAGRAPHS:
            raise Unreadable("too-big", limit=f"{_MAX_PARAGRAPHS} ¶")
        number = self._number
        properties = element.find(W + "pPr")
        own = shape_of(properties)
        pieces, boxes = self._runs.read(element, own.style)
        if _ends_page(properties):
            pieces.append(Break("page"))
        if _mark_is_gone(properties):
            self._seen.deleted += 1
            self._carried += pieces
        else:
            pieces, self._carried = self._carried + pieces, []
            blocks.append(self._shaped(number, pieces, own))
        for box in boxes:
            blocks += self.blocks(box, nesting + 1)

    def _shaped(self, number: int, pieces: list[Piece], own: Shape) -> Paragraph:
        styled = self._styles.shape(own.style)
        shape = styled.under(own)
        level = self._lists.level(shape.list_id, shape.list_level, own.style)
        mark, indents = "", shape.indents
        if level is not None and shape.list_id is not None:
            mark = self._lists.mark(shape.list_id, level)
            listed = Shape(indents=level.indents)  # stands above a style that is not its own
            order = (listed, styled) if own.list_id is None else (styled, listed)
            indents = order[0].under(order[1]).under(own).indents
        return Paragraph(
            number=number,
            pieces=pieces,
            level=shape.level or 0,
            align=shape.align,
            indents=indents,
            mark=mark,
            page_break=bool(shape.page_break),
        )

    def _table(self, table: Element, nesting: int) -> BlockTable:
        number = self._number + 1
        rows: list[list[BlockCell]] = []
        heads = 0
        for row in _inner(table, (W + "tr",), self._seen):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self._seen.deleted += 1
                continue
            head = None if properties is None else properties.find(W + "tblHeader")
            heads += head is not None and is_on(head) and heads == len(rows)
            rows.append(self._row(row, properties, nesting))
        return BlockTable(number=number, rows=rows, head_rows=heads)

    def _row(self, row: Element, properties: Element | None, nesting: int) -> list[BlockCell]:
        cells = [self._cell(cell, nesting) for cell in _inner(row, (W + "tc",), self._seen)]
        if properties is not None:
            before = _columns(properties.find(W + "gridBefore"), 0)
            after = _columns(properties.find(W + "gridAfter"), 0)
            cells = [*([BlockCell([], before)] * bool(before)), *cells]
            cells += [BlockCell([], after)] * bool(after)
        return cells

    def _cell(self, cell: Element, nesting: int) -> BlockCell:
        properties = cell.find(W + "tcPr")
        if properties is None:
            return BlockCell(self.blocks(cell, nesting + 1))
        if properties.find(W + "cellDel") is not None:
            self._seen.deleted += 1
            return BlockCell([])
        merges = [properties.find(W + name) for name in ("vMerge", "hMerge")]
        covered = any(merge is not None and value(merge) in (None, "continue") for merge in merges)
        columns = _columns(properties.find(W + "gridSpan"), 1)
        return BlockCell(self.blocks(cell, nesting + 1), columns, covered)


def _columns(element: Element | None, default: int) -> int:
    columns = whole(value(element))
    return default if columns is None else min(max(columns, default), _MAX_COLUMNS)


def _ends_page(properties: Element | None) -> bool:
    """Tell whether a section that ends here lets the next begin on a new page."""
    section = None if properties is None else properties.find(W + "sectPr")
    if section is None:
        return False
    return value(section.find(W + "type")) not in ("continuous", "nextColumn")


def _mark_is_gone(properties: Element | None) -> bool:
    """Tell whether the end of a paragraph was deleted, so that the next one continues it."""
    if properties is None:
        return False
    mark = properties.find(W + "rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in GONE)


def _inner(parent: Element, wanted: tuple[str, ...], seen: Seen) -> Iterator[Element]:
    """Give the wanted elements below a parent through everything that only wraps them."""
    waiting = list(reversed(parent))
    while waiting:
        child = waiting.pop()
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in GONE:
            seen.deleted += 1
        elif tag == W + "altChunk":
            seen.objects = True
        elif tag == MC + "AlternateContent":
            waiting += list(child)[:1]
        elif tag not in _PASSED and tag not in _PROPERTIES:
            seen.inserted += tag in COME
            waiting += reversed(child)
