"""How results look as JSON: two blanks of indent, a final newline, Chinese as it is."""

from __future__ import annotations

import msgspec


def as_json(value: object) -> bytes:
    """Give `value` as readable UTF-8 JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
