"""The log: one line for each thing that happened, for people or (JSON) for programs.

Everything goes through structlog, what libraries say too. It never logs the text of a contribution.
"""

from __future__ import annotations

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from jianbao.config import Config

# addresses that open by what they hold; tests ask every address with a token
_DOORS = re.compile(r"(/(?:sign|invitation|read|feed|subscription|password/reset)/)[^/\s]+")
_QUIET = ("django.request", "django.utils.autoreload", "mail.log", "PIL", "fontTools", "rq.worker")


def set_up_logs(config: Config) -> None:
    """Send the log of this process to standard error in the form that the settings name."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(_level(config)),
        cache_logger_on_first_use=True,
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, hide_tokens],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                *_rendering(config),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(_level(config))
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)


def hide_tokens(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Leave the secret part out of addresses that libraries write of: a form refused, a fault."""
    event["event"] = _DOORS.sub(r"\1…", str(event.get("event", "")))
    return event


def _rendering(config: Config) -> list[Processor]:
    if config.log_form == "json":
        return [structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)]


def _level(config: Config) -> int:
    return logging.getLevelNamesMapping()[config.log_level]
