"""`jianbao work`: the jobs alone, for a second machine or beside another web server."""

from __future__ import annotations

import signal
import threading

from jianbao.cli.declare import Example
from jianbao.cli.exits import Exit
from jianbao.cli.office import open_office

OPTIONS = ()
EXAMPLES = (Example("jianbao work", "只做后台任务", "do jobs, serve no pages"),)


def run() -> int:
    """Work until SIGTERM or Ctrl-C; finish the job in hand, then end."""
    config = open_office()
    from jianbao.desk.actions.preparing import prepare_database
    from jianbao.desk.jobs.running import start_workers
    from jianbao.desk.logs import set_up_logs

    set_up_logs(config)
    prepare_database()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    workers = start_workers(config, stop)
    stop.wait()
    for worker in workers:
        worker.join()
    return Exit.FINE
