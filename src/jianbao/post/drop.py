"""Files put into a folder of others: whole or not at all, and never over something else."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from jianbao.post.folder import NO_LINKS
from jianbao.post.smtp import Accepted, Deferred, Outcome, Rejected


def drop(folder: Path, files: dict[str, bytes]) -> Outcome:
    """Put files into a folder by their bare names; the last tells that all are there.

    What stands there with the same bytes is left; other bytes under a name refuse the whole.
    """
    try:
        if not folder.is_dir():
            return Rejected(f"no such folder: {folder}")
        fresh = {}
        for name, content in files.items():
            place = folder / _bare(name)
            if not os.path.lexists(place):
                fresh[place] = content
            elif not place.is_file() or place.read_bytes() != content:
                return Rejected(f"something else bears this name: {name}")
        for place, content in fresh.items():
            _put(place, content)
        if fresh:
            _sync(folder)
    except ValueError as error:
        return Rejected(str(error))
    except OSError as error:
        return Deferred(error.strerror or str(error))
    return Accepted(f"{len(files)} files in {folder.name}, {len(fresh)} new")


def try_folder(folder: Path) -> Outcome:
    """Put something into a folder and take it away at once."""
    if not folder.is_dir():
        return Rejected(f"no such folder: {folder}")
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".jianbao.", suffix=".part") as file:
            file.write(b"jianbao")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Rejected(error.strerror or str(error))
    return Accepted(folder.name)


def _bare(name: str) -> str:
    if name != Path(name).name or name in {"", ".", ".."} or "\x00" in name:
        raise ValueError(f"not the name of a file: {name!r}")
    return name


def _put(place: Path, content: bytes) -> None:
    """Write aside, sync, and give it its name, which nothing may bear meanwhile."""
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_name(part, place)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def _give_name(part: Path, place: Path) -> None:
    """Link, which never replaces what came there meanwhile; rename where a share has no links."""
    try:
        os.link(part, place)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
        part.rename(place)


def _sync(folder: Path) -> None:
    """Make the names survive a power cut, where the file system of the folder can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # many shares sync no folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
