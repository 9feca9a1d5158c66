from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest

from jianbao.cli import main

from cli.cli_samples import environment


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "JIANBAO_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JIANBAO_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run a command in this process."""

    def ran(*words: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        capfdbinary.readouterr()
        code = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return ran


@pytest.fixture
def start() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a process of its own."""

    def started(
        *words: str | Path, stdin: bytes = b"", **changed: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "jianbao", *map(str, words)],
            input=stdin,
            capture_output=True,
            env=environment(**changed),
            check=False,
            timeout=120,
        )

    return started
