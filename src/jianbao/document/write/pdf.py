"""An issue to PDF by Typst: PDF/A-3a and PDF/UA-1 with its own source inside. It knows no clock."""

from __future__ import annotations

from typing import Unpack

from jianbao.document.model import Issue
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.bench import PressError
from jianbao.document.write.press.layout import Box, Layout, Position, Stretch
from jianbao.document.write.press.missing import MissingGlyph, MissingGlyphsError, missing_glyphs
from jianbao.document.write.press.press import Press, PressSetting
from jianbao.document.write.press.theme import THEMES, Theme, ThemeError

__all__ = [
    "THEMES",
    "Box",
    "Fonts",
    "Layout",
    "MissingGlyph",
    "MissingGlyphsError",
    "Position",
    "Press",
    "PressError",
    "PressSetting",
    "Stretch",
    "Theme",
    "ThemeError",
    "missing_glyphs",
    "write_pdf",
]


def write_pdf(
    issue: Issue,
    *,
    pictures: Pictures = NO_PICTURES,
    **setting: Unpack[PressSetting],
) -> bytes:
    """Typeset `issue`; the same issue, pictures and setting give the same bytes.

    `pictures` holds bytes by the names of `Picture.file`; one that is absent or unreadable prints
    as an empty frame. `setting`: theme, fonts, attach, substitute. `issue.json` and `pictures/…`
    are inside the PDF unless `attach` is false. Raises MissingGlyphsError naming the item when
    the fonts lack a character, unless `substitute` lets 〓 stand for it; ThemeError and PressError
    for a theme that does not work.
    """
    with Press(**setting) as press:
        return press.pdf(issue, pictures)
