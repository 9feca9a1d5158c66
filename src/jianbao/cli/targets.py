"""Where results go: one file, a folder of them, or standard output. It writes nothing itself."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.failures import Failure, shown
from jianbao.cli.output import STDOUT
from jianbao.cli.sources import STDIN
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def is_folder(output: str | None) -> bool:
    """Whether `-o` names a folder: one that is there, or a new name without a suffix."""
    if output is None or output == STDOUT:
        return False
    path = Path(output)
    new = not path.suffix and not path.exists()
    return new or output.endswith(("/", os.sep)) or path.is_dir()


def stems(files: Sequence[str]) -> dict[str, str]:
    """Give each file a name without suffix, no two the same: 12, 12_2."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for file in files:
        stem = "issue" if file == STDIN else Path(shown(file)).stem
        names[file] = next(name for name in _tried(stem) if name not in taken)
        taken.add(names[file])
    return names


def _tried(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{number}" for number in itertools.count(2))


def numbered(stem: str, suffix: str, number: int, count: int) -> str:
    """Name the file of one issue of `count` that came out of one source: 12.md, 12-1.md."""
    return f"{stem}-{number}{suffix}" if count > 1 else f"{stem}{suffix}"


def file_for(output: str | None, sources: Sequence[str] = ()) -> Path | None:
    """Give the file that `-o` names, None for standard output. Raises Failure for a source."""
    if output is None or output == STDOUT:
        return None
    target = Path(output)
    refuse_overwriting(target, sources)
    return target


def refuse_overwriting(target: Path, sources: Sequence[str]) -> None:
    """Refuse to write a result over one of the files that this run reads."""
    if not target.exists():
        return
    for file in sources:
        if _is_same(target, file):
            raise Failure(
                say(f"结果会盖掉原文件 {shown(file)}", f"this would overwrite {shown(file)}"),
                say("用 -o 换一个名字", "choose another name with -o"),
            )


def _is_same(target: Path, file: str) -> bool:
    try:
        return file != STDIN and target.samefile(file)
    except OSError:
        return False
