"""A refusal of the command line: one sentence, one hint, one exit code; never a traceback."""

from __future__ import annotations

import os
import sys

from jianbao.cli.exits import Exit
from jianbao.cli.words import say

DEBUG = "JIANBAO_DEBUG"


class Failure(Exception):
    """Stops a command, or one file of many. It travels between processes."""

    def __init__(self, message: str, hint: str = "", code: Exit = Exit.USAGE) -> None:
        """Take what went wrong, what to try instead, and the exit code it leads to."""
        super().__init__(message, hint, code)
        self.message = message
        self.hint = hint
        self.code = code

    def line(self) -> str:
        """Give sentence and hint as one line."""
        hint = say("　提示：", "  Hint: ") + self.hint if self.hint else ""
        return " ".join((self.message + hint).split("\n"))


def debugging() -> bool:
    """Tell whether tracebacks were asked for."""
    return os.environ.get(DEBUG, "") not in {"", "0"}


def fault(error: BaseException) -> Failure:
    """Make the Failure for an error that nothing in jianbao foresaw."""
    what = f"{type(error).__name__}: {error}"
    return Failure(
        say(f"jianbao 内部故障（{what}）", f"A fault inside jianbao ({what})"),
        say(f"设 {DEBUG}=1 再运行可见详情", f"run again with {DEBUG}=1 for the details"),
        Exit.FAULT,
    )


def file_failure(error: OSError, file: str) -> Failure:
    """Make the Failure for a file that the system will not let us read."""
    reasons = {
        FileNotFoundError: say("没有这个文件", "no such file"),
        PermissionError: say("没有读取权限", "reading it is not permitted"),
        IsADirectoryError: say("这是文件夹", "it is a folder"),
    }
    reason = reasons.get(type(error), error.strerror or str(error))
    return Failure(f"{shown(file)}: {reason}", code=Exit.UNREADABLE)


def shown(file: str) -> str:
    """Give a file's name fit for any output, even where the system holds odd bytes in it."""
    return os.fsencode(file).decode("utf-8", "replace")


def report(failure: Failure) -> None:
    """Print a failure on standard error."""
    print(f"jianbao: {failure.line()}", file=sys.stderr)
