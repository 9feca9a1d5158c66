"""Parses the words after a command's name by what the command declares; one line for a mistake."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any, NoReturn

from jianbao.cli.failures import Failure
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.cli.declare import Option

_GUARD = "\0"  # no word of a command line can hold it
# The complaints of argparse, which words them in English only.
COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"多出了 \1"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 后面缺少值"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，可用：\3"),
    (r"argument (\S+): invalid int value: (.+)", r"\1 要一个整数，不能是 \2"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 后面不带值，多出了 \2"),
)


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        hint = say(f"用法见 {self.prog} --help", f"see {self.prog} --help")
        raise Failure(say(_chinese(message), message), hint)


def parse(words: Sequence[str], options: Sequence[Option], *, name: str) -> dict[str, Any]:
    """Give every option's value by its key. Raises Failure where the words do not fit."""
    parser = _Parser(prog=f"jianbao {name}", add_help=False, allow_abbrev=False)
    for option in options:
        _declare(parser, option)
    parsed = vars(parser.parse_intermixed_args(_guarded(words)))
    return {key: _unguarded(value) for key, value in parsed.items()}


def _guarded(words: Sequence[str]) -> list[str]:
    """Mark the words after `--`, which argparse drops where options may follow arguments."""
    end = words.index("--") if "--" in words else len(words)
    after = (_GUARD + word if word.startswith("-") else word for word in words[end + 1 :])
    return [*words[:end], *after]


def _unguarded(value: Any) -> Any:  # noqa: ANN401 - what an option holds
    if isinstance(value, list):
        return [_unguarded(entry) for entry in value]
    return value.removeprefix(_GUARD) if isinstance(value, str) else value


def _declare(parser: ArgumentParser, option: Option) -> None:
    if option.is_flag:
        parser.add_argument(*option.names, dest=option.key, action="store_true")
        return
    settings: dict[str, Any] = {"default": option.default}
    if option.choices:
        settings["choices"] = option.choices
    if option.number:
        settings["type"] = int
    if option.is_argument:
        settings["metavar"] = option.names[0]
        settings["nargs"] = "+" if option.many else "?" if option.optional else None
        parser.add_argument(option.key, **settings)
        return
    if option.many:
        settings |= {"action": "extend", "nargs": "+"}
    parser.add_argument(*option.names, dest=option.key, required=option.needed, **settings)


def _chinese(message: str) -> str:
    for pattern, chinese in COMPLAINTS:
        found = re.fullmatch(pattern, message)
        if found:
            return found.expand(chinese)
    return message
