"""Runs an outside program for as long as tests need it: never as root, never past their end."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import pytest

# A path of a Unix socket may have 107 characters, so pytest's own long folders will not do.
_LONGEST_FOLDER = 60
_SECONDS_TO_START = 60.0
_SECONDS_TO_STOP = 20.0

Command = Sequence[str | Path]


class DidNotStartError(RuntimeError):
    """The program ended, or said nothing, before it was ready; the text is what it logged."""


class AsUser(TypedDict, total=False):
    """Options of subprocess."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Person:
    """The user whom the program runs as."""

    name: str
    uid: int
    gid: int

    @property
    def group(self) -> str:
        """Name of the user's own group."""
        return grp.getgrgid(self.gid).gr_name

    def own(self, *paths: Path) -> None:
        """Give paths to this user; does nothing for one who could not give them away."""
        if os.geteuid() == 0:
            for path in paths:
                os.chown(path, self.uid, self.gid)

    def as_user(self) -> AsUser:
        """Give the options of subprocess that start a program as this user."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def find_program(word: str, *names: str, folders: Sequence[Path] = ()) -> Path:
    """Give the program's path, or skip the test for a reason that names `word`."""
    places = [os.environ.get("PATH", os.defpath), *map(str, folders), "/usr/sbin"]
    for name in names:
        if found := shutil.which(name, path=os.pathsep.join(places)):
            return Path(found)
    pytest.skip(f"{word}: no {names[0]} on this machine")


def unprivileged(*names: str) -> Person:
    """Give the first of these users that exists when root runs the tests, else who runs them."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Person(me.pw_name, me.pw_uid, me.pw_gid)
    for name in (*names, "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return Person(name, found.pw_uid, found.pw_gid)
    pytest.skip("no unprivileged user to run a server as")


@contextlib.contextmanager
def short_folder(owner: Person) -> Iterator[Path]:
    """Give an empty folder of `owner` whose path leaves room for the name of a socket."""
    with tempfile.TemporaryDirectory(prefix="jb-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if len(name) > _LONGEST_FOLDER:
            pytest.fail(f"sockets need a shorter temporary folder (TMPDIR) than {name}")
        owner.own(folder)
        yield folder


def free_port() -> int:
    """Give a port of 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    command: Command,
    *,
    owner: Person,
    folder: Path,
    ready: Callable[[int], bool],
    stop_signal: signal.Signals = signal.SIGTERM,
) -> Iterator[int]:
    """Run a program in the foreground of its own; give its process id once it is ready.

    `ready` is told that id and asked again and again; it must not mistake another worker's
    server for this one. Raises DidNotStartError.
    """
    log = folder / "program.log"
    with log.open("wb") as output:
        program = subprocess.Popen(
            [*_bound_to_this_process(stop_signal), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            start_new_session=True,
            **owner.as_user(),
        )
    try:
        _await(program, ready, log)
        yield program.pid
    finally:
        _stop(program, stop_signal)


def _bound_to_this_process(stop_signal: signal.Signals) -> list[str]:
    """Give words before a command that end it even when pytest is killed without a word."""
    if not shutil.which("setpriv"):
        return []
    return ["setpriv", "--pdeathsig", stop_signal.name.removeprefix("SIG"), "--"]


def _await(program: subprocess.Popen[bytes], ready: Callable[[int], bool], log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not ready(program.pid):
        if program.poll() is not None or time.monotonic() > deadline:
            raise DidNotStartError(log.read_text("utf-8", "replace")[-2000:])
        time.sleep(0.02)


def _stop(program: subprocess.Popen[bytes], stop_signal: signal.Signals) -> None:
    program.send_signal(stop_signal)
    try:
        program.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
