"""The issue as JSON (`jianbao-issue/1`) and its published JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from jianbao.document.model import SCHEMA, Issue

SCHEMA_ID = f"urn:jianbao:{SCHEMA}"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Issue)


class InterchangeError(ValueError):
    """The JSON is not an issue; the message says where and what was expected."""


def to_json(issue: Issue, *, indent: int = 2) -> bytes:
    """Write an issue as UTF-8 JSON with a final newline; the same issue gives the same bytes."""
    encoded = _encoder.encode(issue)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded) + b"\n"


def from_json(data: bytes | str) -> Issue:
    """Read an issue from JSON. Raises InterchangeError with the path that does not fit."""
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InterchangeError(str(error)) from error


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of an issue, as published in docs."""
    schema = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Issue)))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}
