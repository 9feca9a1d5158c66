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
    from collections.abc import Callable, Mapping

    from jianbao.document.model import Issue, Item, Section


def pictures_of(issue: Issue, file: str, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the bytes of every picture of `issue`: those read with it, else from beside `file`."""
    folder = Path() if file == STDIN else Path(file).parent
    found: dict[str, bytes] = {}
    for name in _names(issue):
        data = known.get(name) or _load(folder, name)
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


def save_pictures(issue: Issue, pictures: Mapping[str, bytes], target: Path) -> Issue:
    """Write pictures into `NAME.pictures/` beside `target`; give the issue that names them so."""
    folder = f"{target.stem}.pictures"
    named = {
        name: f"{folder}/{_safe_name(name, number)}"
        for number, name in enumerate(_names(issue), start=1)
        if name in pictures
    }
    for name, path in named.items():
        save(target.parent / path, pictures[name])
    return _with_items(issue, lambda item: _renamed(item, named))


def set_apart(
    issue: Issue, pictures: Mapping[str, bytes], mark: str
) -> tuple[Issue, dict[str, bytes]]:
    """Put `mark` before the names of pictures, so that those of several issues stay apart."""
    named = {name: f"{mark}/{name}" for name in pictures}
    renamed = {named[name]: data for name, data in pictures.items()}
    return _with_items(issue, lambda item: _renamed(item, named)), renamed


def _names(issue: Issue) -> list[str]:
    names = (picture.file for item in issue.items() for picture in item.pictures)
    return list(dict.fromkeys(names))


def _load(folder: Path, name: str) -> bytes | None:
    """Read a picture inside `folder`; None for any path that leads out of it or to no file."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
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


def _with_items(issue: Issue, change: Callable[[Item], Item]) -> Issue:
    return msgspec.structs.replace(
        issue, sections=tuple(_section(section, change) for section in issue.sections)
    )


def _section(section: Section, change: Callable[[Item], Item]) -> Section:
    groups = tuple(
        msgspec.structs.replace(group, items=tuple(map(change, group.items)))
        for group in section.subsections
    )
    return msgspec.structs.replace(
        section, items=tuple(map(change, section.items)), subsections=groups
    )
