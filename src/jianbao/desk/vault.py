"""Where bytes lie for ever, each under its hash: stored and on disk before anything reads them.

Nothing here deletes. A name never comes from outside, so no path can be led astray.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Stored(NamedTuple):
    """The hash that names the bytes, and how many there are."""

    sha256: str
    size: int


def store(chunks: Iterable[bytes]) -> Stored:
    """Write bytes to disk, fsynced, and give their name. The same bytes are kept once.

    A crash leaves either the whole file under its name or a `.part` that nobody reads.
    """
    folder = _root() / "part"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return Stored(digest.hexdigest(), size)


def store_bytes(content: bytes) -> Stored:
    """Store what is in memory already."""
    return store((content,))


def open_stored(sha256: str) -> IO[bytes]:
    """Open stored bytes for reading. Raises FileNotFoundError for a hash that is not here."""
    return path_of(sha256).open("rb")


def read_stored(sha256: str) -> bytes:
    """Give stored bytes. Raises FileNotFoundError for a hash that is not here."""
    return path_of(sha256).read_bytes()


def path_of(sha256: str) -> Path:
    """Give the place of bytes by their hash. Raises ValueError for anything else."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256[:80]!r}")
    return _root() / sha256[:2] / sha256[2:4] / sha256


def _root() -> Path:
    root: Path = settings.JIANBAO.files
    return root


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
