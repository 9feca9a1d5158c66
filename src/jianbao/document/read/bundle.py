"""A zip of several files read as one: each file by itself, then put together in its order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

import msgspec

from jianbao.document.problems import Problem, Unreadable
from jianbao.document.read.archive import Archive, Budget
from jianbao.document.read.formats.sniff import sniff
from jianbao.document.read.kinds import IMAGES
from jianbao.document.read.reading import Origin, Reading

DEPTH = 3  # zips within zips
_BUDGET = Budget(entries=500, part=60 << 20, total=200 << 20)
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
_ISSUE = re.compile(r"^issues\[(\d+)\]")

ReadOne = Callable[[bytes, str], Reading]


def read_bundle(data: bytes, read_one: ReadOne) -> Reading:
    """Read every file of a zip with `read_one`; pictures beside documents go with them.

    Raises Unreadable: corrupt, encrypted, too-big, empty.
    """
    files = sorted(_files(Archive(data, _BUDGET)))
    documents = [(name, content) for name, content in files if sniff(content) not in IMAGES]
    if not files:
        raise Unreadable("empty")
    if not documents:
        return merge([(name, read_one(content, name)) for name, content in files])
    merged = merge([(name, read_one(content, name)) for name, content in documents])
    beside = {PurePosixPath(n).name: c for n, c in files if sniff(c) in IMAGES}
    return msgspec.structs.replace(merged, pictures={**beside, **merged.pictures})


def _files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    for name in archive.names:
        if not _LITTER.search(name):
            yield name, archive.read(name)


def merge(readings: Sequence[tuple[str, Reading]]) -> Reading:
    """Put readings together; problems say which file, origins which issue of the whole."""
    whole = Reading(format="zip")
    for name, reading in readings:
        offset = len(whole.issues)
        whole = Reading(
            issues=whole.issues + reading.issues,
            problems=whole.problems + tuple(_named(one, name) for one in reading.problems),
            origins=whole.origins + tuple(_moved(one, offset) for one in reading.origins),
            pictures={**whole.pictures, **reading.pictures},
            format="zip",
        )
    readable = any(reading.issues or reading.pictures for _, reading in readings)
    if not readable:
        return whole
    problems = tuple(msgspec.structs.replace(one, refused=False) for one in whole.problems)
    return msgspec.structs.replace(whole, problems=problems)


def _named(problem: Problem, name: str) -> Problem:
    where = f"{name}: {problem.where}" if problem.where else name
    return msgspec.structs.replace(problem, where=where)


def _moved(origin: Origin, offset: int) -> Origin:
    element = _ISSUE.sub(lambda found: f"issues[{int(found[1]) + offset}]", origin.element)
    return msgspec.structs.replace(origin, element=element)
