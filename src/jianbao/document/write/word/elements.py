"""Paragraphs, runs and tables of WordprocessingML; it knows nothing of issues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from lxml import etree

from jianbao.document.write.allowed import allowed
from jianbao.document.write.word.styles import W

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type of its elements so

_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Marks that Word sets in the Latin font unless a run says that it is East Asian.
_AMBIGUOUS = re.compile("[“”‘’—…·]")


def element(name: str, parent: Element | None = None, **attributes: str | int) -> Element:
    """Make `w:name` with `w:` attributes, as the last child of `parent` if one is given."""
    said = {_W + key: str(value) for key, value in attributes.items()}
    if parent is None:
        return etree.Element(_W + name, said, nsmap={"w": W})
    return etree.SubElement(parent, _W + name, said)


def run(text: str, style: str | None = None, **properties: str | int) -> Element:
    """Make a run of text in a character style; `properties` are `w:val`s such as sz=44."""
    made = element("r")
    ambiguous = _AMBIGUOUS.search(text) is not None
    if style or ambiguous or properties:
        look = element("rPr", made)
        if style:
            element("rStyle", look, val=style)
        if ambiguous:
            element("rFonts", look, hint="eastAsia")
        for name, value in properties.items():
            element(name, look, val=value)
    shown = element("t", made)
    shown.text = allowed(text).replace("\t", " ").replace("\n", " ")
    shown.set(_SPACE, "preserve")
    return made


def tab() -> Element:
    """Make a run that is a tab."""
    made = element("r")
    element("tab", made)
    return made


def paragraph(style: str | None, *runs: Element) -> Element:
    """Make a paragraph of runs in a paragraph style."""
    made = element("p")
    if style:
        element("pStyle", element("pPr", made), val=style)
    made.extend(runs)
    return made


def row(cells: Iterable[tuple[int, Iterable[Element]]], *, head: bool = False) -> Element:
    """Make a row of cells, each a width (twips) and paragraphs; a head opens every page."""
    made = element("tr")
    look = element("trPr", made)
    element("cantSplit", look)
    if head:
        element("tblHeader", look)
    for width, paragraphs in cells:
        cell = element("tc", made)
        element("tcW", element("tcPr", cell), w=width, type="dxa")
        cell.extend(paragraphs)
    return made


def table(style: str, widths: Iterable[int], rows: Iterable[Element]) -> Element:
    """Make a table as wide as its columns (twips)."""
    widths = tuple(widths)
    made = element("tbl")
    look = element("tblPr", made)
    element("tblStyle", look, val=style)
    element("tblW", look, w=sum(widths), type="dxa")
    element("jc", look, val="center")
    grid = element("tblGrid", made)
    for width in widths:
        element("gridCol", grid, w=width)
    made.extend(rows)
    return made
