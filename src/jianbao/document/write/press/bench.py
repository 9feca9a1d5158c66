"""A bench of the press: one warm compiler, the folder it sees, and the pictures laid in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typst

from jianbao.document.write.beside import Pictures
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.theme import Theme

if TYPE_CHECKING:
    from jianbao.document.write.press.pictures import PictureFolder, Placed

    Laid = Mapping[str, Placed]

Standard = Literal["a-3a", "ua-1"]


class PressError(RuntimeError):
    """Typst would not set the pages: a fault of the theme, or of a picture."""


class Bench:
    """It serves one thread at a time, for Typst's compiler does; any thread in its turn."""

    def __init__(self, folder: Path, theme: Theme, fonts: Fonts) -> None:
        """Lay the theme's files in a new folder below `folder`."""
        self._fonts = fonts
        self._root = Path(tempfile.mkdtemp(dir=folder))
        for name, data in theme.assets.items():
            path = self._root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self._compiler = typst.Compiler(root=str(self._root), font_paths=fonts.loaded)
        self._pictures: PictureFolder | None = None

    def compile(self, files: dict[str, bytes], standards: Sequence[Standard]) -> bytes:
        """Set `files` as a PDF. Raises PressError."""
        with _faults():
            pages = self._compiler.compile(
                files,  # type: ignore[type-var]  # the stub forgets that a dict is welcome too
                pdf_standards=list(standards),
            )
        if not isinstance(pages, bytes):
            raise PressError("Typst gave no file")
        return pages

    def ask(self, files: dict[str, bytes], expression: str) -> str:
        """Set `files` without writing them, and give what `expression` is then, as JSON."""
        with _faults():
            return typst.eval(
                files,  # type: ignore[type-var]  # the stub forgets that a dict is welcome too
                expression,
                root=str(self._root),
                font_paths=self._fonts.loaded,
            )

    def lay(self, pictures: Pictures, *, screen: bool, careful: bool) -> Laid:
        """Lay pictures where Typst sees them; `screen` and `careful` as for a PictureFolder."""
        if not pictures:
            return {}
        if self._pictures is None:
            from jianbao.document.write.press.pictures import (  # noqa: PLC0415 - late: Pillow
                PictureFolder,
            )

            self._pictures = PictureFolder(self._root)
        return self._pictures.lay(pictures, screen=screen, careful=careful)


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what Typst raises to a PressError with the place of the fault."""
    try:
        yield
    except typst.TypstError as error:
        raise PressError("\n".join(error.diagnostic.splitlines()[:5])) from error
    except RuntimeError as error:
        raise PressError(str(error)) from error
