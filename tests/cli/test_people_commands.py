"""`jianbao people`: the first administrator, and what a person may do."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.cli.exits import Exit

Start = Callable[..., "subprocess.CompletedProcess[bytes]"]
ADD = ("people", "add", "--name", "周管理", "--email", "Zhou@yunling.example")

pytestmark = pytest.mark.slow


def test_the_first_administrator_comes_in_by_the_terminal(start: Start, tmp_path: Path) -> None:
    home = {"JIANBAO_HOME": str(tmp_path / "home")}
    made = start(*ADD, "--generate", **home)
    assert made.returncode == Exit.FINE, made.stderr.decode()
    password = made.stdout.decode().strip()
    assert len(password) >= 16
    with sqlite3.connect(tmp_path / "home" / "desk.sqlite3") as database:
        rows = database.execute("SELECT username, email, password FROM desk_user").fetchall()
        assert [row[:2] for row in rows] == [("周管理", "zhou@yunling.example")]
        assert password not in rows[0][2]
        verbs = database.execute("SELECT verb, through FROM desk_event ORDER BY id").fetchall()
        assert [verb for verb, _through in verbs] == ["open_account", "give_role"]
    shown = start("people", "rights", "zhou@yunling.example", "--json", **home)
    told = json.loads(shown.stdout)
    assert {row["may"]: row["allowed"] for row in told["places"][0]["rights"]} == {
        "open_bulletin": True,
        "arrange_desk": True,
    }
    twice = start(*ADD, "--generate", **home)
    assert twice.returncode == Exit.USAGE
    assert b"Traceback" not in twice.stderr


def test_what_does_not_fit_is_said_and_nothing_is_made(start: Start, tmp_path: Path) -> None:
    home = {"JIANBAO_HOME": str(tmp_path / "home")}
    weak = start(*ADD, stdin=b"1234\n", **home)
    assert weak.returncode == Exit.USAGE
    lost = start(*ADD, "--role", "editor", "--bulletin", "none", "--generate", **home)
    assert lost.returncode == Exit.USAGE
    nowhere = start(*ADD, "--role", "editor", "--generate", **home)
    assert nowhere.returncode == Exit.USAGE
    unknown = start("people", "rights", "nobody@yunling.example", **home)
    assert unknown.returncode == Exit.USAGE
    with sqlite3.connect(tmp_path / "home" / "desk.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM desk_user").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM desk_event").fetchone() == (0,)
