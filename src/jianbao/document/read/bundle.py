"""A zip of several files read as one: each file by itself, then put together in its order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import PurePosixPath

import msgspec

from jianbao.document.model import Issue, Item
from jianbao.document.problems import Problem, Unreadable
from jianbao.document.read.archive import Archive, Budget
from jianbao.document.read.formats.sniff import sniff
from jianbao.document.read.kinds import IMAGES
from jianbao.document.read.reading import Reading

_BUDGET = Budget(entries=500, part=60 << 20, total=200 << 20)
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)

ReadOne = Callable[[bytes, str], Reading]


def read_bundle(data: bytes, read_one: ReadOne) -> Reading:
    """Read every file of a zip with `read_one`; pictures beside documents go with them.

    Raises Unreadable: corrupt, encrypted, too-big, empty.
    """
    photos: list[tuple[str, bytes]] = []
    documents: list[tuple[str, bytes]] = []
    for name, content in sorted(_files(Archive(data, _BUDGET))):
        (photos if sniff(content) in IMAGES else documents).append((name, content))
    if not photos and not documents:
        raise Unreadable("empty")
    read_files = documents or photos
    merged = merge([(name, read_one(content, name)) for name, content in read_files])
    if not documents:
        return merged
    pictures = merged.pictures
    for name, content in photos:
        own = PurePosixPath(name).name
        if pictures.get(own) != content:
            pictures = {**pictures, _free(own, pictures): content}
    return msgspec.structs.replace(merged, pictures=pictures)


def _files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    for name in archive.names:
        if not _LITTER.search(name):
            yield name, archive.read(name)


def merge(readings: Sequence[tuple[str, Reading]]) -> Reading:
    """Put readings together; problems say which file, origins which issue of the whole.

    Where two files have different pictures of one name, the later picture gets another.
    """
    whole = Reading(format="zip")
    for name, one in readings:
        reading = _apart(one, whole.pictures)
        offset = len(whole.issues)
        whole = Reading(
            issues=whole.issues + reading.issues,
            problems=whole.problems + tuple(_named(each, name) for each in reading.problems),
            origins=whole.origins + tuple(each.after(offset) for each in reading.origins),
            pictures={**whole.pictures, **reading.pictures},
            format="zip",
        )
    readable = any(reading.issues or reading.pictures for _, reading in readings)
    if not readable:
        return whole
    problems = tuple(msgspec.structs.replace(one, refused=False) for one in whole.problems)
    return msgspec.structs.replace(whole, problems=problems)


def _apart(reading: Reading, taken: Mapping[str, bytes]) -> Reading:
    """Rename the pictures of a reading that would take the place of others."""
    new = {
        name: _free(name, {**taken, **reading.pictures})
        for name, picture in reading.pictures.items()
        if taken.get(name, picture) != picture
    }
    if not new:
        return reading
    return msgspec.structs.replace(
        reading,
        issues=tuple(_with_files(issue, new) for issue in reading.issues),
        pictures={new.get(name, name): picture for name, picture in reading.pictures.items()},
    )


def _free(name: str, taken: Collection[str]) -> str:
    """Give `name`, or the first of 2-name, 3-name, … that is not taken."""
    numbered = (f"{number}-{name}" for number in count(2))
    return next(new for new in chain((name,), numbered) if new not in taken)


def _with_files(issue: Issue, new: Mapping[str, str]) -> Issue:
    sections = tuple(
        msgspec.structs.replace(
            section,
            items=_items(section.items, new),
            subsections=tuple(
                msgspec.structs.replace(group, items=_items(group.items, new))
                for group in section.subsections
            ),
        )
        for section in issue.sections
    )
    return msgspec.structs.replace(issue, sections=sections)


def _items(items: Sequence[Item], new: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(
        msgspec.structs.replace(
            item,
            pictures=tuple(
                msgspec.structs.replace(one, file=new.get(one.file, one.file))
                for one in item.pictures
            ),
        )
        for item in items
    )


def _named(problem: Problem, name: str) -> Problem:
    where = f"{name}: {problem.where}" if problem.where else name
    return msgspec.structs.replace(problem, where=where)
