"""The press: an issue to pages by Typst, again and again without setting up anew.

It writes only below a folder of its own, reads no system font, and reaches no network.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypedDict, TypeVar

import msgspec

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.bench import Bench, PressError, Standard
from jianbao.document.write.press.issue_copy import issue_copy
from jianbao.document.write.press.layout import Layout
from jianbao.document.write.press.marks import MARKS, read_layout
from jianbao.document.write.press.missing import MissingGlyphsError, missing_glyphs
from jianbao.document.write.press.printable import SetText, printable, with_geta
from jianbao.document.write.press.setting import Setting, Shown
from jianbao.document.write.press.theme import Theme, main_source, shared_sources

STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
SOURCE_NAME = "issue.json"

if TYPE_CHECKING:
    from jianbao.document.write.press.bench import Laid
    from jianbao.document.write.press.pictures import Placed

Done = TypeVar("Done")


class Proof(NamedTuple):
    """The pages of an issue in the making: where everything stands, and a plain PDF of them."""

    layout: Layout
    pdf: bytes


class PressSetting(TypedDict, total=False):
    """What a press is set up with; each has a default."""

    theme: str | Theme  # gov, plain, or one that was read from a folder
    fonts: Fonts | None  # those of the wheel for None
    attach: bool  # the source and the pictures inside the PDF
    substitute: bool  # print 〓 where the fonts lack a character


class Press:
    """Theme, fonts and warm compilers, for any threads. `close` it, or use it in a `with`."""

    def __init__(
        self,
        *,
        theme: str | Theme = "gov",
        fonts: Fonts | None = None,
        attach: bool = True,
        substitute: bool = False,
    ) -> None:
        """Set up. With `substitute`, 〓 is printed where the fonts lack a character."""
        self._theme = Theme.named(theme) if isinstance(theme, str) else theme
        self._fonts = fonts or Fonts.default()
        self._attach = attach
        self._substitute = substitute
        self.set_text = with_geta(self._fonts.lacks) if substitute else printable
        self._folder = Path(tempfile.mkdtemp(prefix="jianbao-press-"))
        self._finalizer = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._idle: list[Bench] = []

    def __enter__(self) -> Self:
        """Give the press itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Remove the folder of the press."""
        self._finalizer()

    def pdf(self, issue: Issue, pictures: Pictures = NO_PICTURES) -> bytes:
        """Set `issue` as PDF/A-3a and PDF/UA-1; the same issue gives the same bytes.

        Raises MissingGlyphsError before anything is set, PressError when Typst refuses.
        """
        self.check_glyphs(issue)
        return self.compile_with(pictures, lambda laid: self._issue_files(issue, laid))

    def layout(self, issue: Issue, pictures: Pictures = NO_PICTURES) -> Layout:
        """Tell where everything stands on a proof of `issue`. Raises PressError."""
        return self._carefully(
            pictures,
            lambda bench, laid: read_layout(issue, bench.ask(self._proof(issue, laid), MARKS)),
            screen=True,
        )

    def proof(self, issue: Issue, pictures: Pictures = NO_PICTURES) -> Proof:
        """Set the pages of `issue` to look at while it is made; quick again after a change.

        They are those of `pdf`, but that 〓 stands for what no face can draw, and that pictures
        have the pixels of a screen. Raises PressError.
        """

        def work(bench: Bench, laid: Laid) -> Proof:
            files = self._proof(issue, laid)
            layout = read_layout(issue, bench.ask(files, MARKS))
            return Proof(layout, bench.compile(files, ()))

        return self._carefully(pictures, work, screen=True)

    def page_image(
        self,
        issue: Issue,
        page: int,
        ppi: float = 96,
        pictures: Pictures = NO_PICTURES,
    ) -> bytes:
        """Give `page` (from 1) as a PNG of `ppi` pixels an inch. Raises IndexError past the end."""
        from jianbao.document.write.press.page_image import (  # noqa: PLC0415 - loads late: pdfium
            draw_page,
        )

        return draw_page(self.pdf(issue, pictures), page, ppi)

    def check_glyphs(self, issue: Issue) -> None:
        """Raise MissingGlyphsError when the fonts lack a character and none may stand for it."""
        if not self._substitute and (findings := missing_glyphs(issue, self._fonts)):
            raise MissingGlyphsError(findings)

    def copy(
        self,
        issue: Issue,
        laid: Laid,
        *,
        level: int = 1,
        prefix: str = "",
        set_text: SetText | None = None,
    ) -> dict[str, Any]:
        """Give the press contract of an issue; `level` and `prefix` as in Setting."""
        shown = {name: picture.shown for name, picture in laid.items()}
        set_text = set_text or self.set_text
        setting = Setting(set_text, lambda name: shown.get(name, Shown()), level, prefix)
        return issue_copy(issue, setting)

    def project(
        self, entrance: str, copy: dict[str, Any], sources: Mapping[str, bytes], laid: Laid
    ) -> dict[str, bytes]:
        """Give the Typst files that call the theme's function `entrance` with `copy`.

        `sources` are the JSON files to attach, by name; the pictures follow them.
        """
        attached = [
            _attachment(name, f"/{name}", "application/json", "简报源数据", "source")
            for name in sources
        ]
        attached += [
            _attachment(_picture_name(name, picture), picture.given, picture.media_type, "图片")
            for name, picture in laid.items()
        ]
        whole = {"proof": False, **copy} | {
            "faces": self._fonts.chains(),
            "attached": attached if self._attach else [],
        }
        return {
            "main.typ": main_source(entrance),
            "press.json": msgspec.json.encode(whole),
            **shared_sources(),
            **self._theme.sources,
            **sources,
        }

    def compile_with(
        self, pictures: Pictures, project: Callable[[Laid], dict[str, bytes]]
    ) -> bytes:
        """Set the pages of `project`. Raises PressError."""
        return self._carefully(
            pictures, lambda bench, laid: bench.compile(project(laid), STANDARDS)
        )

    def _carefully(
        self, pictures: Pictures, work: Callable[[Bench, Laid], Done], *, screen: bool = False
    ) -> Done:
        """Do `work`, and do it again with every picture looked at where one broke it."""
        with self._bench() as bench:
            try:
                return work(bench, bench.lay(pictures, screen=screen, careful=False))
            except PressError:
                if not pictures:
                    raise
            return work(bench, bench.lay(pictures, screen=screen, careful=True))

    def _proof(self, issue: Issue, laid: Laid) -> dict[str, bytes]:
        copy = self.copy(issue, laid, set_text=with_geta(self._fonts.lacks))
        return self.project("issue", copy | {"proof": True}, {}, {})

    def _issue_files(self, issue: Issue, laid: Laid) -> dict[str, bytes]:
        copy = self.copy(issue, laid)
        return self.project("issue", copy, {SOURCE_NAME: to_json(issue)}, laid)

    @contextmanager
    def _bench(self) -> Iterator[Bench]:
        """Lend a bench that nobody works at, a new one when all are taken."""
        try:
            bench = self._idle.pop()
        except IndexError:
            bench = Bench(self._folder, self._theme, self._fonts)
        try:
            yield bench
        finally:
            self._idle.append(bench)


def _attachment(
    name: str, path: str, media_type: str, description: str, relationship: str = "supplement"
) -> dict[str, str]:
    return {
        "name": name,
        "path": path,
        "media_type": media_type,
        "description": description,
        "relationship": relationship,
    }


def _picture_name(name: str, picture: Placed) -> str:
    """Give `pictures/<name>`; a name that is no plain relative path gives way to the content's."""
    steps = name.split("/")
    plain = "\\" not in name and not {"", ".", ".."} & set(steps)
    return f"pictures/{name}" if plain else picture.given.lstrip("/")
