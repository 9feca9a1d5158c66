"""A watched folder: which files have arrived whole, and putting them away afterwards.

It deletes nothing and overwrites nothing; it follows no links and enters no subfolders.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".swp")
NO_LINKS = (errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)


def waiting_files(folder: Path, settled_seconds: float, now: float) -> Iterator[Path]:
    """Give the files of a folder, by name, that have not changed for so many seconds.

    `now` is a time in seconds since 1970. The change time of the file system decides, because a
    copy in progress may already carry the date of its original. Raises OSError when the folder
    cannot be read.
    """
    for path in sorted(folder.iterdir()):
        if _is_passed_over(path.name):
            continue
        try:
            found = path.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISREG(found.st_mode) and found.st_ctime + settled_seconds <= now:
            yield path


def _is_passed_over(name: str) -> bool:
    lowered = name.lower()
    own_of_office = lowered.startswith(("~$", ".~lock.", "~wrl"))
    return own_of_office or name.startswith(".") or lowered.endswith(_UNFINISHED)


def put_away(file: Path, done_folder: Path) -> Path:
    """Move a file into a folder, made if missing, under a name that is still free there.

    Give the new path. The old name goes only when the file stands under the new one. Raises
    OSError.
    """
    done_folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        target = done_folder / _numbered(file.name, number)
        try:
            _place(file, target)
        except FileExistsError:
            number += 1
        else:
            file.unlink()
            return target


def _numbered(name: str, number: int) -> str:
    if number == 1:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem} ({number}){dot}{suffix}" if stem else f"{name} ({number})"


def _place(file: Path, target: Path) -> None:
    try:
        os.link(file, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _copy(file, target)


def _copy(file: Path, target: Path) -> None:
    with file.open("rb") as source, target.open("xb") as copy:
        try:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                target.unlink()
            raise
    shutil.copystat(file, target)
