"""`--no-skips`: a skipped test fails the run unless this machine could not have what it needs."""

from __future__ import annotations

import gc
import os

import pytest

pytest_plugins = [  # each after those whose fixtures it takes up
    "office",
    "servers.chromium",
    "servers.dovecot",
    "servers.model_server",
    "servers.postgres",
    "servers.redis",
    "servers.robots",
    "servers.smtp_sink",
    "servers.desk_databases",
]

_skipped: list[tuple[str, str]] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail on a skip without excuse")


def pytest_collection_finish() -> None:
    gc.freeze()  # five thousand tests stay: the collector need not walk them at every turn


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        _skipped.append((report.nodeid, report.longrepr[2]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput") or not session.config.getoption("--no-skips"):
        return
    excused = os.environ.get("JIANBAO_EXCUSED", "").split()
    unexcused = [
        (test, reason)
        for test, reason in _skipped
        if not any(word in reason.lower() for word in excused)
    ]
    for test, reason in unexcused:
        print(f"skipped without excuse: {test}: {reason}")  # noqa: T201 - the run's last word
    if unexcused:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
