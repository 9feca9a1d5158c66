"""`jianbao schema`: prints the JSON Schema of an issue; it never changes one."""

from __future__ import annotations

from jianbao.cli.declare import OUTPUT, Example
from jianbao.cli.exits import Exit
from jianbao.cli.output import put_or_save
from jianbao.cli.printing import json_bytes
from jianbao.cli.targets import file_for
from jianbao.document.interchange import json_schema

OPTIONS = (OUTPUT._replace(zh="写入的文件", en="the file to write"),)
EXAMPLES = (
    Example("jianbao schema -o issue.schema.json", "存为文件", "write it to a file"),
    Example("jianbao schema | head -3", "看一眼开头", "look at its first lines"),
)


def run(*, output: str | None = None) -> int:
    """Print the JSON Schema (2020-12) of `jianbao-issue/1`."""
    put_or_save(file_for(output), json_bytes(json_schema()))
    return Exit.FINE
