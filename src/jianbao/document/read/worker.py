"""The process that reads files of strangers: it forks for each, and the fork locks itself in.

Started by `confined`, never imported by it; it speaks through its standard input and output.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

import msgspec

from jianbao.document.read.cage import lock_in
from jianbao.document.read.limits import Limits
from jianbao.document.read.wire import Answer, Job, Status, receive, send

WARM = "--warm"
_FORKS = hasattr(os, "fork")  # Windows does not
_SAID: tuple[Status, ...] = ("read", "recognise", "convert")  # by a child about its file
_READER = "jianbao.document.read.reader"
_WARMING = "jianbao.document.read.warming"
_FIRST_OWN = 3  # descriptors below are the standard ones
_LARGEST = 1 << 32
_CHUNK = 1 << 20
_OUT_OF_MEMORY = 2  # exit code
_NEAR_LIMIT = 0.4  # of the memory allowed, from which a crash is taken for want of more
_ADOPT = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h


def main() -> None:
    """Answer jobs until the standard input ends."""
    questions, answers = _take_pipes()
    _adopt_orphans()
    if WARM in sys.argv:
        importlib.import_module(_WARMING).warm_up()
    while (head := receive(questions, limit=_LARGEST)) is not None:
        job = msgspec.msgpack.decode(head, type=Job)
        data = receive(questions, limit=_LARGEST)
        if data is None:
            return
        status, reading = _answer_forked(job, data) if _FORKS else _answer_caged(job, data)
        send(answers, msgspec.msgpack.encode(Answer(status=status)), reading)
        if not _FORKS:
            return
        _sweep()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes apart from what libraries print."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return questions, answers


def _adopt_orphans() -> None:
    """Become the parent of what a killed child leaves running: LibreOffice, for one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)


def _sweep() -> None:
    """End what is left running and empty the own folder, where conversions write."""
    _end_orphans()
    for left in Path.cwd().iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _end_orphans() -> None:
    family = Path(f"/proc/self/task/{os.getpid()}/children")
    with contextlib.suppress(OSError):
        while orphans := family.read_text().split():
            for orphan in map(int, orphans):
                os.kill(orphan, signal.SIGKILL)
                os.waitpid(orphan, 0)


def _answer_forked(job: Job, data: bytes) -> tuple[Status, bytes]:
    """Answer a job in a child and see that it ends."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _be_the_child(job, data, sink)
    os.close(sink)
    with os.fdopen(source, "rb", buffering=0) as stream:
        cut, output = _collect(stream, job.limits)
    for kill in (os.killpg, os.kill):  # of no effect on a child that has ended by itself
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    _, state, usage = os.wait4(child, 0)
    if cut is not None:
        return cut, b""
    return _understood(output) or (_verdict(state, usage.ru_maxrss, job.limits), b"")


def _be_the_child(job: Job, data: bytes, sink: int) -> None:
    """Read the file and end the process, whatever happens."""
    code = 1
    try:
        os.closerange(_FIRST_OWN, sink)  # only the worker itself speaks to the caller
        os.setsid()
        status, reading = _answer_caged(job, data)
        with os.fdopen(sink, "wb") as stream:
            send(stream, status.encode(), reading)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _answer_caged(job: Job, data: bytes) -> tuple[Status, bytes]:
    """Answer a job, locked in for good."""
    reader = importlib.import_module(_READER)
    lock_in(job.limits)
    if job.room == "plain" and reader.needs_conversion(data, job.request):
        return "convert", b""
    try:
        return "read", msgspec.msgpack.encode(reader.read_request(data, job.request))
    except reader.PutOff:
        return "recognise", b""


def _collect(stream: io.RawIOBase, limits: Limits) -> tuple[Status | None, bytes]:
    """Gather what the child says until it ends; the status says why it was cut off."""
    deadline = time.monotonic() + limits.wall
    parts: list[bytes] = []
    left = limits.answer
    while select.select([stream], [], [], max(0.0, deadline - time.monotonic()))[0]:
        part = stream.read(_CHUNK)
        if not part:
            return None, b"".join(parts)
        left -= len(part)
        if left < 0:
            return "too-big", b""
        parts.append(part)
    return "timeout", b""


def _understood(output: bytes) -> tuple[Status, bytes] | None:
    stream = io.BytesIO(output)
    status = receive(stream, limit=len(output))
    reading = receive(stream, limit=len(output))
    for known in _SAID:
        if status == known.encode() and reading is not None:
            return known, reading
    return None


def _verdict(state: int, peak: int, limits: Limits) -> Status:
    """Tell from how a child ended what its file did to it; `peak` as the system counts it."""
    code = os.waitstatus_to_exitcode(state)
    if code == -signal.SIGXCPU:
        return "timeout"
    used = peak * (1 if sys.platform == "darwin" else 1024)
    starved = code in {_OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGXFSZ}
    return "too-big" if starved or used > _NEAR_LIMIT * limits.memory else "corrupt"


if __name__ == "__main__":
    main()
