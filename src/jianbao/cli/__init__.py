"""jianbao from a terminal: arguments, printing and exit codes. It holds no rule of the trade."""

from __future__ import annotations

from jianbao.cli.entry import main

__all__ = ["main"]
