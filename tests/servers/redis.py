"""A Redis of its own for the tests of one worker: never one that was running already."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from servers.program import Command, find_program, free_port, running, short_folder, unprivileged


@dataclass(frozen=True)
class Redis:
    """A running server that keeps nothing on disk."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Address of its first database."""
        return f"redis://{self.host}:{self.port}/0"


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """Start a Redis; what one test leaves in it the next one finds."""
    program = find_program("redis", "redis-server")
    owner = unprivileged("redis")
    server = Redis("127.0.0.1", free_port())
    command: Command = [
        *(program, "--bind", server.host, "--port", str(server.port)),
        *("--save", "", "--appendonly", "no", "--daemonize", "no"),
    ]
    with (
        short_folder(owner) as folder,
        running(command, owner=owner, folder=folder, ready=lambda pid: _is(server, pid)),
    ):
        yield server


def _is(server: Redis, pid: int) -> bool:
    try:
        with socket.create_connection((server.host, server.port), timeout=1) as line:
            line.sendall(b"INFO server\r\n")
            return f"process_id:{pid}\r\n".encode() in line.recv(65536)
    except OSError:
        return False
