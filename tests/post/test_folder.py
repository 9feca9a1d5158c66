"""The watched folder: only whole files, and none is ever lost on its way out of it."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from jianbao.post.folder import put_away, waiting_files


def test_files_that_still_change_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "来稿.docx").write_bytes(b"whole")
    now = time.time()
    assert list(waiting_files(tmp_path, 60, now)) == []
    assert list(waiting_files(tmp_path, 60, now + 61)) == [tmp_path / "来稿.docx"]


def test_the_date_of_an_original_does_not_count(tmp_path: Path) -> None:
    copy = tmp_path / "旧稿.docx"
    copy.write_bytes(b"half of")
    os.utime(copy, (0, 0))
    assert list(waiting_files(tmp_path, 60, time.time())) == []


def test_only_regular_files_that_somebody_meant(tmp_path: Path) -> None:
    (tmp_path / "子目录").mkdir()
    for name in (".hidden", "~$来稿.docx", "来稿.docx.part", "x.CRDOWNLOAD", "~WRL0001.tmp"):
        (tmp_path / name).touch()
    (tmp_path / "link.docx").symlink_to("/etc/hostname")
    (tmp_path / "b.txt").touch()
    (tmp_path / "a.txt").touch()
    found = [path.name for path in waiting_files(tmp_path, 0, time.time() + 1)]
    assert found == ["a.txt", "b.txt"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    done = tmp_path / "处理完毕"
    placed = []
    for content in (b"one", b"two", b"three"):
        (tmp_path / "来稿.docx").write_bytes(content)
        placed.append(put_away(tmp_path / "来稿.docx", done))
    assert [path.name for path in placed] == ["来稿.docx", "来稿 (2).docx", "来稿 (3).docx"]
    assert [path.read_bytes() for path in placed] == [b"one", b"two", b"three"]
    assert list(tmp_path.iterdir()) == [done]


def test_another_file_system_gets_a_copy_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "another device")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "来稿.docx").write_bytes(b"whole")
    placed = put_away(tmp_path / "来稿.docx", tmp_path / "done")
    assert placed.read_bytes() == b"whole"
    assert not (tmp_path / "来稿.docx").exists()


def test_a_file_that_cannot_be_placed_stays(tmp_path: Path) -> None:
    (tmp_path / "来稿.docx").write_bytes(b"whole")
    (tmp_path / "done").touch()
    with pytest.raises(OSError, match="exists"):
        put_away(tmp_path / "来稿.docx", tmp_path / "done")
    assert (tmp_path / "来稿.docx").read_bytes() == b"whole"
