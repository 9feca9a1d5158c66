"""`jianbao schema`: prints the JSON Schema of an issue; it never changes one."""

from __future__ import annotations

from typing import Annotated

import typer

from jianbao.cli.commands import Example
from jianbao.cli.output import put_or_save
from jianbao.cli.printing import as_json
from jianbao.cli.words import say
from jianbao.document.interchange import json_schema

EXAMPLES = (
    Example("jianbao schema -o issue.schema.json", "存为文件", "write it to a file"),
    Example("jianbao schema | head -3", "看一眼开头", "look at its first lines"),
)


def run(
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help=say("写入的文件", "the file to write")),
    ] = None,
) -> None:
    """Print the JSON Schema (2020-12) of `jianbao-issue/1`."""
    put_or_save(output, as_json(json_schema()))
