"""The value of a cell as its number format means it, without every ornament of the format."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from jianbao.document.read.formats.characters import clean

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DECIMALS = re.compile(r"0\.(0+)")
_SCALE = re.compile(r"[0#?](,+)[^0#?,]*$")  # each comma behind the digits divides by a thousand
_EXACT = 1e15  # Excel keeps 15 digits


def shown(value: object, form: str) -> str:
    """Write a value in its format: 12.5%, 2031-06-04, 1,200."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, dt.timedelta):
        return _duration(value)
    return _number(value, form) if isinstance(value, int | float) else clean(str(value))


def _duration(lasting: dt.timedelta) -> str:
    minutes, seconds = divmod(round(lasting.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def _number(value: float, form: str) -> str:
    pattern = _QUOTED.sub("", form.partition(";")[0])
    percent = "%" in pattern
    scale = _SCALE.search(pattern)
    worth = value * 100 if percent else value
    worth = worth / 1000 ** len(scale[1]) if scale else worth
    decimals = _DECIMALS.search(pattern)
    if decimals or pattern.startswith(("0", "#,##0")):
        written = _rounded(worth, len(decimals[1]) if decimals else 0, commas="#,#" in pattern)
    else:
        written = f"{worth:.10g}" if isinstance(worth, float) else str(worth)
    return written + "%" * percent


def _rounded(worth: float, places: int, *, commas: bool) -> str:
    """Round a half away from zero, as spreadsheets do."""
    comma = "," if commas else ""
    if not abs(worth) < _EXACT:
        return f"{worth:{comma}.{places}f}"
    step = Decimal(1).scaleb(-places)
    return f"{Decimal(f'{worth:.15g}').quantize(step, ROUND_HALF_UP):{comma}f}"
