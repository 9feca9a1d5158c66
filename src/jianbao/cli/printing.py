"""How results look as JSON (two blanks of indent, Chinese as it is), and which format it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from jianbao.cli.failures import Failure
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Result = TypeVar("Result")


def json_bytes(value: object) -> bytes:
    """Give `value` as readable UTF-8 JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def entry(value: object, file: str | None, issue: int | None = None) -> dict[str, Any]:
    """Give `value` as an entry of a JSON list, saying first which file and issue it belongs to.

    `file` is None for the only file, `issue` for the only issue of a file.
    """
    built: dict[str, Any] = msgspec.to_builtins(value)
    place = {"file": file, "issue": issue}
    return {name: at for name, at in place.items() if at is not None} | built


def issue_numbers(issues: Sequence[Result]) -> Iterator[tuple[int | None, Result]]:
    """Give each issue of a file with its number from 1, or None where there is only one."""
    for number, issue in enumerate(issues, start=1):
        yield number if len(issues) > 1 else None, issue


def chosen_format(form: str | None, *, as_json: bool, default: str) -> str:
    """Settle the format: `--json` is `--format json`, and both together must agree."""
    if not as_json:
        return form or default
    if form not in {None, "json"}:
        raise Failure(
            say(f"--json 与 --format {form} 矛盾", f"--json contradicts --format {form}"),
            say("只用其中一个", "give one of them"),
        )
    return "json"
