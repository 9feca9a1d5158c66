"""The marks of the text form inside a line: what is escaped, and the attributes of an item."""

from __future__ import annotations

import json
import re
from typing import Any

_INLINE = re.compile(r"\\|\*|`|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:[>|]|#{1,6}(?=\s|$)|[:+-](?=\s|$)|-{3}|!\[|\d+(?=[.)](?:\s|$)))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~【])")
_ATTRIBUTE = re.compile(r"\s*([a-z_]+)=")
_BARE = re.compile(r"[\w-]+")


def escape(text: str, *, start: bool = True) -> str:
    """Write a text of the model so that it stands for itself; `start`: it begins a line."""
    escaped = _INLINE.sub(lambda found: "\\" + found[0], text)
    return _AT_START.sub(_guard, escaped) if start else escaped


def _guard(found: re.Match[str]) -> str:
    mark = found[0]
    return mark + "\\" if mark.isdigit() else "\\" + mark


def unescape(text: str) -> str:
    """Undo `escape`."""
    return _ESCAPED.sub(r"\1", text)


def format_attributes(attributes: dict[str, Any]) -> str:
    """Write attributes as `key=value`; a value is a bare word or JSON, never holding `-->`."""
    return " ".join(f"{key}={_value(value)}" for key, value in attributes.items())


def _value(value: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, str) and _BARE.fullmatch(value) and not _is_json(value):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace(">", "\\u003e")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def parse_attributes(text: str) -> dict[str, Any]:
    """Read `key=value` pairs. Raises ValueError saying where they stop making sense."""
    attributes: dict[str, Any] = {}
    position = 0
    while text[position:].strip():
        found = _ATTRIBUTE.match(text, position)
        if not found:
            raise ValueError(f"expected key=value at {text[position:].strip()!r}")
        attributes[found[1]], position = _read_value(text, found.end())
    return attributes


def _read_value(text: str, start: int) -> tuple[Any, int]:
    bare = _BARE.match(text, start)
    if bare and not _is_json(bare[0]):
        return bare[0], bare.end()
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        raise ValueError(f"expected a word or JSON at {text[start:]!r}") from None
