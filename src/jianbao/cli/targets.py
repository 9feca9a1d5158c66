"""Where results go: one file, a folder of them, or standard output. It writes nothing itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.failures import Failure, shown
from jianbao.cli.output import STDOUT
from jianbao.cli.sources import STDIN
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_folder(output: str | None) -> bool:
    """Whether `-o` names a folder: one that is there, or a name that ends as folders do."""
    return (
        output is not None
        and output != STDOUT
        and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    )


def stems(files: Sequence[str]) -> dict[str, str]:
    """Give each file a name without suffix, no two the same: 12, 12_2."""
    taken: dict[str, int] = {}
    names: dict[str, str] = {}
    for file in files:
        stem = "issue" if file == STDIN else Path(shown(file)).stem
        taken[stem] = taken.get(stem, 0) + 1
        names[file] = stem if taken[stem] == 1 else f"{stem}_{taken[stem]}"
    return names


def numbered(stem: str, suffix: str, number: int, count: int) -> str:
    """Name the file of one issue of `count` that came out of one source: 12.md, 12-1.md."""
    return f"{stem}-{number}{suffix}" if count > 1 else f"{stem}{suffix}"


def is_source(target: Path, file: str) -> bool:
    """Whether a result would be written over the very file it was read from."""
    try:
        return file != STDIN and target.exists() and target.samefile(file)
    except OSError:
        return False


def refuse_overwriting_source(target: Path, file: str) -> None:
    """Refuse to write a result over the very file it was read from."""
    if is_source(target, file):
        raise Failure(
            say(
                f"结果会盖掉原文件 {shown(file)}", f"this would overwrite its source {shown(file)}"
            ),
            say("用 -o 换一个名字", "choose another name with -o"),
        )
