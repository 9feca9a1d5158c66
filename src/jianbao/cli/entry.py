"""Where the command begins and ends: finds the command, turns each end to an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from jianbao.cli.commands import COMMANDS, find_command
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, debugging, fault, report
from jianbao.cli.output import put
from jianbao.cli.words import LANGUAGES, VARIABLE, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.cli.commands import Command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run jianbao with `arguments` (those of the process when None); give the exit code."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except Failure as failure:
        report(failure)
        return failure.code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return Exit.BROKEN_PIPE
    except Exception as error:
        if debugging():
            raise
        report(fault(error))
        return Exit.FAULT


def _run(words: list[str]) -> int:
    words = _take_language(words)
    if not words or words[0] in {"-h", "--help", "help"}:
        from jianbao.cli.overview import overview

        put(overview())
        return Exit.FINE
    if words[0] == "--version":
        from jianbao import __version__

        put(f"jianbao {__version__}\n")
        return Exit.FINE
    found = find_command(words)
    if found is None:
        raise _unknown(words)
    return _run_command(*found)


def _run_command(command: Command, words: list[str]) -> int:
    module = import_module(f"jianbao.cli.{command.module}")
    before_dashes = words[: words.index("--")] if "--" in words else words
    if {"-h", "--help"}.intersection(before_dashes):
        from jianbao.cli.command_help import command_help

        put(command_help(command, module.OPTIONS, module.EXAMPLES))
        return Exit.FINE
    from jianbao.cli.parsing import parse

    code: int = module.run(**parse(words, module.OPTIONS, name=command.name))
    return code


def _take_language(words: list[str]) -> list[str]:
    """Take `--lang` out wherever it stands, and keep it where child processes find it too."""
    left: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            return [*left, word, *rest]
        name, equals, value = word.partition("=")
        if name != "--lang":
            left.append(word)
            continue
        chosen = value if equals else next(rest, "")
        if chosen not in LANGUAGES:
            raise Failure(
                say(f"--lang 不认识“{chosen}”", f"--lang does not know {chosen!r}"),
                say("可用 zh 或 en", "use zh or en"),
            )
        os.environ[VARIABLE] = chosen
    return left


def _unknown(words: list[str]) -> Failure:
    from difflib import get_close_matches

    names = [command.name for command in COMMANDS]
    group = any(name.startswith(f"{words[0]} ") for name in names)
    typed = " ".join(words[:2]) if group else words[0]
    near = get_close_matches(typed, names, n=1)
    hint = say("运行 jianbao --help 查看全部命令", "see jianbao --help for all commands")
    if near:
        hint = say(f"是不是想用 jianbao {near[0]}？", f"did you mean jianbao {near[0]}?")
    return Failure(say(f"没有“{typed}”这个命令", f"there is no command {typed!r}"), hint)


def _silence_stdout() -> None:
    """Keep Python from complaining about the closed pipe once more while it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
