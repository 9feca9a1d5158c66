"""CPU time of commands and calls, taken in turns; medians and ratios as a table."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

# Compiled modules are kept, as any installed program keeps them.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

Work = Callable[[], float]  # does the work once and gives its CPU seconds


def of_command(command: Sequence[str | Path], *, cwd: Path | None = None) -> Work:
    """CPU seconds of a new process and all it starts and waits for."""

    def run() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, cwd=cwd, env=_ENVIRONMENT, check=True, capture_output=True, timeout=300
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


def of_report(command: Sequence[str | Path]) -> Work:
    """CPU seconds per unit that a contestant in its own interpreter reports on its last line."""

    def run() -> float:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        return float(done.stdout.split()[-1])

    return run


def of_call(call: Callable[[], object], *, times: int = 10) -> Work:
    """CPU seconds of one call in this process, over `times` calls."""

    def run() -> float:
        before = time.process_time()
        for _ in range(times):
            call()
        return (time.process_time() - before) / times

    return run


def take_turns(contestants: Mapping[str, Work], *, rounds: int = 5) -> dict[str, float]:
    """Run every contestant once a round; give the median of each."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            taken[name].append(work())
    return {name: statistics.median(values) for name, values in taken.items()}


def show(title: str, medians: Mapping[str, float], *, unit: str = "", rate: bool = False) -> None:
    """Print medians in milliseconds, or units per CPU second, with ratios to the first."""
    print(f"\n{title}")
    first = next(iter(medians.values()))
    for name, seconds in medians.items():
        figure = f"{1 / seconds:9.1f} {unit}/s" if rate else f"{seconds * 1000:9.1f} ms"
        print(f"  {name:34} {figure}  {seconds / first:7.2f} x")
