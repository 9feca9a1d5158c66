"""A theme: Typst source that draws the press contract. It is read, checked and never trusted."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

import msgspec

THEMES = ("gov", "plain")

_PACKAGE = "jianbao.document.write"
_SHARED = ("type.typ", "masthead.typ", "body.typ", "imprint.typ", "book.typ", "volume.typ")
_LARGEST = 8_000_000  # bytes of one file of a user's theme
_MOST_FILES = 200
_LOADING = re.compile(r"(?<![\w-])(?:import|include)(?![\w-])(?=(?P<what>[^\n]*))")
_LITERAL = re.compile(r'\s+"[^"\\@][^"\\]*\.typ"')
_EVAL = re.compile(r"(?<![\w-])eval(?![\w-])")


class ThemeError(ValueError):
    """The folder is no theme, or a theme that wants more than to draw; the message says what."""


class Theme(msgspec.Struct, frozen=True):
    """`sources` are Typst files by their path below the root, `assets` other files."""

    name: str
    sources: dict[str, bytes]
    assets: dict[str, bytes] = {}

    @staticmethod
    @lru_cache(maxsize=8)
    def named(name: str) -> Theme:
        """Give a theme that comes with jianbao: gov or plain. Raises ThemeError."""
        if name not in THEMES:
            raise ThemeError(f"no theme is named {name!r}; there are {', '.join(THEMES)}")
        source = files(_PACKAGE).joinpath("themes", name, "theme.typ").read_bytes()
        return Theme(name, {"theme/theme.typ": source})

    @staticmethod
    def read(folder: Path) -> Theme:
        """Read a user's theme: a folder with `theme.typ` that has a function `issue(copy)`.

        Refused (ThemeError): symbolic links, packages, imports of a computed name, `eval`.
        """
        sources, assets = {}, {}
        for path in sorted(_files(folder)):
            name = str(PurePosixPath("theme", *path.relative_to(folder).parts))
            data = path.read_bytes()
            if path.suffix == ".typ":
                _check(data, name)
                sources[name] = data
            else:
                assets[name] = data
        if "theme/theme.typ" not in sources:
            raise ThemeError(f"{folder.name} has no theme.typ")
        return Theme(folder.name, sources, assets)


@lru_cache(maxsize=1)
def shared_sources() -> dict[str, bytes]:
    """Give the Typst modules every theme may build on, by their path below the root."""
    folder = files(_PACKAGE).joinpath("themes", "shared")
    return {f"shared/{name}": folder.joinpath(name).read_bytes() for name in _SHARED}


@lru_cache(maxsize=2)
def main_source(entrance: str) -> bytes:
    """Give the Typst file that calls the theme's function `entrance`: issue or volume."""
    source = files(_PACKAGE).joinpath("themes", "shared", "main.typ").read_bytes()
    return source.replace(b"ENTRANCE", entrance.encode())


def _files(folder: Path) -> list[Path]:
    found = []
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            raise ThemeError(f"a theme may hold no symbolic link: {path.name}")
        if path.is_file():
            if path.stat().st_size > _LARGEST:
                raise ThemeError(f"a file of the theme is too large: {path.name}")
            found.append(path)
    if len(found) > _MOST_FILES:
        raise ThemeError(f"a theme may hold {_MOST_FILES} files at most")
    return found


def _check(data: bytes, name: str) -> None:
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ThemeError(f"{name} is not UTF-8") from error
    if _EVAL.search(source):
        raise ThemeError(f"{name} uses eval, which a theme may not")
    for match in _LOADING.finditer(source):
        if not _LITERAL.match(match["what"]):
            raise ThemeError(
                f"{name} may import files of the theme by their written name only: "
                f"{match[0]} {match['what'].strip()[:60]}"
            )
