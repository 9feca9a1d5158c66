"""`jianbao completion SHELL`: a script that completes commands and options; it installs nothing.

The script is made from what the commands declare, so that completing starts no Python.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from jianbao.cli.commands import COMMANDS
from jianbao.cli.declare import HELP, Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.output import put
from jianbao.cli.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianbao.cli.commands import Command

SHELLS = ("bash", "zsh", "fish")
OPTIONS = (Option(("SHELL",), "哪一种命令行", "which shell", choices=SHELLS, dest="shell"),)
EXAMPLES = (
    Example('eval "$(jianbao completion bash)"', "写进 ~/.bashrc", "goes into ~/.bashrc"),
    Example('eval "$(jianbao completion zsh)"', "写进 ~/.zshrc", "goes into ~/.zshrc"),
    Example("jianbao completion fish | source", "写进 config.fish", "goes into config.fish"),
)
EVERYWHERE = (Option(("--lang",), "界面语言", "language", choices=LANGUAGES), HELP)


def run(*, shell: str) -> int:
    """Print the script for `shell`."""
    put(_fish() if shell == "fish" else _bash(zsh=shell == "zsh"))
    return Exit.FINE


def _options(command: Command) -> tuple[Option, ...]:
    declared: tuple[Option, ...] = import_module(f"jianbao.cli.{command.module}").OPTIONS
    return (*declared, *EVERYWHERE)


def _bash(*, zsh: bool) -> str:
    """Fill the script of bash; zsh runs it by its own bashcompinit."""
    script = files("jianbao.cli").joinpath("completion.bash").read_text("utf-8")
    first = dict.fromkeys(command.name.split()[0] for command in COMMANDS)
    script = script.replace("@FIRST@", " ".join([*first, "--help", "--version", "--lang"]))
    script = script.replace("@WORDS@", "\n".join(_bash_words()))
    script = script.replace("@VALUES@", "\n".join(_bash_values()))
    return f"autoload -U +X bashcompinit && bashcompinit\n{script}" if zsh else script


def _bash_words() -> Iterator[str]:
    """Give, for each command, what may be typed after it besides the names of files."""
    for command in COMMANDS:
        first, *rest = command.name.split()
        if rest:
            yield f"    '{first} ') words='{rest[0]}' ;;"
        words = [
            word
            for option in _options(command)
            for word in (option.choices if option.is_argument else option.names)
        ]
        yield f"    '{' '.join([first, *rest])} '*) words='{' '.join(words)}' ;;"


def _bash_values() -> Iterator[str]:
    """Give the fixed values of each option, by the words typed before the value."""
    for command in COMMANDS:
        for option in _options(command):
            if option.choices and not option.is_argument:
                typed = "|".join(f"'{command.name} '*'{name} '" for name in option.names)
                yield f"    {typed}) words='{' '.join(option.choices)}' ;;"
    yield f"    '--lang ') words='{' '.join(LANGUAGES)}' ;;"


def _fish() -> str:
    lines: list[str] = []
    for command in COMMANDS:
        first, *rest = command.name.split()
        begun = f"complete -c jianbao -n '__fish_seen_subcommand_from {first}'"
        told = f"-d {_quoted(command.summary)}"
        lines.append(f"complete -c jianbao -n __fish_use_subcommand -a {first} {told}")
        lines += [f"{begun} -a {word} {told}" for word in rest]
        lines += [f"{begun} {_fish_option(option)}" for option in _options(command)]
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    names = [name for name in option.names if name.startswith("-")]
    parts = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in names]
    if option.choices:
        parts.append(f"-xa '{' '.join(option.choices)}'")
    elif option.metavar:
        parts.append("-r")
    return " ".join([*parts, f"-d {_quoted(option.meaning)}"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
