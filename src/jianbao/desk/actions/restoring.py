"""Makes a desk from a backup, in an empty home and an empty database; it never overwrites one.

A restored desk sends nothing by itself that may have been sent already: letters that were
waiting are shown as unknown.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F

from jianbao.desk import vault
from jianbao.desk.actions.backing_up import FORM, kept_models
from jianbao.desk.actions.preparing import prepare_database
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import (
    Dispatch,
    DispatchBody,
    EditionFile,
    File,
    Letter,
    Photograph,
    RawMessage,
    User,
)


class Restored(NamedTuple):
    """What came back, and the hashes that rows name and no file bears."""

    rows: int
    files: int
    missing: tuple[str, ...]


def read_secret_key(backup: Path) -> str:
    """Give the secret key that the desk had. Raises Invalid for a file that is no backup."""
    with _opened(backup) as tar:
        return _text(tar, "secret.key")


def restore(backup: Path) -> Restored:
    """Bring back files, then rows. Raises Invalid (no backup, damaged), Impossible (not empty)."""
    with _opened(backup) as tar:
        if json.loads(_text(tar, "manifest.json")).get("form") != FORM:
            raise Invalid("backup-unknown", field="file")
        prepare_database()
        if User.objects.exists() or RawMessage.objects.exists():
            raise Impossible("desk-not-empty")
        files = sum(_restore_file(tar, member) for member in _files(tar))
        rows = _restore_rows(_member(tar, "rows.jsonl"))
    return Restored(rows, files, tuple(_missing()))


def _opened(backup: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(backup, "r:")
    except (tarfile.TarError, OSError) as error:
        raise Invalid("backup-unreadable", field="file", why=str(error)) from error


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = tar.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise Invalid("backup-unknown", field="file")
    return found


def _text(tar: tarfile.TarFile, name: str) -> str:
    with _member(tar, name) as file:
        return file.read().decode()


def _files(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    return (member for member in tar if member.isfile() and member.name.startswith("files/"))


def _restore_file(tar: tarfile.TarFile, member: tarfile.TarInfo) -> int:
    """Store one file under the hash of what it holds; its name in the archive must say the same."""
    content = tar.extractfile(member)
    assert content is not None
    stored = vault.store(iter(lambda: content.read(1 << 20), b""))
    if f"files/{stored.sha256}" != member.name:
        raise Invalid("backup-damaged", field="file", name=member.name)
    return 1


def _restore_rows(lines: IO[bytes]) -> int:
    count = 0
    with transaction.atomic(), io.TextIOWrapper(lines, "utf-8") as text:
        for row in serializers.deserialize("jsonl", text):
            row.save()
            count += 1
        Letter.objects.filter(state__in=("pending", "sending")).update(
            state=Letter.State.UNKNOWN, reply="restored from a backup"
        )
        _hold_dispatches()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)
    return count


def _hold_dispatches() -> None:
    """Let no dispatch go on by itself: after the backup was made, some of it may have gone out."""
    under_way = (Dispatch.State.APPROVED, Dispatch.State.SENDING)
    Dispatch.objects.filter(state__in=under_way).update(
        state=Dispatch.State.PAUSED,
        pause_code="restored",
        lease_holder="",
        lease_until=None,
        version=F("version") + 1,
    )


def _missing() -> Iterator[str]:
    named: set[str] = set()
    for model in (RawMessage, File, Photograph, EditionFile, DispatchBody):
        named.update(model._default_manager.values_list("sha256", flat=True))  # noqa: SLF001 - Model._default_manager is documented
    named.update(Photograph.objects.values_list("thumbnail", flat=True))
    return (sha256 for sha256 in sorted(named) if not vault.path_of(sha256).exists())
