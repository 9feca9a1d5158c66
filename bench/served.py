"""Servers that a benchmark starts on the loopback, asks for their CPU time, and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

_TICK = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60.0  # seconds until a server must answer


def free_port() -> int:
    """Give a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A process that answers on a port; use it in a `with` block, which ends it."""

    def __init__(
        self,
        command: Sequence[str | Path],
        port: int,
        *,
        environment: dict[str, str] | None = None,
        told: str = "",
        folder: Path | None = None,
    ) -> None:
        """Start it; `told` is written to its input. `said` is what it prints before it serves."""
        self.port = port
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | (environment or {}),
            cwd=folder,
            text=True,
        )
        assert self._process.stdin
        self._process.stdin.write(told)
        self._process.stdin.close()

    def __enter__(self) -> Self:
        """Wait until it answers."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        self.__exit__()
        raise SystemExit(f"no answer from {self._process.args}")

    def __exit__(self, *_: object) -> None:
        """End it, and wait for that."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def said(self) -> Any:  # noqa: ANN401 - whatever it says
        """Read the first line that it printed, as JSON."""
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def cpu(self) -> float:
        """Give the CPU seconds that its threads have taken so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK
