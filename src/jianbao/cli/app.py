"""Builds what typer runs: one command for a run, the whole tree for completion and for docs."""

from __future__ import annotations

from importlib import import_module

import typer
from typer.core import TyperCommand
from typer.main import get_command

from jianbao.cli.command_help import BilingualCommand
from jianbao.cli.commands import COMMANDS, Command
from jianbao.cli.words import say

CONTEXT = {"help_option_names": ["-h", "--help"]}


def build_command(command: Command) -> TyperCommand:
    """Load one command alone."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    _register(app, command, command.name.split()[-1])
    built = get_command(app)
    assert isinstance(built, TyperCommand)
    return built


def build_app() -> typer.Typer:
    """Load every command, under the names they are typed by."""
    app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    groups: dict[str, typer.Typer] = {}
    for command in COMMANDS:
        *group, last = command.name.split()
        parent = app
        for word in group:
            if word not in groups:
                groups[word] = typer.Typer(rich_markup_mode=None)
                app.add_typer(groups[word], name=word)
            parent = groups[word]
        _register(parent, command, last)
    app.callback()(_root)
    return app


def _register(app: typer.Typer, command: Command, name: str) -> None:
    module = import_module(f"jianbao.cli.{command.module}")
    app.command(
        name,
        cls=BilingualCommand,
        help=say(command.zh, command.en),
        epilog="\n".join("\t".join(example) for example in module.EXAMPLES),
        context_settings=CONTEXT,
    )(module.run)


def _root() -> None:
    """jianbao."""  # noqa: D403 - the name of the program is written small


