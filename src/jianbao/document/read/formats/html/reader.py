"""Bytes of a page to lines; what the page would fetch is named and left where it is."""

from __future__ import annotations

import msgspec
from selectolax.lexbor import LexborHTMLParser

from jianbao.document.model import Picture
from jianbao.document.problems import Problem, problem
from jianbao.document.read.formats.html.markup import Markup, picture_number, take_markup
from jianbao.document.read.formats.html.styles import hidden_selectors
from jianbao.document.read.formats.html.walk import MAX_LINES, Walker
from jianbao.document.read.formats.outside import outside_notices
from jianbao.document.read.formats.picture_names import picture_name
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.lines import Line


class _Pictures:
    """Tells pictures inside the page from those elsewhere."""

    def __init__(self, markup: Markup) -> None:
        self._inside = markup.pictures
        self.found: dict[str, bytes] = {}
        self.named: dict[str, bytes] = {}
        self.outside: list[str] = []
        self.unknown = False  # drawings (SVG) and bytes that are no picture

    def place(self, source: str, alt: str, own_name: str) -> Picture | None:
        number = picture_number(source)
        if 0 <= number < len(self._inside):
            return self._take(self._inside[number], alt, own_name)
        if source.startswith("data:"):
            self.unknown = True
        elif source:
            self.outside.append(source)
        return None

    def _take(self, data: bytes, alt: str, own_name: str) -> Picture | None:
        name = picture_name(data)
        if not name:
            self.unknown = True
            return None
        self.found[name] = data
        self.named[own_name or name] = data
        return Picture(file=name, alt=alt)


def read_html(data: bytes, *, language: str = "zh") -> FormatReading:
    """Read a page or the HTML body of a mail: visible text in order, tables, pictures inside it.

    Nothing is fetched and no script runs. Raises Unreadable: too-big, too-deep, unsupported.
    """
    markup = take_markup(data)
    tree = LexborHTMLParser(markup.text)
    sheets = "\n".join(node.text(deep=True) for node in tree.css("style"))
    pictures = _Pictures(markup)
    walker = Walker(pictures.place, hidden_selectors(sheets))
    root = tree.body or tree.root
    lines = walker.lines(root) if root is not None else []
    return FormatReading(
        lines=_finished(lines, walker.sizes),
        problems=_notices(walker, pictures, language),
        pictures=pictures.found,
        source=markup.source,
        source_pictures=pictures.named if markup.source else {},
    )


def _finished(lines: list[Line], sizes: dict[float, int]) -> tuple[Line, ...]:
    """Measure sizes against the body; where most text is bold, bold says nothing."""
    body = max(sizes, key=lambda size: sizes[size], default=1.0) or 1.0
    bold = sum(line.bold for line in lines if not line.level)
    all_bold = bold * 2 > sum(len(line.text) for line in lines if not line.level)
    return tuple(
        msgspec.structs.replace(
            line,
            size=1.0 if line.picture or line.table else round(line.size / body, 2),
            bold=0 if all_bold and not line.level else line.bold,
        )
        for line in lines
    )


def _notices(walker: Walker, pictures: _Pictures, language: str) -> tuple[Problem, ...]:
    told = [problem("hidden-text", language=language)] if walker.hid_text else []
    if walker.cut_short:
        told.append(problem("truncated", language=language, limit=str(MAX_LINES)))
    if pictures.unknown:
        told.append(problem("embedded-object", language=language))
    return (*told, *outside_notices(pictures.outside, language))
