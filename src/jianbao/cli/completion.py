"""`jianbao completion SHELL`: a script that completes commands and options; it installs nothing.

The script is made from the tables that the commands declare, so that completing starts no Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from jianbao.cli.commands import COMMANDS
from jianbao.cli.declare import HELP, Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.output import put

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
LANG = Option(("--lang",), "", "", choices=("zh", "en"))


def run(*, shell: str) -> int:
    """Print the script for `shell`."""
    put({"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]())
    return Exit.FINE


def _options(command: Command) -> tuple[Option, ...]:
    declared: tuple[Option, ...] = import_module(f"jianbao.cli.{command.module}").OPTIONS
    return (*declared, HELP, LANG)


def _first_words() -> str:
    names = dict.fromkeys(command.name.split()[0] for command in COMMANDS)
    return " ".join([*names, "--help", "--version", "--lang"])


def _second_words() -> Iterator[tuple[str, str]]:
    for command in COMMANDS:
        first, *rest = command.name.split()
        if rest:
            yield first, rest[0]


def _bash() -> str:
    cases = [
        f'    "{first} ") words="{second}" ;;' for first, second in _second_words()
    ]
    for command in COMMANDS:
        names, values = [], []
        for option in _options(command):
            names += [name for name in option.names if not option.is_argument]
            values += option.choices if option.is_argument else ()
        cases.append(f'    "{command.name}") words="{" ".join([*values, *names])}" ;;')
    chosen = sorted(
        {(name, o.choices) for c in COMMANDS for o in _options(c) if o.choices for name in o.names}
    )
    return _BASH.format(
        first=_first_words(),
        cases="\n".join(cases),
        groups="|".join(first for first, _ in _second_words()),
        values="\n".join(_bash_values(chosen)),
    )


def _bash_values(chosen: list[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Give one case for each option with fixed values, those of all commands together."""
    together: dict[str, list[str]] = {}
    for name, values in chosen:
        if name.startswith("-"):
            together.setdefault(name, []).extend(values)
    for name, values in together.items():
        yield f'    {name}) COMPREPLY=($(compgen -W "{" ".join(sorted(set(values)))}" -- "$now")); return ;;'


_BASH = """\
_jianbao() {{
  local now=${{COMP_WORDS[COMP_CWORD]}} last=${{COMP_WORDS[COMP_CWORD-1]}} name words=""
  case "$last" in
{values}
  esac
  name=${{COMP_WORDS[1]}}
  case "$name" in {groups}) name="$name ${{COMP_WORDS[2]}}"; [ "$COMP_CWORD" -gt 2 ] || name="${{COMP_WORDS[1]}} " ;; esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="{first}"; else case "$name" in
{cases}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$now"))
  [ "$COMP_CWORD" -eq 1 ] || COMPREPLY+=($(compgen -f -- "$now"))
}}
complete -o filenames -F _jianbao jianbao
"""


def _zsh() -> str:
    return "autoload -U +X bashcompinit && bashcompinit\n" + _bash()


def _fish() -> str:
    lines = []
    for command in COMMANDS:
        first, *rest = command.name.split()
        begun = f"__fish_seen_subcommand_from {first}"
        if rest:
            lines.append(
                f"complete -c jianbao -n '{begun}' -a {rest[0]} -d '{_quoted(command.summary)}'"
            )
        lines.append(
            f"complete -c jianbao -n __fish_use_subcommand -a {first} -d '{_quoted(command.summary)}'"
        )
        lines += [_fish_option(begun, option) for option in _options(command)]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _fish_option(begun: str, option: Option) -> str:
    parts = [f"complete -c jianbao -n '{begun}'"]
    for name in option.names:
        if name.startswith("--"):
            parts.append(f"-l {name[2:]}")
        elif name.startswith("-"):
            parts.append(f"-s {name[1:]}")
    if option.choices:
        parts.append(f"-xa '{' '.join(option.choices)}'")
    elif not (option.is_flag or option.is_argument):
        parts.append("-r")
    return " ".join([*parts, f"-d '{_quoted(option.meaning)}'"])


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
