"""`jianbao serve`: one process that serves pages, reads what arrives, and stops cleanly."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao.samples import profile

_FOUND = """
import django; django.setup()
from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.preparing import prepare_database
from jianbao.samples import profile
prepare_database(); found_bulletin(profile(), slug="yunling", by=None)
"""
_STATES = """
import django; django.setup()
import json
from jianbao.desk.models import Contribution
print(json.dumps(list(Contribution.objects.values_list("state", "headline", "channel"))))
"""
_MAIL = """\
From: =?utf-8?B?546L6Z2S56a+?= <wangqinghe@yunling.example>
To: jianbao@yunling.example
Subject: Drill
Message-ID: <1@yunling.example>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

青石分公司开展夜间应急演练

11月3日，青石分公司组织62名职工开展夜间应急演练，用时18分钟完成疏散。
"""


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_")}
    return kept | {
        "JIANBAO_HOME": str(home),
        "JIANBAO_LOG_FORM": "json",
        "DJANGO_SETTINGS_MODULE": "jianbao.settings",
    }


def _python(home: Path, code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        env=_environment(home),
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _get(port: int, path: str) -> tuple[int, str]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.decode().partition("\r\n\r\n")
    return int(head.split()[1]), body


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Path, int, subprocess.Popen[str]]]:
    home, port = tmp_path / "home", _free_port()
    _python_with_home(home)
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jianbao", "serve", "--listen", f"127.0.0.1:{port}"],
            env=_environment(home),
            stderr=log,
            text=True,
        )
        try:
            _until(lambda: _answers(port))
            yield home, port, server
        finally:
            server.kill()
            server.wait()


def _python_with_home(home: Path) -> None:
    (home / "incoming" / "yunling").mkdir(parents=True)
    _python(home, _FOUND)


def _answers(port: int) -> bool:
    try:
        return _get(port, "/readyz")[0] == 200
    except OSError:
        return False


def _until(holds: object, seconds: float = 60) -> None:
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.2)


@pytest.mark.server
@pytest.mark.slow
def test_serve_takes_what_arrives_and_stops_when_told(
    serving: tuple[Path, int, subprocess.Popen[str]], tmp_path: Path
) -> None:
    home, port, server = serving
    assert json.loads(_get(port, "/readyz")[1]) == {"database": True, "vault": True}
    assert _get(port, "/healthz") == (200, "ok\n")
    assert _get(port, "/")[0] == 302
    incoming = home / "incoming" / "yunling"
    (incoming / "来稿.eml").write_text(_MAIL, "utf-8", newline="\r\n")
    _until(lambda: "waiting" in _python(home, _STATES))
    assert json.loads(_python(home, _STATES)) == [
        ["waiting", "青石分公司开展夜间应急演练", "folder"]
    ]
    assert [path.name for path in incoming.iterdir() if path.is_file()] == []
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [line["event"] for line in lines if line["level"] == "error"] == []
    assert "serving" in {line["event"] for line in lines}
    assert profile().title not in json.dumps(lines, ensure_ascii=False)
