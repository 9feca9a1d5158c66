"""Puts results on standard output or into files, always in UTF-8; it never makes the results."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, shown
from jianbao.cli.words import say

STDOUT = "-"


def put(text: str | bytes) -> None:
    """Write to standard output, whatever encoding the terminal was given."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Say something to the person, on standard error."""
    print(text, file=sys.stderr)


def save(path: Path, data: str | bytes) -> None:
    """Write a file whole or not at all, making its folder. Raises Failure where it cannot."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data.encode("utf-8", "replace") if isinstance(data, str) else data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Failure(
            say(
                f"写不了 {shown(str(path))}：{error.strerror}",
                f"{shown(str(path))} cannot be written: {error.strerror}",
            ),
            say("用 -o 换一个位置", "choose another place with -o"),
            Exit.UNWRITABLE,
        ) from error


def put_or_save(target: Path | None, data: str | bytes, *, aside: bool = False) -> None:
    """Write to the file `target`, or to standard output for None.

    `aside` writes to standard error instead, where standard output is taken by something else.
    """
    if target is not None:
        save(target, data)
    elif aside:
        note((data if isinstance(data, str) else data.decode()).rstrip("\n"))
    else:
        put(data)


def refuse_terminal(kind: str) -> None:
    """Refuse to pour bytes that no person can read over a terminal."""
    if sys.stdout.isatty():
        raise Failure(
            say(f"不能把 {kind} 输出到终端", f"{kind} does not belong on a terminal"),
            say("用 -o 指定文件", "name a file with -o"),
        )


def wants_colour() -> bool:
    """Whether standard output is a terminal on which nobody declined colours (NO_COLOR)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
