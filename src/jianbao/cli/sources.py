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
    from collections.abc import Iterator, Sequence

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
    found = [file for word in words for file in _meant(word)]
    if not found:
        raise Failure(
            say("文件夹里没有可读的文件", "the folder holds no file that can be read"),
            say(
                f"认得的后缀：{' '.join(sorted(SUFFIXES))}",
                f"suffixes: {' '.join(sorted(SUFFIXES))}",
            ),
        )
    return list(dict.fromkeys(found))


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


def _meant(word: str) -> Iterator[str]:
    if word == STDIN:
        yield word
    elif Path(word).is_dir():
        yield from _inside(Path(word))
    elif not Path(word).exists() and glob.has_magic(word):
        matches = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - Path.glob takes no "../*.md"
        yield from (f for match in matches for f in _matched(match))
        if not matches:
            yield word
    else:
        yield word


def _matched(match: str) -> Iterator[str]:
    path = Path(match)
    yield from _inside(path) if path.is_dir() else (match,)


def _inside(folder: Path) -> Iterator[str]:
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield str(Path(path) / name)
