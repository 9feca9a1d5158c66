"""Runs a command that typer built and words its complaints about usage in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.words import say

if TYPE_CHECKING:
    from typer.core import TyperCommand


def run(command: TyperCommand, words: list[str], *, name: str) -> int:
    """Run `command`; give its exit code. Raises Failure where the words do not fit it."""
    try:
        code = command.main(args=words, prog_name=name, standalone_mode=False)
    except typer.Abort as abort:
        raise KeyboardInterrupt from abort
    except typer.TyperException as error:
        raise Failure(
            _sentence(error), say(f"用法见 {name} --help", f"see {name} --help")
        ) from error
    return int(code or Exit.FINE)


def _sentence(error: typer.TyperException) -> str:
    """Word typer's complaint; kinds it does not know keep typer's own English."""
    english = str(getattr(error, "format_message", lambda: error)())
    option = getattr(error, "option_name", "")
    parameter = getattr(error, "param", None)
    label = _label(parameter)
    chinese = {
        "NoSuchOption": f"没有 {option} 这个选项",
        "MissingParameter": f"缺少 {label}",
        "BadOptionUsage": f"{option} 后面缺少值，或多给了值",
        "BadParameter": f"{label} 的值不对：{getattr(error, 'message', '')}",
    }.get(type(error).__name__, english)
    return say(chinese, english)


def _label(parameter: object) -> str:
    if parameter is None:
        return ""
    if getattr(parameter, "param_type_name", "") == "argument":
        return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))
    return str(max(getattr(parameter, "opts", [""]), key=len))
