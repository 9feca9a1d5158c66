"""What `jianbao --help` prints; made from the table of commands without loading any of them."""

from __future__ import annotations

from jianbao.cli.commands import COMMANDS
from jianbao.cli.words import say

EXAMPLES = (
    ("jianbao proof issue.docx", "校对一期", "proofread an issue"),
    ("jianbao typeset issue.md -o issue.pdf", "排成 PDF", "typeset it as PDF"),
    ("jianbao read old.txt | jianbao typeset - -o new.pdf", "读入即排", "read, then typeset"),
)


def overview() -> str:
    """Give the help of the whole program: commands, common options, examples in both languages."""
    options = (
        ("--lang zh|en", say("界面语言（也可设 JIANBAO_LANG）", "language (or JIANBAO_LANG)")),
        ("--version", say("显示版本", "print the version")),
        ("-h, --help", say("显示帮助", "print this help")),
    )
    examples = tuple((line, f"{zh} · {en}") for line, zh, en in EXAMPLES)
    parts = (
        say("简报：读入、校对、排印", "jianbao (简报): read, proofread and typeset bulletins"),
        say("用法：jianbao 命令 [选项] 文件…", "Usage: jianbao COMMAND [OPTIONS] FILE…"),
        say("命令", "Commands"),
        _table([(command.name, command.summary) for command in COMMANDS]),
        say("选项", "Options"),
        _table(options),
        say("示例 Examples", "Examples 示例"),
        _table(examples),
        say(
            "每个命令的用法和示例：jianbao 命令 --help", "More on a command: jianbao COMMAND --help"
        ),
    )
    summary, usage, *rest = parts
    body = "\n\n".join(
        f"{head}\n{rows}" for head, rows in zip(rest[:-1:2], rest[1::2], strict=True)
    )
    return f"{summary}\n\n{usage}\n\n{body}\n\n{rest[-1]}\n"


def _table(rows: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    wide = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{wide}}  {right}" for left, right in rows)
