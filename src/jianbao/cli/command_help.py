"""What `jianbao COMMAND --help` prints: wide characters counted as wide, examples in both tongues.

It draws what the command declares and adds nothing of its own.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import TyperCommand

from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer


class Row(NamedTuple):
    """One argument or option: how it is typed, and what it means."""

    typed: str
    meaning: str
    argument: bool


class BilingualCommand(TyperCommand):
    """A command that draws its help itself."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer keeps both private
        """Write the whole help into `formatter`."""
        formatter.write(_draw(self, ctx))


def usage(command: TyperCommand, ctx: typer.Context) -> str:
    """Give the usage line, without its label."""
    words = [ctx.command_path, *(_metavar(p, ctx) for p in command.params if _is_argument(p))]
    return " ".join([words[0], say("[选项]", "[OPTIONS]"), *words[1:]])


def rows(command: TyperCommand, ctx: typer.Context) -> tuple[Row, ...]:
    """Give every argument and option that is shown."""
    shown = (p for p in command.get_params(ctx) if not getattr(p, "hidden", False))
    return tuple(_row(p, ctx) for p in shown)


def examples(command: TyperCommand) -> tuple[tuple[str, str, str], ...]:
    """Give the examples: what is typed, in Chinese, in English."""
    lines = (line.split("\t") for line in (command.epilog or "").splitlines())
    return tuple((typed, zh, en) for typed, zh, en in lines)


def _is_argument(parameter: Any) -> bool:  # noqa: ANN401 - typer keeps the class private
    return bool(parameter.param_type_name == "argument")


def _metavar(parameter: Any, ctx: typer.Context) -> str:  # noqa: ANN401 - as above
    return str(parameter.metavar or parameter.make_metavar(ctx))


def _row(parameter: Any, ctx: typer.Context) -> Row:  # noqa: ANN401 - as above
    if _is_argument(parameter):
        return Row(_metavar(parameter, ctx), _meaning(parameter), argument=True)
    names = ", ".join(sorted(parameter.opts, key=len))
    typed = names if parameter.is_flag else f"{names} {_metavar(parameter, ctx)}"
    meaning = say("显示帮助", "print this help") if "--help" in parameter.opts else None
    return Row(typed, meaning or _meaning(parameter), argument=False)


def _meaning(parameter: Any) -> str:  # noqa: ANN401 - as above
    text = str(parameter.help or "")
    default = parameter.default
    if getattr(parameter, "is_flag", False) or default in (None, "", [], ()):
        return text
    return text + say(f"（默认 {default}）", f" (default: {default})")


def _draw(command: TyperCommand, ctx: typer.Context) -> str:
    from rich.console import Console

    out = io.StringIO()
    plain = Console(file=io.StringIO())
    console = Console(
        file=out, width=min(plain.width, 100), force_terminal=sys.stdout.isatty(), highlight=False
    )
    console.print(command.help or "", style="bold", markup=False)
    console.print(f"\n{say('用法：', 'Usage: ')}{usage(command, ctx)}", markup=False)
    every = rows(command, ctx)
    for title, part in (
        (say("参数", "Arguments"), [(r.typed, r.meaning) for r in every if r.argument]),
        (say("选项", "Options"), [(r.typed, r.meaning) for r in every if not r.argument]),
        (
            say("示例 Examples", "Examples 示例"),
            [(typed, f"{zh} · {en}") for typed, zh, en in examples(command)],
        ),
    ):
        _draw_table(console, title, part)
    return out.getvalue()


def _draw_table(console: Any, title: str, part: Iterable[tuple[str, str]]) -> None:  # noqa: ANN401 - rich loads late
    from rich.table import Table
    from rich.text import Text

    cells = [(Text(left, style="cyan"), Text(right)) for left, right in part]
    if not cells:
        return
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(max_width=44)
    table.add_column(ratio=1)
    for left, right in cells:
        table.add_row(left, right)
    console.print(f"\n{title}", style="bold", markup=False)
    console.print(table, new_line_start=False)
