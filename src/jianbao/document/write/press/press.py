"""The press: an issue to pages by Typst, again and again without setting up anew.

It writes only below a folder of its own, reads no system font, and reaches no network.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypedDict, TypeVar

import msgspec
import typst

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.issue_copy import issue_copy
from jianbao.document.write.press.missing import MissingGlyphsError, missing_glyphs
from jianbao.document.write.press.printable import printable, with_geta
from jianbao.document.write.press.setting import Setting
from jianbao.document.write.press.theme import Theme, main_source, shared_sources

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
SOURCE_NAME = "issue.json"

if TYPE_CHECKING:
    from jianbao.document.write.press.pictures import Placed

    Laid = Mapping[str, Placed]

Done = TypeVar("Done")

_POSITIONS = """query(selector(<item>).or(<item-end>)).map(m => (
  m.value, repr(m.label), m.location().page(), m.location().position().y.mm()))"""


class PressError(RuntimeError):
    """Typst would not set the pages: a fault of the theme, or of a picture."""


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where an item stands: pages count from 1, `top` and `bottom` are mm from the paper's top."""

    item: str
    page: int
    top: float
    last_page: int
    bottom: float


class _Bench(NamedTuple):
    """Where one thread works: the root that Typst sees, and its compiler."""

    root: Path
    compiler: typst.Compiler


class PressSetting(TypedDict, total=False):
    """What a press is set up with; each has a default."""

    theme: str | Theme  # gov, plain, or one that was read from a folder
    fonts: Fonts | None  # those of the wheel for None
    attach: bool  # the source and the pictures inside the PDF
    substitute: bool  # print 〓 where the fonts lack a character


class Press:
    """Theme, fonts and a warm compiler for each thread. `close` it, or use it in a `with`."""

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
        self._local = threading.local()

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

    def positions(self, issue: Issue, pictures: Pictures = NO_PICTURES) -> tuple[Position, ...]:
        """Tell where every item stands, by layout alone; one without any piece is left out.

        Raises PressError.
        """
        answer = self._carefully(
            pictures, lambda laid: self._ask(self._issue_files(issue, laid), _POSITIONS)
        )
        return tuple(_paired(msgspec.json.decode(answer)))

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

    def copy(self, issue: Issue, laid: Laid, *, level: int = 1, prefix: str = "") -> dict[str, Any]:
        """Give the press contract of an issue; `level` and `prefix` as in Setting."""
        shown = {name: picture.shown for name, picture in laid.items()}
        setting = Setting(self.set_text, lambda name: shown.get(name, ""), level, prefix)
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
        whole = copy | {
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
        return self._carefully(pictures, lambda laid: self._compile(project(laid)))

    def _carefully(self, pictures: Pictures, work: Callable[[Laid], Done]) -> Done:
        """Do `work`, and do it again with every picture looked at where one broke it."""
        try:
            return work(self._lay(pictures))
        except PressError:
            if not pictures:
                raise
        return work(self._lay(pictures, careful=True))

    def _compile(self, files: dict[str, bytes]) -> bytes:
        with _faults():
            pages = self._bench().compiler.compile(
                files,  # type: ignore[type-var]  # the stub forgets that a dict is welcome too
                pdf_standards=list(STANDARDS),
            )
        if not isinstance(pages, bytes):
            raise PressError("Typst gave no file")
        return pages

    def _ask(self, files: dict[str, bytes], expression: str) -> str:
        with _faults():
            return typst.eval(
                files,  # type: ignore[type-var]  # the stub forgets that a dict is welcome too
                expression,
                root=str(self._bench().root),
                font_paths=self._fonts.loaded,
            )

    def _issue_files(self, issue: Issue, laid: Laid) -> dict[str, bytes]:
        copy = self.copy(issue, laid)
        return self.project("issue", copy, {SOURCE_NAME: to_json(issue)}, laid)

    def _bench(self) -> _Bench:
        """Give this thread's own compiler and folder: one cannot be used by two threads."""
        if not hasattr(self._local, "bench"):
            root = Path(tempfile.mkdtemp(dir=self._folder))
            for name, data in self._theme.assets.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            compiler = typst.Compiler(root=str(root), font_paths=self._fonts.loaded)
            self._local.bench = _Bench(root, compiler)
        bench: _Bench = self._local.bench
        return bench

    def _lay(self, pictures: Pictures, *, careful: bool = False) -> Laid:
        if not pictures:
            return {}
        from jianbao.document.write.press.pictures import (  # noqa: PLC0415 - loads late: Pillow
            PictureFolder,
        )

        folder = PictureFolder(self._bench().root)
        return {name: folder.place(data, careful=careful) for name, data in pictures.items()}


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what Typst raises to a PressError with the place of the fault."""
    try:
        yield
    except typst.TypstError as error:
        raise PressError("\n".join(error.diagnostic.splitlines()[:5])) from error
    except RuntimeError as error:
        raise PressError(str(error)) from error


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


def _paired(marks: Iterable[tuple[str, str, int, float]]) -> Iterator[Position]:
    starts: dict[str, tuple[int, float]] = {}
    for item, label, page, y in marks:
        if label == "<item>":
            starts[item] = (page, y)
        elif item in starts:
            first, top = starts.pop(item)
            yield Position(item=item, page=first, top=top, last_page=page, bottom=y)
