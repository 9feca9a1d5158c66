"""The one value between formats and structure: a line of text with what its layout tells.

Every format reader gives a sequence of Line; the structure reader takes nothing else. Lengths are
in em (one Chinese character of the body size), so that pages of any size compare.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from jianbao.document.model import Picture, Table

Alignment = Literal["left", "center", "right"]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One physical line, or one whole paragraph (`whole`) where the format knows paragraphs."""

    text: str  # without blanks at its ends; inner blanks as in the file
    number: int  # from 1: of the line in a text, of the paragraph in a Word file, in all pages
    page: int | None = None  # from 1, where the format has pages
    width: float = 0.0  # em
    indent: float = 0.0  # em from the left margin of the body
    gap: int = 0  # blank lines before it
    page_top: bool = False  # first line of a page: its indent and gap say nothing
    blank_end: bool = False  # a blank after the last character (Word's paragraph mark in texts)
    size: float = 1.0  # of the characters, body = 1.0
    bold: int = 0  # leading characters set bold or in 黑体 against a lighter body
    align: Alignment | None = None
    level: int = 0  # heading level that the format states (Word style, Markdown #); 0 for none
    mark: str = ""  # list mark that the format keeps apart from the text: "1.", "•"
    whole: bool = False
    table: Table | None = None
    picture: Picture | None = None
