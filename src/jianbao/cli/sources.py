"""Which files the words on the command line mean, and their bytes; it never looks inside them."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, file_failure, shown
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

STDIN = "-"
LARGEST = 256 << 20  # bytes of one file

# What is picked up in a folder; a file that is named is read whatever its suffix. Pictures are
# not: more often they belong to a text beside them than that they are scans.
SUFFIXES = frozenset(
    ".doc .docm .docx .htm .html .json .markdown .md .odt .pdf .rtf .txt .wps .xlsx .zip".split()
)


def find_files(words: Sequence[str]) -> list[str]:
    """Give every file that `words` mean, once, in order: folders and globs are opened.

    A name that matches nothing is kept, so that it is reported with the files that fail.
    """
    found = _found(words, SUFFIXES)
    if not found:
        raise Failure(
            say("文件夹里没有可读的文件", "the folder holds no file that can be read"),
            say(
                f"认得的后缀：{' '.join(sorted(SUFFIXES))}",
                f"suffixes: {' '.join(sorted(SUFFIXES))}",
            ),
        )
    return found


def find_everything(words: Sequence[str]) -> list[str]:
    """Give every file that `words` mean, whatever its suffix: letters, pictures and the rest.

    Raises Failure for a name that matches nothing.
    """
    found = _found(words, None)
    for file in found:
        if file != STDIN and not Path(file).exists():
            raise file_failure(FileNotFoundError(), file)
    if not found:
        raise Failure(say("文件夹里没有文件", "the folder holds no file"))
    return found


def read_bytes(file: str) -> bytes:
    """Give the bytes of a file or of standard input. Raises Failure where it cannot."""
    try:
        if file == STDIN:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except OSError as error:
        raise file_failure(error, file) from error
    if len(data) > LARGEST:
        limit = f"{LARGEST >> 20} MB"
        raise Failure(
            say(f"{shown(file)}: 超过 {limit}", f"{shown(file)}: larger than {limit}"),
            say("请拆分或压缩图片", "split it or shrink its pictures"),
            Exit.UNREADABLE,
        )
    return data


def _found(words: Sequence[str], suffixes: Collection[str] | None) -> list[str]:
    return list(dict.fromkeys(file for word in words for file in _meant(word, suffixes)))


def _meant(word: str, suffixes: Collection[str] | None) -> Iterator[str]:
    if word == STDIN:
        yield word
    elif Path(word).is_dir():
        yield from _inside(Path(word), suffixes)
    elif not Path(word).exists() and glob.has_magic(word):
        matches = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - Path.glob takes no "../*.md"
        yield from (f for match in matches for f in _matched(match, suffixes))
        if not matches:
            yield word
    else:
        yield word


def _matched(match: str, suffixes: Collection[str] | None) -> Iterator[str]:
    path = Path(match)
    yield from _inside(path, suffixes) if path.is_dir() else (match,)


def _inside(folder: Path, suffixes: Collection[str] | None) -> Iterator[str]:
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            wanted = suffixes is None or Path(name).suffix.lower() in suffixes
            if wanted and not name.startswith((".", "~$")):
                yield str(Path(path) / name)
