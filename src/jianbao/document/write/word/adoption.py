"""A Word file of somebody else made ready to be written into: our styles under its own looks."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.oxml.ns import qn

from jianbao.document.write.word.elements import Element, element

_STYLE_MARKS = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))


def clear(document: Document) -> None:
    """Take everything out of the body but the page's measures."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def page_of(document: Document) -> Element:
    """Give the measures of the page, which close the body; a file without them gets Word's own."""
    body = document.element.body
    if body.sectPr is None:
        element("sectPr", body)
    page: Element = body.sectPr
    return page


def adopt_styles(document: Document, ours: Document) -> dict[str, str]:
    """Bring in the styles that the file lacks; give the ids of those it has, by our ids.

    Styles are the same where their names are.
    """
    styles = document.styles.element
    theirs = {_name(style): style.get(qn("w:styleId")) for style in styles.style_lst}
    ids: dict[str, str] = {}
    for style in ours.styles.element.style_lst:
        own = style.get(qn("w:styleId"))
        if _name(style) in theirs:
            ids[own] = theirs[_name(style)]
        else:
            styles.append(copy.deepcopy(style))
    rename_styles(styles, ids)
    return ids


def _name(style: Element) -> str:
    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val"))).lower()


def rename_styles(root: Element, ids: dict[str, str]) -> None:
    """Let everything under `root` name styles by the ids that the file has for them."""
    for mark in root.iter(*_STYLE_MARKS, qn("w:basedOn"), qn("w:next")):
        named = mark.get(qn("w:val"))
        if named in ids:
            mark.set(qn("w:val"), ids[named])
