"""A desk goes into one file while it is written to, and comes back the same."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import IO

import pytest
from django.conf import LazySettings
from django.db import transaction

from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions import flow
from jianbao.desk.actions.backing_up import back_up
from jianbao.desk.models import Contribution, RawMessage, Role
from mailing import a_reader, by_sink, send, started
from printing import a_printed_issue, an_office
from servers.smtp_sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)


def _filled_desk() -> Contribution:
    stored = vault.store_bytes("来稿原件".encode())
    raw = RawMessage.objects.create(sha256=stored.sha256, size=stored.size)
    piece = Contribution.objects.create(
        bulletin=a_bulletin(), raw=raw, channel="paste", state="waiting", headline="一则"
    )
    flow.move(piece, "shortlist", by=a_person(Role.EDITOR, piece.bulletin))
    return piece


def _jianbao(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_")}
    return subprocess.run(
        [sys.executable, "-m", "jianbao", "--lang", "en", *words],
        env=kept | {"JIANBAO_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


_SEND = """
import django; django.setup()
import threading
from jianbao.desk.actions.dispatching.sending import send_what_is_due
from jianbao.desk.models import Dispatch
send_what_is_due(threading.Event(), "restored desk")
dispatch = Dispatch.objects.get()
print(dispatch.state, dispatch.pause_code, dispatch.deliveries.get().state)
"""


def _python(home: Path, code: str, more: dict[str, str]) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_")}
    known = {"JIANBAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jianbao.settings"}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=kept | known | more,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def _rows(file: Path) -> list[str]:
    with tarfile.open(file) as tar:
        member = tar.extractfile("rows.jsonl")
        assert member is not None
        return sorted(member.read().decode().splitlines())


def test_an_edition_comes_back_with_its_signature_its_numbers_and_every_file(
    home: Path, tmp_path: Path
) -> None:
    issue = a_printed_issue(an_office(), pictures=True)
    back_up(tmp_path / "desk.tar")
    rows = [json.loads(row) for row in _rows(tmp_path / "desk.tar")]
    tables = {row["model"].partition(".")[2] for row in rows}
    assert {"edition", "editionfile", "issuenumber", "snapshot", "verdict"} <= tables
    assert _jianbao(tmp_path / "new", "restore", str(tmp_path / "desk.tar")).returncode == 0
    for file in issue.editions.get().files.all():
        there = tmp_path / "new" / vault.path_of(file.sha256).relative_to(home)
        assert hashlib.sha256(there.read_bytes()).hexdigest() == file.sha256


def test_a_dispatch_under_way_stands_still_in_a_restored_desk(
    home: Path, tmp_path: Path, settings: LazySettings, smtp_sink: Sink
) -> None:
    by_sink(settings, smtp_sink)
    office = an_office()
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    back_up(tmp_path / "desk.tar")
    send(dispatch)
    assert _jianbao(tmp_path / "new", "restore", str(tmp_path / "desk.tar")).returncode == 0
    server = {"JIANBAO_SMTP_URL": settings.JIANBAO.smtp_url}
    done = _python(tmp_path / "new", _SEND, server)
    assert done == "paused restored pending\n"
    assert len(smtp_sink.letters) == 1, "the restored desk sent it again"
    body = dispatch.bodies.get()
    assert (tmp_path / "new" / vault.path_of(body.sha256).relative_to(home)).exists()


def test_what_was_backed_up_comes_back_the_same(home: Path, tmp_path: Path) -> None:
    _filled_desk()
    kept = back_up(tmp_path / "desk.tar")
    assert kept.files == 1
    restored = _jianbao(tmp_path / "new", "restore", str(tmp_path / "desk.tar"))
    assert (restored.returncode, restored.stderr) == (0, "")
    again = _jianbao(tmp_path / "new", "backup", "-o", str(tmp_path / "again.tar"))
    assert again.returncode == 0, again.stderr
    assert _rows(tmp_path / "again.tar") == _rows(tmp_path / "desk.tar")
    names = {path.name for path in (tmp_path / "new" / "files").glob("??/??/*")}
    assert names == {path.name for path in (home / "files").glob("??/??/*")}


def test_a_backup_shows_one_moment_and_keeps_no_writer_waiting(home: Path, tmp_path: Path) -> None:
    piece = _filled_desk()
    home.mkdir(exist_ok=True)
    with transaction.atomic():
        Contribution.objects.filter(pk=piece.pk).update(note="written before")
    back_up(tmp_path / "one.tar")
    Contribution.objects.filter(pk=piece.pk).update(note="written after")
    assert [line for line in _rows(tmp_path / "one.tar") if "written after" in line] == []
    assert len([line for line in _rows(tmp_path / "one.tar") if "written before" in line]) == 1


def test_check_proves_a_backup_and_finds_a_damaged_one(tmp_path: Path) -> None:
    _filled_desk()
    good = tmp_path / "desk.tar"
    back_up(good)
    checked = _jianbao(tmp_path / "unused", "restore", "--check", str(good))
    assert (checked.returncode, checked.stdout.startswith("Restored: ")) == (0, True)
    assert not (tmp_path / "unused").exists()
    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(good.read_bytes().replace("来稿原件".encode(), "来稿元件".encode(), 1))
    refused = _jianbao(tmp_path / "unused", "restore", "--check", str(damaged))
    assert refused.returncode == 2
    assert "damaged" in refused.stderr


def test_after_a_restore_that_failed_the_same_home_takes_the_next(tmp_path: Path) -> None:
    _filled_desk()
    good, damaged = tmp_path / "desk.tar", tmp_path / "damaged.tar"
    back_up(good)
    damaged.write_bytes(good.read_bytes().replace("来稿原件".encode(), "来稿元件".encode(), 1))
    assert _jianbao(tmp_path / "new", "restore", str(damaged)).returncode == 2
    restored = _jianbao(tmp_path / "new", "restore", str(good))
    assert (restored.returncode, restored.stderr) == (0, "")
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_desk_in_use_is_never_overwritten(tmp_path: Path) -> None:
    _filled_desk()
    back_up(tmp_path / "desk.tar")
    assert _jianbao(tmp_path / "new", "restore", str(tmp_path / "desk.tar")).returncode == 0
    refused = _jianbao(tmp_path / "new", "restore", str(tmp_path / "desk.tar"))
    assert (refused.returncode, "in use" in refused.stderr) == (2, True)


def test_any_other_file_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other.tar"
    other.write_bytes(b"not a tar")
    assert _jianbao(tmp_path / "new", "restore", str(other)).returncode == 2


def test_a_backup_is_its_owners_alone_from_the_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled_desk()
    modes: set[int] = set()
    addfile = tarfile.TarFile.addfile

    def look(tar: tarfile.TarFile, member: tarfile.TarInfo, file: IO[bytes]) -> None:
        modes.update(path.stat().st_mode & 0o777 for path in tmp_path.glob(".desk.tar*"))
        addfile(tar, member, file)

    monkeypatch.setattr(tarfile.TarFile, "addfile", look)
    back_up(tmp_path / "desk.tar")
    assert modes == {0o600}
    assert (tmp_path / "desk.tar").stat().st_mode & 0o777 == 0o600
