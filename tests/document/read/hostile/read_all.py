"""Reads the files of a folder under limits and tells what came, a line of JSON for each.

`python read_all.py FOLDER`, in a program of its own: limits and the watch cannot be taken back.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from jianbao.document.problems import Problem, Unreadable
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.decode import decode_text
from jianbao.document.read.formats.sniff import sniff
from jianbao.document.read.kinds import reader_of

MEMORY = 2 << 30
SECONDS = 120
_WATCHED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn",
            "os.remove", "os.rename", "os.mkdir", "os.symlink", "os.link", "shutil.")  # fmt: skip

_deeds: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if writes or (isinstance(flags, int) and flags & 0o3):
            _deeds.append(f"open {arguments[0]!r}")
    elif event.startswith(_WATCHED):
        _deeds.append(event)


def outcome(data: bytes, name: str) -> tuple[str, tuple[Problem, ...], int]:
    """Give `read` or the code of the refusal, what was noticed, and how many lines there are."""
    kind = sniff(data, name)
    try:
        if kind in ("empty", "encrypted"):
            return kind, (), 0
        if kind == "zip":
            archive = Archive(data)
            inner = [outcome(archive.read(part), part) for part in archive.names]
            return "read", (), sum(lines for _, _, lines in inner)
        if kind == "text":
            return "read", (), decode_text(data)[0].count("\n") + 1
        reading = reader_of(kind)(data)
    except Unreadable as error:
        return error.code, (error.problem(),), 0
    return "read", reading.problems, len(reading.lines)


def main(folder: str) -> None:
    for kind in ("docx", "html", "markdown", "xlsx", "doc"):
        reader_of(kind)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.addaudithook(watch)
    for path in sorted(Path(folder).iterdir()):
        data = path.read_bytes()
        _deeds.clear()
        start = time.process_time()
        code, problems, lines = outcome(data, path.name)
        told = {
            "name": path.name,
            "outcome": code,
            "notices": [problem.code for problem in problems],
            "messages": [problem.message for problem in problems],
            "lines": lines,
            "seconds": round(time.process_time() - start, 2),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
            "deeds": list(_deeds),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
