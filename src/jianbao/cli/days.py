"""Days on the command line: written as 2021-06-04, today where none is given."""

from __future__ import annotations

import datetime as dt

from jianbao.cli.declare import Option
from jianbao.cli.failures import Failure
from jianbao.cli.words import say

DATE = Option(
    ("--date",), "印发日期，如 2021-06-04（默认今天）", "date of the issue (default today)", "DATE"
)


def day_of(text: str | None) -> dt.date:
    """Read a day, today for None. Raises Failure for what is none."""
    if text is None:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Failure(
            say(f"“{text}”不是日期", f"{text!r} is no date"),
            say("写成 2021-06-04", "as in 2021-06-04"),
        ) from error
