"""A parsed page walked in order: blocks become lines, inline text keeps its weight and size.

Nothing hidden is said; nothing outside the file is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode as Node

from jianbao.document.model import Picture
from jianbao.document.read.formats.characters import clean, lead_length, leading_em, width_em
from jianbao.document.read.formats.grids import Cell, Grid, grid_lines
from jianbao.document.read.formats.html.styles import (
    declarations,
    font_size,
    hides,
    is_bold,
    pixels,
)
from jianbao.document.read.formats.numerals import numeral
from jianbao.document.read.lines import Alignment, Line

_SILENT = frozenset(
    "head script style noscript template svg math object embed iframe video audio canvas"
    " select option datalist input textarea button nav dialog".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center caption dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HEADING_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17}  # of browsers
_BOLD = frozenset(("b", "strong", "th", *_HEADINGS))
_ALIGN: dict[str, Alignment] = {
    "center": "center", "-webkit-center": "center", "right": "right", "end": "right",
    "left": "left", "start": "left", "justify": "left",
}  # fmt: skip
_LISTS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
          "I": "upperRoman"}  # fmt: skip
_WRAPPED = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u2e80-\uffef])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
MAX_LINES = 50_000
_MAX_NESTED_TABLES = 20


Covered = dict[int, tuple[int, int]]  # column -> rows still covered by a cell above, its columns


class Mark:
    """The mark of a list item, given to the first line of the item only."""

    def __init__(self, text: str) -> None:
        """Take the mark as it is printed."""
        self._text = text

    def take(self) -> str:
        """Give the mark once, then nothing."""
        text, self._text = self._text, ""
        return text


class Style(NamedTuple):
    """What is in force at one place of the page."""

    bold: bool = False
    size: float = 16.0  # pixels
    align: Alignment | None = None
    level: int = 0
    indent: float = 0.0  # em
    mark: Mark | None = None
    verbatim: bool = False


class Walker:
    """Collects the lines of one page.

    `place` gives the Picture of a src, an alt text and a file name, None to leave it out.
    """

    def __init__(
        self, place: Callable[[str, str, str], Picture | None], hidden: frozenset[str]
    ) -> None:
        """Take how pictures are placed and the classes and ids that the page hides."""
        self._place = place
        self._hidden = hidden
        self._run: list[tuple[str, bool, float]] = []
        self._lines: list[Line] = []
        self._number = 0
        self._counts: dict[int, int] = {}
        self._nested = 0
        self.hid_text = False
        self.cut_short = False
        self.sizes: dict[float, int] = {}

    def lines(self, root: Node, style: Style | None = None) -> list[Line]:
        """Give the lines of everything below `root`."""
        outer = (self._run, self._lines)
        self._run, self._lines = [], []
        self._walk(root, style or Style())
        lines = self._lines
        self._run, self._lines = outer
        return lines

    def _walk(self, root: Node, style: Style) -> None:
        """Visit the nodes in order without recursion; None on the stack closes a block."""
        waiting: list[tuple[Node | None, Style]] = [
            (child, style) for child in reversed(_children(root))
        ]
        while waiting:
            if len(self._lines) >= MAX_LINES:
                self.cut_short = True
                break
            node, style = waiting.pop()
            if node is None:
                self._flush(style)
            elif node.tag == "-text":
                self._say(node.text_content or "", style)
            elif not self._single(node, style):
                inner = self._inner_style(node, style)
                if node.tag in _BLOCKS:
                    self._flush(style)
                    waiting.append((None, inner))
                waiting += [(child, inner) for child in reversed(_children(node))]
        self._flush(style)

    def _single(self, node: Node, style: Style) -> bool:
        """Deal with elements that are not walked into; tell whether this was one."""
        tag = node.tag or ""
        if tag in _SILENT or tag.startswith("-") or self._skips(node):
            return True
        if tag == "br":
            self._flush(style)
        elif tag == "img":
            self._picture(node, style)
        elif tag == "table" and self._nested < _MAX_NESTED_TABLES:
            self._table(node, style)
        else:
            return False
        return True

    def _skips(self, node: Node) -> bool:
        """Tell whether an element is hidden, and remember that it held text."""
        hidden = self._is_hidden(node)
        self.hid_text |= hidden and bool(clean(node.text(deep=True)))
        return hidden

    def _is_hidden(self, node: Node) -> bool:
        attributes = node.attributes
        if "hidden" in attributes or hides(declarations(attributes.get("style") or "")):
            return True
        if not self._hidden:
            return False
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        return bool(self._hidden.intersection((*names, f"#{attributes.get('id')}")))

    def _inner_style(self, node: Node, outer: Style) -> Style:
        tag, attributes = node.tag or "", node.attributes
        css = declarations(attributes.get("style") or "")
        usual = outer.size * _HEADING_SIZES.get(tag, 1.0)
        size = pixels(font_size(tag, attributes, css), outer.size) or usual
        align = "center" if tag == "center" else css.get("text-align") or attributes.get("align")
        indent = pixels(css["text-indent"], size) if "text-indent" in css else None
        return Style(
            bold=is_bold(css, before=outer.bold or tag in _BOLD),
            size=size,
            align=_ALIGN.get((align or "").lower(), outer.align),
            level=_HEADINGS.get(tag, outer.level),
            indent=outer.indent if indent is None else round(indent / size, 2),
            mark=self._list_mark(node) if tag == "li" else outer.mark,
            verbatim=outer.verbatim or tag == "pre",
        )

    def _say(self, text: str, style: Style) -> None:
        if style.verbatim:
            for line in text.splitlines():
                self._run.append((line.expandtabs(4), style.bold, style.size))
                self._flush(style)
            return
        said = _BLANKS.sub(" ", _WRAPPED.sub("", text))
        if said.strip(" ") or self._run:
            self._run.append((said, style.bold, style.size))

    def _flush(self, style: Style) -> None:
        run, self._run = self._run, []
        text = clean("".join(said for said, _, _ in run))
        if not text:
            return
        self._number += 1
        size = max(run, key=lambda part: len(part[0]))[2]
        self.sizes[size] = self.sizes.get(size, 0) + len(text)
        self._lines.append(
            Line(
                text=text,
                number=self._number,
                width=width_em(text),
                indent=style.indent + leading_em("".join(said for said, _, _ in run).lstrip(" ")),
                size=size,
                bold=min(lead_length((said, bold) for said, bold, _ in run), len(text)),
                align=style.align,
                level=style.level,
                mark=style.mark.take() if style.mark else "",
                whole=True,
            )
        )

    def _list_mark(self, item: Node) -> Mark:
        items = item.parent
        if items is None or items.tag != "ol":
            return Mark("•")
        start = _whole(items, "start", 1)
        number = _whole(item, "value", self._counts.get(items.mem_id, start - 1) + 1)
        self._counts[items.mem_id] = number
        form = _LISTS.get(items.attributes.get("type") or "1", "decimal")
        return Mark(f"{numeral(number, form)}.")

    def _picture(self, node: Node, style: Style) -> None:
        attributes = node.attributes
        # A page that loads pictures late shows a stand-in in src until its script runs.
        source = attributes.get("data-src") or attributes.get("src") or ""
        name = attributes.get("data-file") or ""  # as jianbao names it in its own pages
        picture = self._place(source.strip(), clean(attributes.get("alt") or ""), name)
        if picture:
            self._flush(style)
            self._number += 1
            self._lines.append(
                Line(
                    text="",
                    number=self._number,
                    align=style.align,
                    whole=True,
                    picture=picture,
                )
            )

    def _table(self, table: Node, style: Style) -> None:
        self._flush(style)
        self._nested += 1
        rows: list[tuple[Cell, ...]] = []
        heads = 0
        below: Covered = {}
        for row in _rows(table):
            nodes = [node for node in _children(row) if node.tag in ("td", "th")]
            heads += heads == len(rows) and bool(nodes) and all(n.tag == "th" for n in nodes)
            cells, below = self._row(nodes, below, style)
            rows.append(tuple(cells))
        self._nested -= 1
        for caption in (node for node in _children(table) if node.tag == "caption"):
            self._lines += self.lines(caption, style)
        layout = True if table.attributes.get("role") == "presentation" else None
        self._number += 1
        self._lines += grid_lines(Grid(tuple(rows), heads, layout), self._number)

    def _row(self, nodes: list[Node], above: Covered, style: Style) -> tuple[list[Cell], Covered]:
        """Give the cells of a row, and what of the next row they and those above still cover."""
        cells: list[Cell] = []
        below: Covered = {}
        column = 0
        for node in (*nodes, None):
            while column in above:
                rows, columns = above[column]
                cells.append(Cell(columns=columns, covered=True))
                if rows > 1:
                    below[column] = (rows - 1, columns)
                column += columns
            if node is not None:
                rows, columns = _span(node, "rowspan"), _span(node, "colspan")
                cells.append(Cell(tuple(self._cell_lines(node, style)), columns))
                if rows > 1:
                    below[column] = (rows - 1, columns)
                column += columns
        return cells, below

    def _cell_lines(self, node: Node, style: Style) -> list[Line]:
        if self._skips(node):
            return []
        inner = self._inner_style(node, style._replace(mark=None, level=0))
        return self.lines(node, inner._replace(bold=False))


def _children(node: Node) -> list[Node]:
    return list(node.iter(include_text=True))


def _rows(table: Node) -> Iterator[Node]:
    for child in _children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in _children(child) if row.tag == "tr")


def _whole(node: Node, name: str, default: int) -> int:
    stated = (node.attributes.get(name) or "").strip()
    return int(stated[:6]) if stated.isdecimal() else default


def _span(node: Node, name: str) -> int:
    return min(max(_whole(node, name, 1), 1), 100)
