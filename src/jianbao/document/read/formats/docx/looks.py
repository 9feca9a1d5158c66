"""How characters and paragraphs of a Word file look, after styles, defaults and direct settings.

Follows the style hierarchy of ECMA-376 part 1, 17.7.2; table styles are left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element as Element

from jianbao.document.read.formats.docx.tags import W, is_on, twips, value, whole
from jianbao.document.read.lines import Alignment

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_HEAVY = re.compile(r"黑|hei(?!gh)|black|heavy|bold|粗|综艺|超|特雅宋", re.IGNORECASE)
_LIGHT = re.compile(r"雅黑|yahei|等线|细黑|light", re.IGNORECASE)
_ALIGN: dict[str, Alignment] = {
    "center": "center",
    "distribute": "center",
    "right": "right",
    "end": "right",
    "left": "left",
    "start": "left",
    "both": "left",
}
_INDENTS = (
    "left",
    "leftChars",
    "start",
    "startChars",
    "firstLine",
    "firstLineChars",
    "hanging",
    "hangingChars",
)
_VAL = W + "val"
_SZ = W + "sz"
_B = W + "b"
_FONTS = W + "rFonts"
_EAST_ASIA = W + "eastAsia"
_VANISH = W + "vanish"
_LIST_ID = f"{W}numPr/{W}numId"
_LIST_LEVEL = f"{W}numPr/{W}ilvl"
_DEFAULT_SIZE = 20  # half points, where a file states none


Indents = tuple[tuple[str, float], ...]  # of a w:ind by name


class Marks(NamedTuple):
    """What one place says of characters; None for what it leaves unsaid."""

    size: int | None = None  # half points
    bold: bool | None = None
    heavy: bool | None = None  # a face that is dark by itself: 黑体
    hidden: bool | None = None

    def under(self, other: Marks) -> Marks:
        """Take what `other` says and keep the rest."""
        return Marks(
            other.size if other.size is not None else self.size,
            other.bold if other.bold is not None else self.bold,
            other.heavy if other.heavy is not None else self.heavy,
            other.hidden if other.hidden is not None else self.hidden,
        )


class Look(NamedTuple):
    """How characters look in the end."""

    size: int = _DEFAULT_SIZE
    bold: bool = False
    heavy: bool = False
    hidden: bool = False


class Shape(NamedTuple):
    """What one place says of a paragraph; None or nothing for what it leaves unsaid."""

    level: int | None = None  # 1 to 9, 0 for body text
    align: Alignment | None = None
    indents: Indents = ()
    list_id: str | None = None
    list_level: int | None = None
    page_break: bool | None = None
    style: str | None = None

    def under(self, other: Shape) -> Shape:
        """Take what `other` says and keep the rest."""
        return Shape(
            other.level if other.level is not None else self.level,
            other.align or self.align,
            tuple({**dict(self.indents), **dict(other.indents)}.items()),
            other.list_id if other.list_id is not None else self.list_id,
            other.list_level if other.list_level is not None else self.list_level,
            other.page_break if other.page_break is not None else self.page_break,
            other.style or self.style,
        )


def marks_of(element: Element | None) -> Marks:
    """Read a w:rPr."""
    size = bold = heavy = hidden = None
    for child in element if element is not None else ():
        if child.tag == _SZ:
            size = whole(child.get(_VAL)) or size
        elif child.tag == _B:
            bold = is_on(child)
        elif child.tag == _FONTS:
            face = child.get(_EAST_ASIA)
            heavy = _is_heavy(face) if face else heavy
        elif child.tag == _VANISH:
            hidden = is_on(child)
    return Marks(size, bold, heavy, hidden)


def shape_of(element: Element | None) -> Shape:
    """Read a w:pPr."""
    if element is None:
        return Shape()
    level = whole(value(element.find(W + "outlineLvl")))
    page_break = element.find(W + "pageBreakBefore")
    return Shape(
        level=None if level is None else (level + 1) % 10,
        align=_ALIGN.get(value(element.find(W + "jc")) or ""),
        indents=indents_of(element.find(W + "ind")),
        list_id=value(element.find(_LIST_ID)),
        list_level=whole(value(element.find(_LIST_LEVEL))),
        page_break=None if page_break is None else is_on(page_break),
        style=value(element.find(W + "pStyle")),
    )


def indents_of(element: Element | None) -> Indents:
    """Read a w:ind: lengths in twips, the …Chars in hundredths of a character."""
    if element is None:
        return ()
    read = ((name, twips(element.get(W + name))) for name in _INDENTS)
    return tuple(
        (name.replace("start", "left"), length) for name, length in read if length is not None
    )


def first_indent(stated: Indents, size: int) -> float:
    """Measure the indent of the first line in em of a paragraph set in `size` half points."""
    indents = dict(stated)

    def em(name: str) -> float:
        chars = indents.get(name + "Chars")
        return chars / 100 if chars else indents.get(name, 0.0) / (10 * size)

    hanging = em("hanging")
    return round(em("left") + (-hanging if hanging else em("firstLine")), 2)


class Styles:
    """The styles of one file, resolved when they are asked for."""

    def __init__(self, root: Element | None) -> None:
        """Take the styles part; None for a file without one."""
        self._styles: dict[str, Element] = {}
        self._default = Marks()
        self._default_style = ""
        self._marks: dict[str, Marks] = {}
        self._shapes: dict[str, Shape] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        if root is not None:
            self._default = marks_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            self._index(root)

    def look(self, paragraph_style: str | None, run_style: str | None) -> Look:
        """Give the look of characters under a paragraph style and a character style."""
        key = (paragraph_style or self._default_style, run_style or "")
        if key not in self._looks:
            paragraph, run = self._marks_of(key[0]), self._marks_of(key[1])
            merged = self._default.under(paragraph).under(run)
            toggled = bool(paragraph.bold) != bool(run.bold) or bool(self._default.bold)
            self._looks[key] = Look(
                merged.size or _DEFAULT_SIZE, toggled, bool(merged.heavy), bool(merged.hidden)
            )
        return self._looks[key]

    def shape(self, style: str | None) -> Shape:
        """Give the shape of a paragraph under its style; `list_level` comes with its list."""
        key = style or self._default_style
        if key not in self._shapes:
            merged = Shape()
            for element in reversed(self._line_of(key)):
                merged = merged.under(_style_shape(element))
            self._shapes[key] = merged
        return self._shapes[key]

    def _index(self, root: Element) -> None:
        for element in root.iterchildren(W + "style"):
            name = element.get(W + "styleId", "")
            self._styles[name] = element
            default = element.get(W + "default", "0") not in ("0", "false", "off")
            if default and element.get(W + "type") == "paragraph":
                self._default_style = name

    def _line_of(self, style: str) -> list[Element]:
        """Follow basedOn from a style to its first ancestor."""
        line: list[Element] = []
        element = self._styles.get(style)
        while element is not None and element not in line and len(line) < 20:
            line.append(element)
            element = self._styles.get(value(element.find(W + "basedOn")) or "")
        return line

    def _marks_of(self, style: str) -> Marks:
        if style not in self._marks:
            merged = Marks()
            for element in reversed(self._line_of(style)):
                merged = merged.under(marks_of(element.find(W + "rPr")))
            self._marks[style] = merged
        return self._marks[style]


def dressed(look: Look, marks: Marks) -> Look:
    """Give the look of characters with direct settings on top of their styles."""
    return Look(
        look.size if marks.size is None else marks.size,
        look.bold if marks.bold is None else marks.bold,
        look.heavy if marks.heavy is None else marks.heavy,
        look.hidden if marks.hidden is None else marks.hidden,
    )


def _style_shape(element: Element) -> Shape:
    shape = shape_of(element.find(W + "pPr"))
    named = _HEADING.match(value(element.find(W + "name")) or "")
    level = int(named[1]) if named and shape.level is None else shape.level
    return shape._replace(level=level, style=None)


def _is_heavy(face: str) -> bool:
    return bool(_HEAVY.search(face)) and not _LIGHT.search(face)
