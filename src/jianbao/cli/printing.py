"""How results look as JSON (two blanks of indent, Chinese as it is), and which format it is."""

from __future__ import annotations

from typing import Any

import msgspec

from jianbao.cli.failures import Failure
from jianbao.cli.words import say


def json_bytes(value: object) -> bytes:
    """Give `value` as readable UTF-8 JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def entry(value: object, file: str | None) -> dict[str, Any]:
    """Give `value` as an entry of a JSON list, with its file in front where there are several."""
    built: dict[str, Any] = msgspec.to_builtins(value)
    return built if file is None else {"file": file, **built}


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
