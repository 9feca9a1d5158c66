"""What `jianbao COMMAND --help` prints: wide characters counted as wide, examples in both tongues.

It draws what the command declares and adds nothing of its own.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from jianbao.cli.declare import HELP, Example, Option
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.cli.commands import Command

WIDEST = 100


def usage(command: Command, options: Sequence[Option]) -> str:
    """Give the line that shows how the command is typed."""
    arguments = [option.typed for option in options if option.is_argument]
    return " ".join(["jianbao", command.name, say("[选项]", "[OPTIONS]"), *arguments])


def command_help(command: Command, options: Sequence[Option], examples: Sequence[Example]) -> str:
    """Give the whole help of one command, as wide as the terminal."""
    every = (*options, HELP)
    parts = [
        f"{command.summary}\n\n{say('用法：', 'Usage: ')}{usage(command, options)}",
        _table(say("参数", "Arguments"), [(o.typed, o.meaning) for o in every if o.is_argument]),
        _table(say("选项", "Options"), [(o.typed, o.meaning) for o in every if not o.is_argument]),
        _table(
            say("示例 Examples", "Examples 示例"),
            [(example.line, f"{example.zh} · {example.en}") for example in examples],
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    left = min(max(len(typed) for typed, _ in rows), 40) + 4
    lines = [line for row in rows for line in _row(*row, left=left, width=width - left)]
    return "\n".join([title, *lines])


def _row(typed: str, meaning: str, *, left: int, width: int) -> list[str]:
    folded = _fold(meaning, max(width, 20))
    head = f"  {typed}"
    if len(head) + 2 > left:
        return [head, *(" " * left + line for line in folded)]
    return [f"{head:<{left}}{folded[0]}", *(" " * left + line for line in folded[1:])]


def _fold(text: str, width: int) -> list[str]:
    """Break text at blanks and between wide characters, `width` columns a line."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Cut text where a line may end; brackets and marks stay with what they hold."""
    return re.findall(
        r"[（《「“]*(?:[^\s\u2e80-\uffef“”]+|[^\s，。、；：）》」”])[，。、；：）》」”]*\s*|.", text
    )


def columns(text: str) -> int:
    """Give how many columns of a terminal `text` takes."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
