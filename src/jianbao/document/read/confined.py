"""Reading files of strangers in a worker process, within limits of time, memory and files.

With `formats/libreoffice.py` this is the only place of `document` that starts a process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from types import TracebackType
from typing import IO, Self

import msgspec

from jianbao.document.problems import problem
from jianbao.document.profile import EMPTY, Profile
from jianbao.document.read.limits import Limits, Room, widened
from jianbao.document.read.reading import Reading
from jianbao.document.read.request import Request
from jianbao.document.read.wire import Answer, Job, Status, receive, send

__all__ = ["Limits", "Workshop", "read_confined"]

_WORKER = "jianbao.document.read.worker"
_GRACE = 10.0  # seconds that the worker gets beyond those of its child
_ROOMS: dict[Status, Room] = {"recognise": "recognising", "convert": "converting"}


def read_confined(
    data: bytes,
    *,
    name: str = "",
    profile: Profile = EMPTY,
    language: str = "zh",
    limits: Limits | None = None,
) -> Reading:
    """Read a file as `reader.read` does, in a process of its own that cannot do harm.

    A file that breaks a limit gives a refused Problem: timeout, too-big or corrupt.
    """
    with Workshop(limits, warm=False) as workshop:
        return workshop.read(data, name=name, profile=profile, language=language)


class Workshop:
    """A worker kept for many files: it has its libraries loaded and forks for each file.

    For use as a context manager, by one thread at a time.
    """

    def __init__(self, limits: Limits | None = None, *, warm: bool = True) -> None:
        """Take the limits of one file; `warm` loads the usual formats before the first."""
        self._limits = limits or Limits()
        self._warm = warm
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Make the empty folder that the worker lives in."""
        self._folder = tempfile.TemporaryDirectory(prefix="jianbao-", ignore_cleanup_errors=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Dismiss the worker and drop its folder."""
        self._dismiss()
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()

    def read(
        self, data: bytes, *, name: str = "", profile: Profile = EMPTY, language: str = "zh"
    ) -> Reading:
        """Read one file; see `read_confined`."""
        request = Request(name=name, profile=profile, language=language, recognise=False)
        status, reading = self._ask(data, request, "plain")
        if status in _ROOMS:
            request = msgspec.structs.replace(request, recognise=True)
            status, reading = self._ask(data, request, _ROOMS[status])
        if reading is not None:
            return reading
        values = {"limit": f"{self._limits.memory >> 20} MB"} if status == "too-big" else {}
        code = status if status in {"timeout", "too-big"} else "corrupt"
        return Reading(problems=(problem(code, language=language, **values),))

    def _ask(self, data: bytes, request: Request, room: Room) -> tuple[Status, Reading | None]:
        limits = widened(self._limits, room)
        job = msgspec.msgpack.encode(Job(request=request, limits=limits, room=room))
        worker = self._hire()
        late = threading.Event()
        alarm = threading.Timer(limits.wall + _GRACE, self._give_up, (late,))
        alarm.start()
        try:
            return _converse(worker, job, data, limits)
        except (OSError, msgspec.DecodeError):
            self._dismiss()
            return ("timeout" if late.is_set() else "corrupt"), None
        finally:
            alarm.cancel()

    def _give_up(self, late: threading.Event) -> None:
        late.set()
        if self._worker is not None:
            self._worker.kill()

    def _hire(self) -> subprocess.Popen[bytes]:
        """Give the running worker; start one if there is none or it has gone."""
        if self._worker is not None and self._worker.poll() is None:
            return self._worker
        if self._folder is None:
            message = "a Workshop works inside its `with` block"
            raise RuntimeError(message)
        self._dismiss()
        flags = ["--warm"] if self._warm else []
        self._worker = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-P", "-m", _WORKER, *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=_environment(self._folder.name),
            start_new_session=True,
        )
        return self._worker

    def _dismiss(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        for pipe in (worker.stdin, worker.stdout):
            _close(pipe)
        try:
            worker.wait(_GRACE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _converse(
    worker: subprocess.Popen[bytes], job: bytes, data: bytes, limits: Limits
) -> tuple[Status, Reading | None]:
    """Ask and listen. Raises OSError when the worker is gone, DecodeError when it talks wild."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    send(worker.stdin, job, data)
    head = receive(worker.stdout, limit=1 << 10)
    body = receive(worker.stdout, limit=limits.answer)
    if head is None or body is None:
        raise BrokenPipeError
    status = msgspec.msgpack.decode(head, type=Answer).status
    return status, msgspec.msgpack.decode(body, type=Reading) if status == "read" else None


def _environment(folder: str) -> dict[str, str]:
    """Give the worker the search path and its own folder; nothing else of the caller's."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return {**kept, "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder}


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:  # what was still to be said has no listener any more
            return
