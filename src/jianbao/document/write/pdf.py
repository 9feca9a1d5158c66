"""An issue to PDF by Typst: PDF/A-3a and PDF/UA-1 with its own source inside. It knows no clock."""

from __future__ import annotations

from collections.abc import Mapping

from jianbao.document.model import Issue
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.missing import MissingGlyph, MissingGlyphsError, missing_glyphs
from jianbao.document.write.press.press import Position, Press, PressError
from jianbao.document.write.press.theme import THEMES, Theme, ThemeError

__all__ = [
    "THEMES",
    "Fonts",
    "MissingGlyph",
    "MissingGlyphsError",
    "Position",
    "Press",
    "PressError",
    "Theme",
    "ThemeError",
    "missing_glyphs",
    "write_pdf",
]

_NO_PICTURES: Mapping[str, bytes] = {}


def write_pdf(  # noqa: PLR0913 - each is a choice of the command line of its own
    issue: Issue,
    *,
    theme: str | Theme = "gov",
    fonts: Fonts | None = None,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
    attach: bool = True,
    substitute: bool = False,
) -> bytes:
    """Typeset `issue`; the same issue, theme, fonts and pictures give the same bytes.

    `pictures` holds bytes by the names of `Picture.file`; one that is absent or unreadable prints
    as an empty frame. With `attach`, `issue.json` and `pictures/…` are inside the PDF. Raises
    MissingGlyphsError naming the item when the fonts lack a character, unless `substitute` lets
    〓 stand for it; ThemeError and PressError for a theme that does not work.
    """
    with Press(theme=theme, fonts=fonts, attach=attach, substitute=substitute) as press:
        return press.pdf(issue, pictures)
