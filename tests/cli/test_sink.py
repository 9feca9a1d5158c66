"""`jianbao sink`: takes every letter but those it was told to refuse, and keeps them as files."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao.post.connection import Account
from jianbao.post.smtp import Accepted, Deferred, Rejected, open_sender

pytestmark = pytest.mark.server
RAW = b"Subject: hello\r\n\r\n.hello\r\n"


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[tuple[Account, Path, subprocess.Popen[str]]]:
    folder = tmp_path / "letters"
    command = [sys.executable, "-m", "jianbao", "--lang", "en", "sink", str(folder)]
    command += ["--listen", "127.0.0.1:0"]
    command += ["--refuse", "gone@yunling.example", "--put-off", "full@yunling.example"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        port = int(program.stdout.readline().partition(":")[2].split()[0])
        yield Account(host="127.0.0.1", port=port, security="plain"), folder, program
        program.kill()


def test_letters_are_kept_in_the_order_of_arrival(
    sink: tuple[Account, Path, subprocess.Popen[str]],
) -> None:
    account, folder, program = sink
    with open_sender(account) as sender:
        for number in range(3):
            to = f"reader{number}@yunling.example"
            assert isinstance(sender.send("desk@yunling.example", to, RAW), Accepted)
        gone = sender.send("desk@yunling.example", "gone@yunling.example", RAW)
        full = sender.send("desk@yunling.example", "Full@yunling.example", RAW)
    assert isinstance(gone, Rejected)
    assert isinstance(full, Deferred)
    assert sorted(path.name for path in folder.iterdir()) == ["00001.eml", "00002.eml", "00003.eml"]
    assert (folder / "00001.eml").read_bytes().endswith(RAW)
    program.send_signal(signal.SIGTERM)
    assert program.wait(10) == 0


def test_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jianbao", "--lang", "en", "sink", str(tmp_path)]
    done = subprocess.run(
        [*command, "--listen", "nowhere"], check=False, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "nowhere" in done.stderr
