"""Puts a whole desk into one tar file while it runs: rows of one moment, and every stored byte.

The rows are JSON lines that any database takes back, so a desk can move from SQLite to
PostgreSQL by this. Sessions and jobs are left out: people sign in again, jobs are only hints.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import connection, models
from django.utils import timezone

from jianbao import __version__

FORM = "jianbao-backup/1"
_LEFT_OUT = {
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "sessions.session",
    "usersessions.usersession",
    "django_tasks_db.dbtaskresult",
}


class Kept(NamedTuple):
    """What a backup holds."""

    rows: int
    files: int
    size: int  # bytes of the files


def back_up(target: Path) -> Kept:
    """Write the backup, whole or not at all. Work on the desk goes on meanwhile.

    The rows are taken first: whatever they name lies in the vault already, since bytes are stored
    before any row names them and are never deleted. Only its owner can read the file, from its
    first byte on: it holds every secret of the desk.
    """
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                rows = _add_rows(tar)
                kept = _add_files(tar, rows)
                _add_text(tar, "manifest.json", json.dumps(_manifest(kept), indent=2))
                _add_text(tar, "secret.key", settings.SECRET_KEY)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return kept


def kept_models() -> list[type[models.Model]]:
    """Give the tables a backup holds, each after those it points to where that can be."""
    return [
        model
        for model in serializers.sort_dependencies(
            [(config, None) for config in apps.get_app_configs()]
        )
        if model._meta.label_lower not in _LEFT_OUT  # noqa: SLF001 - Django's documented Model._meta
        and not model._meta.proxy  # noqa: SLF001 - the same
    ]


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything inside as it stood at one moment, keeping no writer waiting."""
    begin = {
        "sqlite": "BEGIN DEFERRED",
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _add_rows(tar: tarfile.TarFile) -> int:
    count = 0
    with tempfile.TemporaryFile() as file:
        lines = io.TextIOWrapper(file, "utf-8", newline="\n", write_through=True)
        with _one_moment():
            for model in kept_models():
                rows = model._default_manager.order_by("pk")  # noqa: SLF001 - Model._default_manager is documented
                for row in rows.iterator(chunk_size=500):
                    serializers.serialize("jsonl", [row], stream=lines, ensure_ascii=False)
                    count += 1
        lines.detach()
        _add_stream(tar, "rows.jsonl", file)
    return count


def _add_files(tar: tarfile.TarFile, rows: int) -> Kept:
    files = size = 0
    root: Path = settings.JIANBAO.files
    for path in sorted(root.glob("??/??/*")):
        tar.add(path, arcname=f"files/{path.name}", recursive=False)
        files += 1
        size += path.stat().st_size
    return Kept(rows, files, size)


def _manifest(kept: Kept) -> dict[str, Any]:
    return {
        "form": FORM,
        "jianbao": __version__,
        "at": timezone.now().isoformat(),
        **kept._asdict(),
    }


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        _add_stream(tar, name, file)


def _add_stream(tar: tarfile.TarFile, name: str, stream: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size = stream.seek(0, 2)
    member.mode = 0o600
    stream.seek(0)
    tar.addfile(member, stream)
