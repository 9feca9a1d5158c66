"""`jianbao serve`: everything one machine needs, in one process: pages, jobs, mail."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.office import open_office
from jianbao.cli.words import say

if TYPE_CHECKING:
    from types import FrameType

    from waitress.server import BaseWSGIServer

    from jianbao.config import Config

OPTIONS = (
    Option(
        ("--listen",),
        "监听的地址和端口（默认见 JIANBAO_LISTEN）",
        "host and port (default: JIANBAO_LISTEN)",
        metavar="HOST:PORT",
    ),
    Option(("--pages-only",), "只提供网页，不做后台任务", "serve pages and do no jobs"),
)
EXAMPLES = (
    Example("jianbao serve", "在本机打开编辑部", "open the desk on this machine"),
    Example("jianbao serve --listen 0.0.0.0:8000", "对内网开放", "for the house's network"),
)


def run(*, listen: str | None, pages_only: bool) -> int:
    """Serve until SIGTERM or Ctrl-C; finish the requests and jobs in hand, then end."""
    config = open_office()
    from jianbao.desk.actions.preparing import prepare_database
    from jianbao.desk.jobs.running import start_following, start_workers
    from jianbao.desk.logs import set_up_logs

    set_up_logs(config)
    prepare_database()
    server = _server(config, listen or config.listen)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    stop = threading.Event()
    workers = [start_following(stop)] if pages_only else start_workers(config, stop)
    _announce(config, server)
    try:
        server.run()
    finally:
        stop.set()
        server.close()
        for worker in workers:
            worker.join()
    return Exit.FINE


def _server(config: Config, listen: str) -> BaseWSGIServer:
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    host, _, port = listen.rpartition(":")
    proxy = {
        "trusted_proxy": "*",
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }
    try:
        return create_server(
            get_wsgi_application(),
            host=host,
            port=int(port),
            threads=config.threads,
            ident="jianbao",
            max_request_body_size=config.largest_upload + (4 << 20),
            clear_untrusted_proxy_headers=True,
            **(proxy if config.behind_proxy else {}),
        )
    except (OSError, ValueError) as error:
        raise Failure(
            say(f"无法监听 {listen}：{error}", f"cannot listen on {listen}: {error}"),
            say("用 --listen 换一个端口", "choose another port with --listen"),
        ) from error


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Leave the server's loop: it takes SystemExit as the word to finish what is in hand."""
    raise SystemExit(0)


def _announce(config: Config, server: BaseWSGIServer) -> None:
    import structlog

    structlog.get_logger().info(
        "serving",
        listen=f"{server.effective_host}:{server.effective_port}",
        address=config.address,
        home=str(config.home),
    )
