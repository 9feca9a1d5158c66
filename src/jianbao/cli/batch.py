"""Does one task for each of many files, in order, in one process or several.

A file that fails does not stop the others: it is kept and reported when all are done.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, debugging, fault, report, shown
from jianbao.cli.output import note
from jianbao.cli.sources import STDIN
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor

Settings = TypeVar("Settings")
Result = TypeVar("Result")

MANY = 4  # files from which on a terminal is shown how far the work is


class Batch:
    """The files of one run and what became of them."""

    def __init__(self, files: Sequence[str], jobs: int = 1) -> None:
        """Take the files and the number of processes; 0 stands for one a core."""
        if jobs < 0:
            raise Failure(say("-j 不能小于 0", "-j cannot be less than 0"))
        self.files = files
        self.failures: list[Failure] = []
        alone = STDIN in files  # other processes do not share standard input
        self._jobs = 1 if alone else min(jobs or os.cpu_count() or 1, len(files))

    @property
    def many(self) -> bool:
        """Whether results have to say which file they belong to."""
        return len(self.files) > 1

    def each(
        self, task: Callable[[str, Settings], Result], settings: Settings
    ) -> Iterator[tuple[str, Result]]:
        """Give each file with what `task` made of it; files that failed are left out.

        With several processes `task` must be a function of a module and everything picklable.
        """
        results = self._run(task, settings)
        for file, result in zip(self.files, _shown(results, len(self.files)), strict=True):
            if isinstance(result, Failure):
                self.failures.append(result)
            else:
                yield file, result

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep a failure of what is done inside, so that the other files go on."""
        try:
            yield
        except Failure as failure:
            self.failures.append(failure)

    def end(self, code: Exit = Exit.FINE) -> Exit:
        """Report the files that failed; give the exit code of the run, `code` when none did."""
        if self.many and self.failures:
            failed, total = len(self.failures), len(self.files)
            note(
                say(
                    f"{total} 个文件中有 {failed} 个没有完成：",
                    f"{failed} of {total} files failed:",
                )
            )
        for failure in self.failures:
            report(failure)
        return max((failure.code for failure in self.failures), default=code)

    def _run(
        self, task: Callable[[str, Settings], Result], settings: Settings
    ) -> Iterator[Result | Failure]:
        if self._jobs == 1:
            for file in self.files:
                yield attempt(task, file, settings)
            return
        with _processes(self._jobs) as pool:
            waiting = deque(pool.submit(attempt, task, file, settings) for file in self.files)
            for file in self.files:
                future = waiting.popleft()  # so that no result is held longer than it is wanted
                yield _lost(file) if future.exception() else future.result()


def attempt(
    task: Callable[[str, Settings], Result], file: str, settings: Settings
) -> Result | Failure:
    """Do `task` for one file; give the Failure in place of a result when it fails."""
    try:
        return task(file, settings)
    except Failure as failure:
        return failure
    except Exception as error:
        if debugging():
            raise
        found = fault(error)
        return Failure(f"{shown(file)}: {found.message}", found.hint, found.code)


def _lost(file: str) -> Failure:
    return Failure(
        say(
            f"{shown(file)}: 处理它的进程意外结束", f"{shown(file)}: its process ended unexpectedly"
        ),
        say("用 -j 1 再试", "try again with -j 1"),
        Exit.FAULT,
    )


@contextmanager
def _processes(jobs: int) -> Iterator[Executor]:
    """Open `jobs` fresh processes: typesetting hangs in a forked one. Ctrl-C ends them at once."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _shown(results: Iterable[Result], total: int) -> Iterator[Result]:
    """Pass results on, showing on a terminal how many of how many are done."""
    if total < MANY or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(results, total=total)
