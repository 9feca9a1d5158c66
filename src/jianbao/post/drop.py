"""Files put into a folder of others: whole or not at all, and never over something else."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

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
            if not place.exists():
                fresh[place] = content
            elif place.read_bytes() != content:
                return Rejected(f"something else bears this name: {name}")
        for place, content in fresh.items():
            _put(place, content)
    except ValueError as error:
        return Rejected(str(error))
    except OSError as error:
        return Deferred(error.strerror or str(error))
    return Accepted(f"{len(files)} files in {folder.name}, {len(fresh)} new")


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
        os.link(part, place)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
