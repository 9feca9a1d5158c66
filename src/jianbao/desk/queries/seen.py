"""What a person saw of a row before changing it, as a short mark that a form carries along."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model


def values_of(row: Model, columns: Iterable[str]) -> dict[str, Any]:
    """Give columns of a row as plain values; another row is given by its key."""
    fields = {field.name: field.attname for field in row._meta.concrete_fields}  # noqa: SLF001 - Django's own public-by-custom
    return {name: getattr(row, fields[name]) for name in columns}


def mark_of(row: Model, columns: Iterable[str]) -> str:
    """Give the mark of what stands in `columns`: another text there, another mark."""
    return mark_of_values(values_of(row, sorted(columns)))


def mark_of_values(values: object) -> str:
    """Give the mark of plain values."""
    said = json.dumps(values, sort_keys=True, default=_plain, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
