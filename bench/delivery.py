"""Delivery: one letter with a PDF of 300 kB to 2,000 readers, beside Django and others.

Usage: delivery.py [quick]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from clock import show
from delivery_desk import FEW
from material import OURS, PEERS

HERE = Path(__file__).parent
MANY = 2000
CONTESTANTS = {
    "jianbao: on the wire": "wire",
    "jianbao: dispatch with its ledger": "dispatch",
    "smtplib, MIME encoded once": "smtplib_alone",
    "Django, one connection": "django",
    "django-post-office": "post_office",
}


@dataclass
class Sink:
    """The mail server of all contestants."""

    process: subprocess.Popen[str]
    port: int = 0

    def count(self) -> tuple[int, int]:
        """Give the letters since the last asking, and their bytes."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        letters, size = self.process.stdout.readline().split()
        return int(letters), int(size)


@contextmanager
def running_sink() -> Iterator[Sink]:
    """Run it in a process of its own, so that its work is nobody's."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([OURS, HERE / "mail_sink.py"], text=True, **pipes) as process:  # type: ignore[call-overload]  # pipes
        assert process.stdout
        yield Sink(process, int(process.stdout.readline()))
        process.kill()


@dataclass
class Taken:
    """What a contestant took: CPU seconds a letter, MB of memory by the number of letters."""

    cpu: list[float] = field(default_factory=list)
    memory: dict[int, float] = field(default_factory=dict)
    size: int = 0


def run(name: str, home: Path, sink: Sink, count: int, taken: Taken) -> None:
    """Let a contestant send; the server must have got every letter."""
    python = PEERS if name == "post_office" else OURS
    command = [python, HERE / "delivery_with.py", name, home, str(sink.port), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=900)
    memory, cpu = map(float, done.stdout.split()[-2:])
    letters, size = sink.count()
    if letters != count:
        raise SystemExit(f"{name}: {letters} of {count} letters arrived")
    taken.memory[count] = max(memory, taken.memory.get(count, 0))
    taken.size = size // count
    if count == MANY:
        taken.cpu.append(cpu)


def main() -> None:
    rounds = 1 if "quick" in sys.argv else 3
    contestants = {
        label: name
        for label, name in CONTESTANTS.items()
        if name != "post_office" or _has_post_office()
    }
    taken = {label: Taken() for label in contestants}
    with tempfile.TemporaryDirectory() as folder, running_sink() as sink:
        home = Path(folder)
        subprocess.run([OURS, HERE / "delivery_desk.py", home, str(MANY)], check=True)
        for label, name in contestants.items():
            run(name, home, sink, FEW, taken[label])
        for _ in range(rounds):
            for label, name in contestants.items():
                run(name, home, sink, MANY, taken[label])
    medians = {label: statistics.median(one.cpu) for label, one in taken.items()}
    show(f"a letter to each of {MANY} readers, client CPU", medians)
    print(
        f"\n  {'letters in a CPU second':34} {'to Django':>10} {'MB at 200':>10} {'at 2000':>8}  kB"
    )
    slowest = medians["Django, one connection"]
    for label, cpu in medians.items():
        one = taken[label]
        print(
            f"  {label:34} {slowest / cpu:9.1f} x {one.memory[FEW]:9.0f} {one.memory[MANY]:8.0f}"
            f"  {one.size / 1000:.0f}"
        )


def _has_post_office() -> bool:
    if PEERS.exists():
        found = subprocess.run(
            [PEERS, "-c", "import importlib.util as i; assert i.find_spec('post_office')"],
            check=False,
        )
        if found.returncode == 0:
            return True
    print("django-post-office is left out: bench/peers installs it")
    return False


if __name__ == "__main__":
    main()
