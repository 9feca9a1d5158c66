"""A PostgreSQL of its own for the tests of one worker: never one that was running already."""

from __future__ import annotations

import contextlib
import itertools
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from servers.program import (
    Command,
    Person,
    find_program,
    free_port,
    running,
    short_folder,
    unprivileged,
)

# A test never outlives its server, so nothing need reach the disk.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_senders=0")


@dataclass(frozen=True)
class Postgres:
    """A running server whose user may do anything without a password."""

    host: str
    port: int
    user: str = "jianbao"
    _names: Iterator[int] = field(default_factory=itertools.count)

    def url_of(self, database: str) -> str:
        """Give the address of a database of this server."""
        return f"postgresql://{self.user}@{self.host}:{self.port}/{database}"

    @property
    def url(self) -> str:
        """Address of a fresh, empty database, another one each time."""
        return self.new_database()

    def new_database(self, *, copy_of: str = "template0") -> str:
        """Make a database, empty or a copy of one that nobody is connected to; give its address."""
        name = f"jianbao_{next(self._names)}"
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(copy_of)
                )
            )
        return self.url_of(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, closing the connections to it."""
        name = sql.Identifier(url.rpartition("/")[2])
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL with Chinese in UTF-8; it is gone with the last test of the worker."""
    with running_postgres() as server:
        yield server


@contextlib.contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a new, empty server; skip where PostgreSQL is not installed."""
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    initdb = find_program("postgresql", "initdb", folders=newest_first)
    owner = unprivileged("postgres")
    server = Postgres("127.0.0.1", free_port())
    with short_folder(owner) as folder:
        cluster = folder / "cluster"
        _make_cluster(initdb, cluster, server.user, owner)
        settings = (
            *(f"listen_addresses={server.host}", f"port={server.port}"),
            *(f"unix_socket_directories={folder}", *_CARELESS),
        )
        command: Command = [
            *(initdb.resolve().with_name("postgres"), "-D", cluster),
            *(word for setting in settings for word in ("-c", setting)),
        ]
        with running(
            command,
            owner=owner,
            folder=folder,
            ready=lambda pid: _is_ready(cluster, pid),
            stop_signal=signal.SIGINT,
        ):
            yield server


def _make_cluster(initdb: Path, cluster: Path, user: str, owner: Person) -> None:
    subprocess.run(
        [
            *(initdb, "-D", cluster, "-U", user, "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
        ],
        check=True,
        capture_output=True,
        cwd=cluster.parent,
        timeout=120,
        **owner.as_user(),
    )


def _is_ready(cluster: Path, pid: int) -> bool:
    try:
        lines = (cluster / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return False
    return lines[:1] == [str(pid)] and lines[-1].strip() == "ready"
