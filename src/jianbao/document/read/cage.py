"""What a worker takes from itself before it looks at a stranger's file; there is no way back.

Limits of the system hold everywhere but on Windows; where the kernel gives no network namespace,
Python itself refuses sockets, processes and written files.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable

from jianbao.document.read.limits import Limits

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # linux/sched.h
_PARENT_DIED, _NO_NEW_PRIVILEGES = 1, 38  # linux/prctl.h
_AFTER_WARNING = 2  # seconds between SIGXCPU, which tells why, and SIGKILL
_NETWORK = ("socket.", "urllib.", "ftplib.", "http.", "smtplib.", "imaplib.", "poplib.")
_PROCESSES = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "pty.",
)
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "shutil.")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def lock_in(limits: Limits) -> None:
    """Give up the network, new rights, and all resources beyond `limits`."""
    if sys.platform == "linux":
        _leave_the_network()
    _set_limits(limits)
    sys.dont_write_bytecode = True
    sys.addaudithook(_refusal(may_write=limits.written > 0))


def _leave_the_network() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PARENT_DIED, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.unshare(_NEW_USER | _NEW_NET) != 0:
        libc.unshare(_NEW_NET)


def _set_limits(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    wanted = {
        "RLIMIT_AS": (limits.memory, limits.memory),
        "RLIMIT_CPU": (limits.cpu, limits.cpu + _AFTER_WARNING),
        "RLIMIT_FSIZE": (limits.written, limits.written),
        "RLIMIT_NOFILE": (limits.open_files, limits.open_files),
        "RLIMIT_CORE": (0, 0),
    }
    for name, (soft, hard) in wanted.items():
        which = getattr(resource, name)
        most = resource.getrlimit(which)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)  # noqa: PLW2901 - never above the given
        with contextlib.suppress(ValueError, OSError):  # macOS knows RLIMIT_AS, takes it not
            resource.setrlimit(which, (soft, hard))


def _refusal(*, may_write: bool) -> Callable[[str, tuple[object, ...]], None]:
    refused = _NETWORK if may_write else (*_NETWORK, *_PROCESSES, *_CHANGES)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(refused):
            raise PermissionError(f"a worker may not: {event}")
        if event == "open" and not may_write and _writes(arguments):
            raise PermissionError(f"a worker may not write: {arguments[0]!r}")

    return refuse


def _writes(arguments: tuple[object, ...]) -> bool:
    path, mode, flags = arguments
    if isinstance(path, int):  # a pipe that is open already
        return False
    if isinstance(flags, int) and flags & _WRITING:
        return True
    return isinstance(mode, str) and any(letter in mode for letter in "wax+")
