"""Runs what one process does: workers, the sweep, dispatches, the index, the listener.

A stop lets each finish the job in hand and begin no other.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import close_old_connections, connections

from jianbao.config import Config
from jianbao.desk.actions.dispatching.sending import send_what_is_due
from jianbao.desk.actions.indexing import follow_changes
from jianbao.desk.actions.other_doors import is_address_of_ours, keep_delivered, poll_folders
from jianbao.desk.jobs.sweeping import Hinted, prune_results, sweep
from jianbao.desk.jobs.tasks import holder
from jianbao.desk.jobs.waking import DELIVERIES_WAIT, INDEX_WAITS, JOBS_WAIT
from jianbao.desk.jobs.workshops import close_own_workshop
from jianbao.post.listener import Door, Listener

_SWEEP = 5.0  # seconds
_LOOK = 2.0  # seconds after which workers look for jobs of other processes
_FOLLOW = 5.0  # seconds after which the index looks for changes of other processes
_IDLE = 60.0  # seconds after which a worker process without files is dismissed
_DELIVER = 3.0  # seconds after which dispatches are looked at
_HOUR = 3600.0
_PORTS = {"lmtp": 24, "smtp": 25}
log = structlog.get_logger()


def start_workers(config: Config, stop: threading.Event) -> list[threading.Thread]:
    """Start what does the jobs of this machine; join the threads after setting `stop`.

    Raises OSError when the address of the mail listener is taken.
    """
    threads = [
        start_following(stop),
        _thread("sweeper", _sweep_until, stop),
        _thread("dispatcher", _deliver_until, stop),
    ]
    if config.redis_url:
        threads += [
            _thread(f"redis worker {number}", _run_redis_worker, stop)
            for number in range(config.workers)
        ]
    else:
        threads += [
            _thread(f"worker {number}", _work_until, stop) for number in range(config.workers)
        ]
    if config.mail_listener:
        threads.append(_listen(config, stop))
    return threads


def start_following(stop: threading.Event) -> threading.Thread:
    """Start the thread that keeps this machine's index after the database; pages need it too."""
    return _thread("index", _follow_until, stop)


def _thread(
    name: str, run: Callable[[threading.Event], None], stop: threading.Event
) -> threading.Thread:
    thread = threading.Thread(target=run, args=(stop,), name=name, daemon=True)
    thread.start()
    return thread


def _work_until(stop: threading.Event) -> None:
    """Do jobs as they come."""
    from django_tasks_db.management.commands.db_worker import (  # noqa: PLC0415 - loads late: not with Redis
        Worker,
    )
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - loads late: not with Redis

    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=f"{os.getpid()}-{threading.get_native_id()}",
        excluded_queue_names=[],
    )
    busy = time.monotonic()
    while not stop.is_set():
        JOBS_WAIT.clear()
        if _guarded("jobs", lambda: _do_one(worker, DBTaskResult)):
            busy = time.monotonic()
            continue
        if time.monotonic() - busy > _IDLE:
            close_own_workshop()
        _wait(JOBS_WAIT, stop, _LOOK)
    close_own_workshop()
    connections.close_all()


def _do_one(worker: object, results: object) -> bool:
    """Do one job; False when there is none."""
    if not results.objects.ready().filter(backend_name="default").exists():  # type: ignore[attr-defined]  # the library is untyped
        return False
    worker._run_tasks = 0  # type: ignore[attr-defined]  # noqa: SLF001 - it counts for its whole life
    worker.run()  # type: ignore[attr-defined]  # the library is untyped
    return True


def _sweep_until(stop: threading.Event) -> None:
    hinted: Hinted = {}
    pruned = 0.0
    while not stop.is_set():
        _guarded("sweep", lambda: bool(sweep(hinted)))
        _guarded("folders", lambda: bool(poll_folders()))
        if time.monotonic() - pruned > _HOUR:
            pruned = time.monotonic()
            _guarded("pruning", _prune)
        stop.wait(_SWEEP)
    connections.close_all()


def _follow_until(stop: threading.Event) -> None:
    while not stop.is_set():
        INDEX_WAITS.clear()
        _guarded("index", lambda: bool(follow_changes()))
        _wait(INDEX_WAITS, stop, _FOLLOW)
    connections.close_all()


def _deliver_until(stop: threading.Event) -> None:
    """Send dispatches; a thread of its own, as one may take hours where a server limits letters."""
    me = f"{holder()}:{secrets.token_hex(3)}"  # no other process, be it of the same number
    while not stop.is_set():
        DELIVERIES_WAIT.clear()
        if not _guarded("dispatches", lambda: send_what_is_due(stop, me)):
            _wait(DELIVERIES_WAIT, stop, _DELIVER)
    connections.close_all()


def _prune() -> bool:
    prune_results()
    return False


def _guarded(what: str, act: Callable[[], bool]) -> bool:
    """Do one round of work; a fault of it is logged and the thread goes on."""
    close_old_connections()
    try:
        return act()
    except Exception:
        log.exception("a round of work failed", what=what)
        return False


def _wait(event: threading.Event, stop: threading.Event, seconds: float) -> None:
    """Wait for an event, for the stop, or for so many seconds."""
    until = time.monotonic() + seconds
    while not stop.is_set() and time.monotonic() < until:
        if event.wait(min(0.25, seconds)):
            return


def _listen(config: Config, stop: threading.Event) -> threading.Thread:
    parts = urlsplit(config.mail_listener)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("mail_listener must be lmtp://host:port or smtp://host:port")
    door = Door(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        protocol="lmtp" if parts.scheme == "lmtp" else "smtp",
        size_limit=config.largest_mail,
        hostname=urlsplit(config.address).hostname or "localhost",
    )
    listener = Listener(door, _keep, _allows)
    listener.__enter__()
    log.info("listening for mail", address=config.mail_listener)

    def close(stopped: threading.Event) -> None:
        stopped.wait()
        listener.__exit__(None, None, None)

    return _thread("listener", close, stop)


def _keep(recipients: tuple[str, ...], raw: bytes, sender: str) -> None:
    """Keep a delivered mail; the listener's threads end unseen, so none keeps a connection."""
    try:
        keep_delivered(recipients, raw, sender)
    finally:
        connections.close_all()


def _allows(address: str) -> bool:
    try:
        return is_address_of_ours(address)
    finally:
        connections.close_all()


def _run_redis_worker(stop: threading.Event) -> None:
    """Run a worker of the Redis engine as a process of its own, and start it again if it dies.

    It does not fork for each job, so that it keeps its workshop.
    """
    command = [sys.executable, "-m", "jianbao", "manage", "--", "rqworker"]
    command += ["--worker-class", "rq.worker.SimpleWorker"]
    command += ["--job-class", "django_tasks_rq.Job", "default"]
    environment = {**os.environ, "JIANBAO_HOME": str(settings.JIANBAO.home)}
    while not stop.is_set():
        with subprocess.Popen(command, env=environment) as worker:  # noqa: S603 - our own program
            while worker.poll() is None and not stop.wait(0.5):
                pass
            if worker.poll() is None:
                worker.send_signal(signal.SIGTERM)
                worker.wait()
        stop.wait(1)
