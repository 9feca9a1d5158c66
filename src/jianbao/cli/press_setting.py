"""The choices of the press on the command line: theme and fonts, and its refusals in one line."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.declare import Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianbao.document.write.fonts import Fonts
    from jianbao.document.write.pdf import Theme

THEMES = ("gov", "plain")
INSTALLED = "installed"
THEME = Option(
    ("--theme",),
    "版式：gov（公文式红头）、plain（内刊），或自己的版式文件夹",
    "gov (red masthead), plain, or a folder with a theme of your own",
    metavar="THEME",
    default="gov",
)
FONTS = Option(
    ("--fonts",),
    "字体文件夹；installed 表示用本机已装的更好字体（默认只用自带字体，处处相同）",
    "a folder of fonts; installed takes better ones of this machine (else the same everywhere)",
    metavar="DIR",
)
SUBSTITUTE = Option(
    ("--substitute",),
    "字体里没有的字印作〓，不再中止",
    "print 〓 where the fonts lack a character",
)


def check_setting(theme: str, fonts: str | None) -> None:
    """Raise Failure for a theme that is neither one of ours nor a folder, and for no fonts."""
    if theme not in THEMES and not Path(theme).is_dir():
        raise Failure(
            say(f"没有版式 {theme}", f"there is no theme {theme}"),
            say(f"可用 {'、'.join(THEMES)} 或文件夹", f"use {', '.join(THEMES)} or a folder"),
        )
    if fonts not in {None, INSTALLED} and not Path(fonts or "").is_dir():
        raise Failure(say(f"没有字体文件夹 {fonts}", f"there is no folder of fonts {fonts}"))


def theme_for(theme: str) -> str | Theme:
    """Give a theme by its name, or read it from its folder. Raises Failure for a bad one."""
    from jianbao.document.write.pdf import Theme, ThemeError

    if theme in THEMES:
        return theme
    try:
        return Theme.read(Path(theme))
    except ThemeError as error:
        raise Failure(say(f"版式不能用：{error}", f"the theme cannot be used: {error}")) from error


def fonts_for(fonts: str | None) -> Fonts:
    """Give the fonts asked for: a folder's, the machine's, or our own alone."""
    from jianbao.document.write.pdf import Fonts

    if fonts is None:
        return Fonts.default()
    if fonts == INSTALLED:
        return Fonts.found()
    return Fonts.found([Path(fonts)], installed=False)


@contextmanager
def printing(what: str) -> Iterator[None]:
    """Word what the press refuses, naming `what` was printed."""
    from jianbao.document.write.pdf import MissingGlyphsError, PressError, ThemeError

    try:
        yield
    except MissingGlyphsError as error:
        raise Failure(
            f"{what}: {error}",
            say("用 --fonts 给出有此字的字体，或加 --substitute", "give --fonts or --substitute"),
            Exit.FINDINGS,
        ) from error
    except (PressError, ThemeError) as error:
        raise Failure(
            say(f"{what}: 排不出来：{error}", f"{what}: not set: {error}"), code=Exit.FINDINGS
        ) from error
