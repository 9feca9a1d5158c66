"""Files put into a folder of others: whole, once, and never over something else."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jianbao.post.drop import drop, try_folder
from jianbao.post.smtp import Accepted, Deferred, Rejected

FILES = {"云岭水泥党群工作2026年第7期.pdf": b"%PDF-1", "yunling-1-1.json": b"{}"}


def test_files_stand_there_whole_and_nothing_else(tmp_path: Path) -> None:
    assert isinstance(drop(tmp_path, FILES), Accepted)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_the_same_again_is_well_and_changes_nothing(tmp_path: Path) -> None:
    drop(tmp_path, FILES)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    outcome = drop(tmp_path, FILES)
    assert isinstance(outcome, Accepted)
    assert "0 new" in outcome.reply
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_something_else_under_a_name_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "yunling-1-1.json"
    other.write_bytes(b"of somebody else")
    assert isinstance(drop(tmp_path, FILES), Rejected)
    assert [path.name for path in tmp_path.iterdir()] == [other.name]
    assert other.read_bytes() == b"of somebody else"


@pytest.mark.parametrize("name", ["../escape.pdf", "/etc/x", "a/b", "..", "", "a\x00b"])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    assert isinstance(drop(tmp_path / ".", {name: b"x"}), Rejected)
    assert list(tmp_path.parent.glob("escape*")) == []


def test_no_folder_is_said(tmp_path: Path) -> None:
    outcome = drop(tmp_path / "missing", FILES)
    assert isinstance(outcome, Rejected)
    assert "missing" in outcome.reply


@pytest.mark.parametrize("refused", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_share_without_hard_links_is_served_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    def link(*_: object) -> None:
        raise OSError(refused, os.strerror(refused))

    monkeypatch.setattr(os, "link", link)
    assert isinstance(drop(tmp_path, FILES), Accepted)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES
    assert isinstance(drop(tmp_path, {"yunling-1-1.json": b"other"}), Rejected)


@pytest.mark.parametrize("broken", [OSError(errno.ENOSPC, "disk full"), FileExistsError("there")])
def test_what_could_not_be_put_is_tried_again_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: OSError
) -> None:
    def link(*_: object) -> None:
        raise broken

    monkeypatch.setattr(os, "link", link)
    assert isinstance(drop(tmp_path, FILES), Deferred)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_or_a_dead_link_under_a_name_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("folder", "link"):
        assert isinstance(drop(tmp_path, {name: b"x"}), Rejected)


def test_a_trial_puts_something_there_and_takes_it_away(tmp_path: Path) -> None:
    assert isinstance(try_folder(tmp_path), Accepted)
    assert list(tmp_path.iterdir()) == []
    assert isinstance(try_folder(tmp_path / "missing"), Rejected)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder that refuses even root")
def test_a_folder_that_takes_nothing_fails_its_trial() -> None:
    outcome = try_folder(Path("/proc"))
    assert isinstance(outcome, Rejected)
    assert outcome.reply
