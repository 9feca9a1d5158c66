"""Pictures beside an issue: loads them from the file's own folder, writes them into one beside it.

It follows no path out of that folder, whatever a text says.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from jianbao.cli.output import note, save
from jianbao.cli.sources import LARGEST, STDIN
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianbao.cli.opening import Opened
    from jianbao.document.model import Issue, Item


SUFFIXES = frozenset(".bmp .gif .heic .jpeg .jpg .png .tif .tiff .webp".split())


def pictures_of(issue: Issue, opened: Opened) -> dict[str, bytes]:
    """Give the bytes of every picture of `issue`: those inside its file, else those beside it.

    Only a text form or JSON refers to files beside itself; in any other file that would be odd.
    """
    folder = Path() if opened.file == STDIN else Path(opened.file).parent
    found: dict[str, bytes] = {}
    for name in _names(issue):
        data = opened.reading.pictures.get(name) or (_load(folder, name) if opened.own else None)
        if data is None:
            note(
                say(
                    f"找不到图片 {name}，版面中留空",
                    f"picture {name} is missing; its place stays empty",
                )
            )
        else:
            found[name] = data
    return found


def save_pictures(
    issue: Issue, pictures: Mapping[str, bytes], target: Path, *, part: str = ""
) -> Issue:
    """Write pictures into `NAME.pictures/` beside `target`, or into its folder `part`.

    Gives the issue that names them so.
    """
    folder = PurePosixPath(f"{target.stem}.pictures", part)
    named: dict[str, str] = {}
    for number, name in enumerate(pictures, start=1):
        safe = _safe_name(name, number)
        path = f"{folder}/{safe}"
        named[name] = path if path not in named.values() else f"{folder}/{number}-{safe}"
    for name, path in named.items():
        save(target.parent / path, pictures[name])
    return issue.with_items(lambda item: _renamed(item, named))


def set_apart(
    issue: Issue, pictures: Mapping[str, bytes], mark: str
) -> tuple[Issue, dict[str, bytes]]:
    """Put `mark` before the names of pictures, so that those of several issues stay apart."""
    named = {name: f"{mark}/{name}" for name in pictures}
    renamed = {named[name]: data for name, data in pictures.items()}
    return issue.with_items(lambda item: _renamed(item, named)), renamed


def _names(issue: Issue) -> list[str]:
    names = (picture.file for item in issue.items() for picture in item.pictures)
    return list(dict.fromkeys(names))


def _load(folder: Path, name: str) -> bytes | None:
    """Read a picture inside `folder`; None for any path that leads out of it or to no file."""
    path = PurePosixPath(name)
    if (
        path.suffix.lower() not in SUFFIXES
        or path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or ":" in name
    ):
        return None
    place = (folder / path).resolve()
    try:
        inside = place.is_relative_to(folder.resolve()) and place.is_file()
        return place.read_bytes() if inside and place.stat().st_size <= LARGEST else None
    except OSError:
        return None


def _safe_name(name: str, number: int) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name
    if re.fullmatch(r"\w[\w.-]{0,99}", last):
        return last
    suffix = PurePosixPath(last).suffix
    return f"picture-{number}{suffix if re.fullmatch(r'[.][a-z]{2,4}', suffix) else ''}"


def _renamed(item: Item, named: Mapping[str, str]) -> Item:
    pictures = tuple(
        msgspec.structs.replace(picture, file=named.get(picture.file, picture.file))
        for picture in item.pictures
    )
    return msgspec.structs.replace(item, pictures=pictures)
