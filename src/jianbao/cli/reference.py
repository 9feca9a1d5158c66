"""The reference of the command line in both languages, made from what the commands declare.

`python -m jianbao.cli.reference > docs/commands.md` writes it; a test keeps the two in step.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from jianbao.cli.commands import COMMANDS, Command
from jianbao.cli.declare import Option
from jianbao.cli.exits import MEANINGS
from jianbao.cli.output import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def reference() -> str:
    """Give `docs/commands.md`: the conventions all commands share, then each command."""
    conventions = files("jianbao.cli").joinpath("conventions.md").read_text("utf-8").strip()
    exits = _table(
        ("代码 code", "含义", "meaning"),
        ((str(int(code)), zh, en) for code, zh, en in MEANINGS),
    )
    parts = [conventions.replace("{exit_codes}", exits), *map(_command, COMMANDS)]
    return "\n\n".join(parts) + "\n"


def _command(command: Command) -> str:
    module = import_module(f"jianbao.cli.{command.module}")
    options: Sequence[Option] = module.OPTIONS
    arguments = " ".join(option.typed for option in options if option.is_argument)
    typed = f"jianbao {command.name} {'[OPTIONS] ' if _has_options(options) else ''}{arguments}"
    examples = "\n".join(f"{e.line}  # {e.zh} · {e.en}" for e in module.EXAMPLES)
    return "\n\n".join(
        (
            f"## jianbao {command.name}",
            f"{command.zh}。{command.en}.",
            f"```\n{typed.strip()}\n```",
            _table(("", "说明", "meaning"), map(_row, options)),
            f"```\n{examples}\n```",
        )
    )


def _has_options(options: Sequence[Option]) -> bool:
    return any(not option.is_argument for option in options)


def _row(option: Option) -> tuple[str, str, str]:
    zh = "" if option.default is None else f"（默认 {option.default}）"
    en = "" if option.default is None else f" (default {option.default})"
    return f"`{option.typed}`", option.zh + zh, option.en + en


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


if __name__ == "__main__":
    put(reference())
