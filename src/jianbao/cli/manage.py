"""`jianbao manage`: passes its words on to Django's own commands; it has none itself."""

from __future__ import annotations

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.office import open_office

OPTIONS = (
    Option(
        ("WORDS",),
        "命令及其参数（选项写在 -- 之后）",
        "command and arguments (options after --)",
        many=True,
    ),
)
EXAMPLES = (
    Example("jianbao manage migrate", "更新数据库结构", "bring the database up to date"),
    Example("jianbao manage -- makemigrations desk --check", "检查结构", "check the structure"),
)


def run(*, words: list[str]) -> int:
    """Run the command; Django prints and decides."""
    open_office()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jianbao manage", *words])
    return Exit.FINE
